package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The axes after the batch in another order. Follows `keras.layers.Permute`.
///
/// | value  | shape with dims 3, 1, 2 |
/// |--------|-------------------------|
/// | input  | `[batch, a, b, c]`      |
/// | output | `[batch, c, a, b]`      |
public final class Permute extends ConfiguredLayer<Permute, Permute.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        List<Integer> dims = List.of();
    }

    private Permute(Config config) {
        super(config);
        if (!config.dims.stream().sorted().toList().equals(IntStream.rangeClosed(1, config.dims.size()).boxed().toList())) {
            throw new IllegalArgumentException(place() + ": expected the axes from 1 on, each once, got " + config.dims + ".");
        }
    }

    /// @param dims for each axis of the output after the batch the one of the input, from 1 on
    public static Permute of(int... dims) {
        var config = new Config();
        config.dims = IntStream.of(dims).boxed().toList();
        return new Permute(config);
    }

    @Override
    protected void build(Type input) {
        if (input.rank() != config().dims.size() + 1) {
            throw new ShapeException("input", "an axis for each of " + config().dims + ", and the batch", input, "Name all axes but the batch.");
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.transpose(x, IntStream.concat(IntStream.of(0), config().dims.stream().mapToInt(Integer::intValue)).toArray());
    }
}
