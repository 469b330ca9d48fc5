package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.TruncatedNormal;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Another layer, whose kernel is divided by its largest singular value at each step of training (Miyato et al. 2018). That is
/// approached by power iteration, which goes on from step to step. Follows `keras.layers.SpectralNormalization`.
///
/// | value    | shape                                                                        |
/// |----------|------------------------------------------------------------------------------|
/// | input, output | those of the layer                                                      |
/// | vector u | `[1, filters]`: the last size of the layer's weight `kernel` or `embeddings` |
public final class SpectralNormalization extends Wrapper implements LayerOptions<SpectralNormalization> {
    private @Nullable Variable kernel;
    private @Nullable Variable vectorU;

    /// Keras' keys.
    public static final class Config extends Wrapper.Config {
        @Within(from = 1) int powerIterations = 1;
    }

    private SpectralNormalization(Config config) {
        super(config);
    }

    /// @param layer with a weight named `kernel` or `embeddings`
    public static SpectralNormalization of(Layer layer) {
        var config = new Config();
        config.layer = layer;
        return new SpectralNormalization(config);
    }

    /// How many times the largest singular value is made more exact at each step of training: 1 unless said.
    public SpectralNormalization powerIterations(int iterations) { return with((Config c) -> c.powerIterations = iterations); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected void build(List<Type> inputs) {
        adopt();
        layer().buildFor(inputs);
        kernel = addShared(layer().weights().stream().filter(weight -> Set.of("kernel", "embeddings").contains(weight.name())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(place() + ": expected a layer with a weight named kernel or embeddings, got "
                        + layer() + ".")));
        vectorU = addState("vector_u", Shape.of(1, kernel.shape().size(-1)), new TruncatedNormal(null, 0, 0.02));
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        if (c.training()) {
            normalize(c);
        }
        DType input = inputs.getFirst().dtype();
        return layer().apply(c, inputs).stream().map(y -> input.isFloating() ? Ops.cast(y, input) : y).toList();
    }

    private void normalize(Call c) {
        Value full = c.readExactly(kernel);
        Value weights = Ops.reshape(full, -1, full.shape().size(-1));
        Value before = c.readExactly(vectorU);
        Value u = before;
        Value v = u;
        for (int i = 0; i < config().powerIterations; i++) {
            v = unit(c.builder().matmul(u, false, weights, true));
            u = unit(c.builder().matmul(v, false, weights, false));
        }
        Value sigma = Ops.reshape(c.builder().matmul(Ops.matmul(v, weights), false, u, true), Shape.of());
        Value isZero = Ops.logicalNot(Ops.any(full));
        c.update(vectorU, Ops.where(isZero, before, u));
        c.update(kernel, Ops.where(isZero, full, Ops.divide(full, sigma)));
    }

    private static Value unit(Value x) {
        return Ops.normalize(x, KerasConfig.EPSILON);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.nCopies(outputs.size(), null);
    }
}
