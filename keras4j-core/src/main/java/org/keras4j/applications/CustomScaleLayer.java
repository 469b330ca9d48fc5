package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The first of two inputs, plus the second times a number. Keras has it for [InceptionResNetV2] alone.
final class CustomScaleLayer extends Layer {
    static final class Config extends LayerConfig {
        double scale = 1;
    }

    private CustomScaleLayer(Config config) {
        super(config);
    }

    static CustomScaleLayer of(double scale) {
        var config = new Config();
        config.scale = scale;
        return new CustomScaleLayer(config);
    }

    @Override
    public String module() {
        return "keras.src.applications.inception_resnet_v2";
    }

    @Override
    public String registeredName() {
        return className();
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        return List.of(Ops.add(inputs.get(0), Ops.multiply(inputs.get(1), ((Config) config()).scale)));
    }
}
