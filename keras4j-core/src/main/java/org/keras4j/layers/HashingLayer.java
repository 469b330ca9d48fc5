package org.keras4j.layers;

import module java.base;
import org.keras4j.config.DTypePolicy;
import org.keras4j.config.Within;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// Gives one of so many numbers by a hash.
///
/// @param <S> the layer's own class
abstract sealed class HashingLayer<S extends HashingLayer<S>> extends InFrontOfModel implements LayerOptions<S> permits Hashing, HashedCrossing {
    /// Keras' keys.
    public static class Config extends LayerConfig {
        @Within(from = 1) int numBins = 0;
        OutputMode outputMode = OutputMode.INT;
        boolean sparse = false;

        Config() {
            dtype = DTypePolicy.of("int64");
        }
    }

    HashingLayer(Config config) {
        super(config);
    }

    static <C extends Config> C configured(C config, int numBins) {
        config.numBins = numBins;
        return config;
    }

    /// Other modes than `INT` give float32, unless the type is set after.
    public S outputMode(OutputMode mode) {
        return with((Config c) -> {
            c.outputMode = mode;
            c.dtype = DTypePolicy.of(mode == OutputMode.INT ? "int64" : "float32");
        });
    }

    /// By Keras' name: `int`, `one_hot`, `multi_hot`, `count` or `tf_idf`.
    public S outputMode(String mode) {
        return outputMode(OutputMode.of(mode));
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    final KerasNode.Result result(List<PartialShape> inputs) {
        Config config = config();
        KerasNode.Result result = encoded(inputs.getFirst(), config.outputMode, config.numBins, config.dtype.compute());
        return config.outputMode == OutputMode.INT ? new KerasNode.Result(result.shape(), config.dtype.compute(), null) : result;
    }

    final NDArray encoded(NDArray bins) {
        Config config = config();
        DType type = config.dtype.compute();
        return config.outputMode == OutputMode.INT ? bins.cast(type)
                : new Encoder(x -> config.outputMode.encoded(x, config.numBins, type, null)).apply(bins);
    }
}
