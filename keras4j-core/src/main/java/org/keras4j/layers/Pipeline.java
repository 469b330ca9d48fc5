package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// Layers one after the other, as one layer: those in front of a model, say, for a [org.keras4j.data.Dataset]. Follows `keras.layers.Pipeline`.
///
/// ```java
/// Pipeline pipeline = Pipeline.of(AutoContrast.create(), RandomZoom.of(0.2), MixUp.create());
/// Dataset train = Dataset.of(images, labels).batch(32).map(batch -> batch.mapXY(pipeline::applyInTraining));
/// ```
public final class Pipeline extends Layer {
    private final List<Layer> layers;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        List<Layer> layers = List.of();
    }

    private Pipeline(Config config) {
        super(config);
        layers = config.layers;
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(place() + ": expected one layer or more, got none.");
        }
    }

    /// These layers, one after the other.
    public static Pipeline of(Layer... layers) {
        var config = new Config();
        config.layers = List.of(layers);
        return new Pipeline(config);
    }

    /// Under which the model, its summary and its files know it.
    public Pipeline name(String name) { return with((Config c) -> c.name = name); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Its layers, in order.
    public List<Layer> layers() {
        return layers;
    }

    /// Keras' files say the layers and the name, nothing else.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.keySet().retainAll(Set.of("layers", "name"));
        map.putLast("name", name());
        return map;
    }

    /// Each of its layers casts for itself.
    @Override
    protected boolean autocasts() {
        return false;
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        List<Value> x = inputs;
        for (Layer layer : layers) {
            x = layer.apply(c, x);
        }
        return x;
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return outputs.stream().<@Nullable Value>map(c::mask).toList();
    }
}
