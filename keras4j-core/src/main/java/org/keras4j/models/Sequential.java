package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.InFrontOfModel;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.PartialShape;
import org.keras4j.ops.Call;

/// Layers one after the other. Follows `keras.Sequential`: with an [Input] in front it is built at once, else by its first data.
public final class Sequential extends Model {
    private final List<Layer> layers = new ArrayList<>();
    private final List<KerasTensor> outputs = new ArrayList<>();
    private @Nullable Input input;

    private Sequential(LayerConfig config) {
        super(config);
    }

    /// These layers in a row, an [Input] in front or not.
    ///
    /// @throws IllegalArgumentException when two layers have one name, or one doesn't take what the one before makes
    public static Sequential of(Layer... layers) {
        return along(new LayerConfig(), Arrays.asList(layers));
    }

    /// A model of these layers, one after the other, under a name.
    public static Sequential of(String name, Layer... layers) {
        var config = new LayerConfig();
        config.name = name;
        return along(config, Arrays.asList(layers));
    }

    /// A model of these layers, one after the other.
    public static Sequential of(List<? extends Layer> layers) {
        return along(new LayerConfig(), layers);
    }

    static Sequential along(LayerConfig config, List<? extends Layer> layers) {
        var model = new Sequential(config);
        layers.forEach(model::add);
        return model;
    }

    /// One more layer at the end. A model that was compiled isn't any more.
    ///
    /// @throws IllegalArgumentException when another layer has its name
    public void add(Layer layer) {
        if (layer == null) {
            throw new IllegalArgumentException(place() + ": expected a layer, got null.");
        }
        if (layer instanceof Input given) {
            if (!layers.isEmpty() || input != null) {
                throw new IllegalArgumentException(place() + ": expected Input as the first layer, got it after others.");
            }
            input = given;
            adopt();
            return;
        }
        relayered();
        layers.add(layer);
        try {
            adopt();
            requireOneName(layers);
            if (input != null) {
                outputs.add(applied(layer));
            }
        } catch (RuntimeException e) {
            layers.removeLast();
            throw e;
        }
    }

    /// Takes the last layer away. A model that was compiled isn't any more.
    public Layer pop() {
        if (layers.isEmpty()) {
            throw new IllegalStateException(place() + ": expected a layer to take away, got none.");
        }
        relayered();
        if (!outputs.isEmpty()) {
            outputs.removeLast();
        }
        return layers.removeLast();
    }

    private KerasTensor applied(Layer layer) {
        KerasTensor before = outputs.isEmpty() ? Objects.requireNonNull(input).tensor() : outputs.getLast();
        List<KerasTensor> results = layer.applyAll(before);
        if (results.size() != 1) {
            throw new IllegalArgumentException(place() + ": expected layers of one output, got " + results.size() + " from " + layer.name()
                    + ". Use Model.of.");
        }
        return results.getFirst();
    }

    /// Builds it for samples of this shape, the batch in front.
    private void buildFor(PartialShape shape, DType dtype) {
        input = Input.batchShape(shape).dtype(dtype);
        adopt();
        for (Layer layer : layers) {
            outputs.add(applied(layer));
        }
    }

    @Override
    void buildFor(Element batch) {
        if (layers.isEmpty()) {
            throw new IllegalStateException(place() + ": expected a layer, got none. Add one.");
        }
        if (input == null) {
            NDArray x = batch.input();
            buildFor(PartialShape.ofSamples(x.shape()), x.dtype());
        }
    }

    @Override
    public boolean isBuilt() {
        return input != null ? outputs.size() == layers.size() : super.isBuilt();
    }

    /// What goes through after each layer, as far as it is known.
    List<KerasTensor> tensors() {
        return outputs;
    }

    @Override
    public List<KerasTensor> outputs() {
        return outputs.isEmpty() ? List.of() : List.of(outputs.getLast());
    }

    @Override
    public List<Input> inputs() {
        return input == null ? List.of() : List.of(input);
    }

    /// Without the Input, as in Keras.
    @Override
    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    @Override
    protected List<Layer> sublayers() {
        return input == null ? List.copyOf(layers) : Stream.concat(Stream.of(input), layers.stream()).toList();
    }

    @Override
    public SequencedMap<String, Object> parts() {
        return new LinkedHashMap<>(Map.of("layers", layers()));
    }

    @Override
    public List<String> outputNames() {
        return List.of(layers.isEmpty() ? "output" : layers.getLast().name());
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Front front = front();
        List<Value> at = input == null ? inputs : front.enter(this, c, inputs);
        for (Layer layer : layers.subList(front.calls().size(), layers.size())) {
            at = layer.apply(c, at);
        }
        return at;
    }

    /// At most its first layer.
    private Front front() {
        return Front.of(input == null ? List.of() : List.of(input.tensor()), outputs.stream().map(KerasTensor::node).toList(), outputs());
    }

    @Override
    Element passed(Element batch) {
        if (!outputs.isEmpty() && InFrontOfModel.isIn(outputs.getFirst().node())) {
            return front().pass(this, batch);
        }
        if (input != null) {
            Entrance.requireSuits(input, batch.input());
        }
        return super.passed(batch);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.singletonList(c.mask(outputs.getFirst()));
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.put("name", name());
        map.put("layers", sublayers().stream().map(Layer::serialized).toList());
        map.put("build_input_shape", input == null ? null : input.config().batchShape().kerasValue());
        return map;
    }

    @Override
    protected Map<String, @Nullable Object> buildConfig() {
        return input == null ? Map.of() : new LinkedHashMap<>(Map.of("input_shape", input.config().batchShape().kerasValue()));
    }

    static Sequential fromConfig(Map<?, ?> config) {
        var layerConfig = new LayerConfig();
        layerConfig.name = config.get("name") instanceof String name ? name : null;
        if (config.get("dtype") instanceof Object dtype) {
            layerConfig.dtype = DTypePolicy.fromKeras(dtype);
        }
        var layers = FunctionalConfig.layers(config).stream()
                .map(FunctionalConfig::layer).toList();
        Sequential model = along(layerConfig, layers);
        if (Boolean.FALSE.equals(config.get("trainable"))) {
            model.setTrainable(false);
        }
        return model;
    }
}
