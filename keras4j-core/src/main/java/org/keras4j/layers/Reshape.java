package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The numbers of each sample in another shape: `[batch, …]` gives `[batch, target shape]`. Follows `keras.layers.Reshape`.
public final class Reshape extends ConfiguredLayer<Reshape, Reshape.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        List<Long> targetShape = List.of();
    }

    private Reshape(Config config) {
        super(config);
        if (config.targetShape.stream().anyMatch(size -> size < -1) || Collections.frequency(config.targetShape, -1L) > 1) {
            throw new IllegalArgumentException(place() + ": expected sizes of 0 or more and at most one of -1, got " + config.targetShape + ".");
        }
    }

    /// Without the batch; one size may be −1 and follows from the others.
    public static Reshape of(long... targetShape) {
        var config = new Config();
        config.targetShape = LongStream.of(targetShape).boxed().toList();
        return new Reshape(config);
    }

    @Override
    protected Value call(Call c, Value x) {
        List<Long> target = config().targetShape;
        long elements = x.shape().slice(1, x.rank()).elements();
        long known = target.stream().filter(size -> size >= 0).reduce(1L, Math::multiplyExact);
        boolean fits = target.contains(-1L) ? known > 0 && elements % known == 0 : known == elements;
        if (!fits) {
            throw new ShapeException("input", elements + " numbers in each sample to fill " + target, x.type(), "Check the target shape.");
        }
        Shape sample = Shape.of(target.stream().mapToLong(size -> size < 0 ? elements / known : size).toArray());
        return Ops.reshape(x, sample.insert(0, x.shape().size(0)));
    }
}
