package org.keras4j.models;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.PartialShape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Data where they enter a model: as many as its inputs, in their types, with their shapes.
final class Entrance {
    private Entrance() {}

    static List<Value> of(Model model, List<KerasTensor> inputs, Call c, List<Value> values) {
        requireAll(model, inputs.stream().map(KerasTensor::layer).toList(), values.size());
        var entered = new ArrayList<Value>();
        for (int i = 0; i < inputs.size(); i++) {
            Value value = values.get(i);
            Value fitting = Ops.cast(ranked(value, inputs.get(i).shape()), inputs.get(i).dtype());
            require(inputs.get(i), fitting, value);
            c.mask(fitting, c.mask(value));
            entered.add(fitting);
        }
        return entered;
    }

    static void requireAll(Model model, List<? extends Layer> inputs, int given) {
        if (given != inputs.size()) {
            throw new IllegalArgumentException(place(model) + ": expected " + inputs.size() + " inputs " + inputs.stream().map(Layer::name).toList()
                    + ", got " + given + ".");
        }
    }

    /// @throws IllegalArgumentException when the array holds texts
    static void requireNumbers(Layer model, NDArray given) {
        if (given.isTexts()) {
            throw gotTexts(place(model), "numbers", given);
        }
    }

    /// @throws IllegalArgumentException when the array holds texts and the input isn't one of texts
    static void requireSuits(Input input, NDArray given) {
        if (given.isTexts() && !input.isText()) {
            throw gotTexts("input '" + input.name() + "'", input.config().element() + " " + input.config().batchShape(), given);
        }
    }

    private static IllegalArgumentException gotTexts(String place, String expected, NDArray given) {
        return new IllegalArgumentException(place + ": expected " + expected + ", got texts, " + given.dtype() + given.shape()
                + ". Put a TextVectorization, StringLookup or Hashing between an Input of texts and the other layers; or cast them, if it is their bytes that count.");
    }

    static String place(Layer model) {
        return model.className() + " '" + model.name() + "'";
    }

    /// As in Keras, a last axis of size 1 may be missing, or be one too many.
    private static Value ranked(Value x, PartialShape expected) {
        if (x.rank() == expected.rank() + 1 && x.shape().size(-1) == 1) {
            return Ops.squeeze(x, -1);
        }
        return x.rank() + 1 == expected.rank() && expected.size(-1) == 1 ? Ops.expandDims(x, -1) : x;
    }

    private static void require(KerasTensor input, Value x, Value given) {
        PartialShape expected = input.shape();
        if (!fits(x.shape(), expected, 0)) {
            throw new ShapeException("input '" + input.layer().name() + "'", input.dtype() + " " + expected, given.type(),
                    "The first axis counts samples" + (fits(given.shape(), expected, 1) ? ": of a Dataset, batch(…) makes it." : "."));
        }
    }

    /// Whether a shape is the expected one without the first `missing` axes.
    private static boolean fits(Shape shape, PartialShape expected, int missing) {
        return shape.rank() + missing == expected.rank() && IntStream.range(0, shape.rank()).allMatch(axis ->
                expected.size(axis + missing) == PartialShape.UNKNOWN || expected.size(axis + missing) == shape.size(axis));
    }
}
