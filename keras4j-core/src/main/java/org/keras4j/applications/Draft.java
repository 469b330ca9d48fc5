package org.keras4j.applications;

import module java.base;
import org.keras4j.layers.Dense;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.PartialShape;
import org.keras4j.layers.Symbol;
import org.keras4j.layers.ZeroPadding2D;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// A model while it is drawn. Layers without a name get the one that Keras' counters give them, in the order in which they are added.
final class Draft {
    private final Blueprint blueprint;
    private final Input input;
    private final Map<String, Integer> counts = new HashMap<>();

    /// @param size of the images for which the architecture was made
    /// @param smallest size it can take
    Draft(Blueprint blueprint, long size, long smallest) {
        this.blueprint = blueprint;
        this.input = blueprint.input(size, smallest);
        name(input);
    }

    Blueprint blueprint() {
        return blueprint;
    }

    KerasTensor input() {
        return input.tensor();
    }

    /// Of the images, as Keras writes it.
    String rows() {
        long rows = input().shape().size(1);
        return rows == PartialShape.UNKNOWN ? "None" : Long.toString(rows);
    }

    /// Zeros for windows in steps of 2: as many on both sides, but one less before an even number of pixels.
    static ZeroPadding2D beforeSteps(KerasTensor x, int window) {
        int half = window / 2;
        return ZeroPadding2D.of(half - lessBefore(x.shape().size(1)), half, half - lessBefore(x.shape().size(2)), half);
    }

    private static int lessBefore(long size) {
        return size == PartialShape.UNKNOWN || size % 2 == 0 ? 1 : 0;
    }

    void name(Layer layer) {
        if (layer.config().name == null) {
            String base = layer.name();
            int count = counts.merge(base, 1, Integer::sum) - 1;
            layer.config().name = count == 0 ? base : base + "_" + count;
        }
    }

    /// What the layer makes of the inputs.
    KerasTensor add(Layer layer, Symbol... inputs) {
        name(layer);
        return layer.apply(inputs);
    }

    /// Means of the feature maps and one dense layer as a classifier, or else what the blueprint makes of features.
    KerasTensor head(KerasTensor x, GlobalAveragePooling2D average, GlobalMaxPooling2D max) {
        return blueprint.isClassifier() ? predictions(add(average, x)) : pooled(x, average, max);
    }

    KerasTensor predictions(KerasTensor features) {
        return add(Dense.of(blueprint.classes()).activation(blueprint.classifierActivation()).name("predictions"), features);
    }

    KerasTensor pooled(KerasTensor x, GlobalAveragePooling2D average, GlobalMaxPooling2D max) {
        return switch (blueprint.pooling()) {
            case NONE -> x;
            case AVERAGE -> add(average, x);
            case MAX -> add(max, x);
        };
    }

    KerasTensor pooled(KerasTensor x) {
        return pooled(x, GlobalAveragePooling2D.create(), GlobalMaxPooling2D.create());
    }

    Functional model(KerasTensor output, String name) {
        Functional model = Model.of(input, output).name(blueprint.nameOr(name));
        blueprint.weights().ifPresent(model::loadWeights);
        return model;
    }
}
