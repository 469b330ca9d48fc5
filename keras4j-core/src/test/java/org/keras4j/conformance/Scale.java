package org.keras4j.conformance;

import module java.base;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// A user's layer: `x · weight · factor`, the twin of `Scale` in `tools/conformance/model_cases.py`.
@KerasSerializable(inPackage = "conformance", name = "Scale")
final class Scale extends Layer {
    private Variable weight;

    static final class Config extends LayerConfig {
        double factor = 1;
    }

    Scale(Config config) {
        super(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected void build(Type input) {
        weight = addWeight("weight", Shape.of(input.shape().size(-1)), new Ones());
    }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.multiply(Ops.multiply(x, c.read(weight)), config().factor);
    }
}
