package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;

/// Numbers of categories as vectors. Follows `keras.layers.CategoryEncoding`.
///
/// | value                            | shape                         |
/// |----------------------------------|-------------------------------|
/// | input: whole numbers from 0 to `numTokens` − 1 | `[batch, categories]` |
/// | weights, with `COUNT` and if wanted | as the input               |
/// | output                           | `[batch, numTokens]`; `[batch, categories, numTokens]` with `ONE_HOT` |
public final class CategoryEncoding extends ConfiguredLayer<CategoryEncoding, CategoryEncoding.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 1) int numTokens = 0;
        OutputMode outputMode = OutputMode.MULTI_HOT;
    }

    private CategoryEncoding(Config config) {
        super(config);
    }

    /// @param numTokens how many categories there are
    public static CategoryEncoding of(int numTokens) {
        var config = new Config();
        config.numTokens = numTokens;
        return new CategoryEncoding(config);
    }

    /// `ONE_HOT`, `MULTI_HOT` or `COUNT`.
    public CategoryEncoding outputMode(OutputMode mode) {
        return option(c -> c.outputMode = mode);
    }

    /// By Keras' name: `one_hot`, `multi_hot` or `count`.
    public CategoryEncoding outputMode(String mode) {
        return outputMode(OutputMode.of(mode));
    }

    @Override
    public Optional<String> keywordAfterFirstInput() {
        return Optional.of("count_weights");
    }

    @Override
    protected boolean autocasts() {
        return false;
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        OutputMode mode = config().outputMode;
        if (mode == OutputMode.INT || mode == OutputMode.TF_IDF || inputs.size() > (mode == OutputMode.COUNT ? 2 : 1)) {
            throw new IllegalArgumentException(place() + ": expected output_mode one_hot, multi_hot or count, and weights only with count, got "
                    + mode.name().toLowerCase(Locale.ROOT) + " and " + inputs.size() + " inputs.");
        }
        boolean weighted = inputs.size() == 2;
        // Keras' type of the variables, though there are none: counts above 256 and 2048 are whole under mixed_bfloat16 and mixed_float16, too.
        DType type = weighted ? config().dtype.compute() : config().dtype.variable();
        return List.of(mode.encoded(inputs.getFirst(), config().numTokens, type, weighted ? inputs.get(1) : null));
    }
}
