package org.keras4j.apps.satellite;

import static org.keras4j.activations.Activations.SIGMOID;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.activations.Activation;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Dense;
import org.keras4j.layers.KerasTensor;
import org.keras4j.models.Compile;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Optimizer;

/// How a network answers: its last layers, and the losses that teach them.
enum Head {
    /// One class is true: a softmax.
    CLASS,
    /// Any number of tags may be: a sigmoid for each.
    TAGS,
    /// One of Planet's four tags of the weather is true, a softmax, and any number of the others, a sigmoid for each: two outputs.
    WEATHER_AND_GROUND;

    private static final String WEATHER = "weather";
    private static final String GROUND = "ground";
    /// The first of Planet's tags.
    static final int WEATHERS = 4;

    /// {@return the features with the layers that answer, `[batch, labels]` in one output or two}
    Model on(Model features, int labels) {
        var x = features.output();
        return Model.of(features.input(), switch (this) {
            case CLASS -> List.of(dense(labels, SOFTMAX).apply(x));
            case TAGS -> List.of(dense(labels, SIGMOID).apply(x));
            case WEATHER_AND_GROUND -> List.<KerasTensor>of(
                    dense(WEATHERS, SOFTMAX).name(WEATHER).apply(x),
                    dense(labels - WEATHERS, SIGMOID).name(GROUND).apply(x));
        });
    }

    private static Dense dense(int units, Activation activation) {
        // Probabilities in full precision, also where the rest computes in 16 bits.
        return Dense.of(units).activation(activation).dtype("float32");
    }

    /// Of tags no accuracy is measured: it would be high for whoever never says yes. The F2 score comes at the end, with thresholds.
    void compile(Model model, Optimizer optimizer) {
        var options = Compile.with(optimizer);
        model.compile(switch (this) {
            case CLASS -> options.loss("sparse_categorical_crossentropy").metric("accuracy");
            case TAGS -> options.loss("binary_crossentropy");
            case WEATHER_AND_GROUND -> options.loss(WEATHER, "categorical_crossentropy").loss(GROUND, "binary_crossentropy");
        });
    }

    /// {@return the batch with a target for each output}
    Element targets(Element batch) {
        return switch (this) {
            case CLASS, TAGS -> batch;
            case WEATHER_AND_GROUND -> {
                NDArray tags = batch.target();
                yield new Element(batch.x(), List.of(tags.slice(1, 0, WEATHERS), tags.slice(1, WEATHERS, tags.size(1))), batch.weights());
            }
        };
    }
}
