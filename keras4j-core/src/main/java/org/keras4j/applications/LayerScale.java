package org.keras4j.applications;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Constant;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Each channel times a number that is learnt (Touvron et al. 2021, Going deeper with Image Transformers). Keras has it for
/// [ConvNeXt] alone.
final class LayerScale extends Layer {
    private @Nullable Variable gamma;

    static final class Config extends LayerConfig {
        double initValues = 1e-6;
        int projectionDim = 1;
    }

    private LayerScale(Config config) {
        super(config);
    }

    static LayerScale of(double start, int channels) {
        var config = new Config();
        config.initValues = start;
        config.projectionDim = channels;
        return new LayerScale(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    public String module() {
        return ConvNeXt.MODULE;
    }

    @Override
    public String registeredName() {
        return className();
    }

    @Override
    protected void build(Type input) {
        gamma = addWeight("variable", Shape.of(config().projectionDim), new Constant(config().initValues));
    }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.multiply(x, c.read(Objects.requireNonNull(gamma)));
    }
}
