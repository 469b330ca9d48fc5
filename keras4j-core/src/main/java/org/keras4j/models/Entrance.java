package org.keras4j.models;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.layers.Input;
import org.keras4j.layers.PartialShape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Data where they enter a model: as many as its inputs, in their types, with their shapes.
final class Entrance {
    private Entrance() {}

    static List<Value> of(Model model, List<Input> inputs, Call c, List<Value> values) {
        String place = model.className() + " '" + model.name() + "'";
        if (values.size() != inputs.size()) {
            throw new IllegalArgumentException(place + ": expected " + inputs.size() + " inputs " + inputs.stream().map(Input::name).toList()
                    + ", got " + values.size() + ".");
        }
        var entered = new ArrayList<Value>();
        for (int i = 0; i < inputs.size(); i++) {
            Value value = values.get(i);
            Value fitting = Ops.cast(ranked(value, inputs.get(i).config().batchShape()), inputs.get(i).config().element());
            require(inputs.get(i), fitting, value);
            c.mask(fitting, c.mask(value));
            entered.add(fitting);
        }
        return entered;
    }

    /// As in Keras, a last axis of size 1 may be missing, or be one too many.
    private static Value ranked(Value x, PartialShape expected) {
        if (x.rank() == expected.rank() + 1 && x.shape().size(-1) == 1) {
            return Ops.squeeze(x, -1);
        }
        return x.rank() + 1 == expected.rank() && expected.size(-1) == 1 ? Ops.expandDims(x, -1) : x;
    }

    private static void require(Input input, Value x, Value given) {
        PartialShape expected = input.config().batchShape();
        boolean fits = x.rank() == expected.rank();
        for (int axis = 0; fits && axis < x.rank(); axis++) {
            fits = expected.size(axis) == PartialShape.UNKNOWN || expected.size(axis) == x.shape().size(axis);
        }
        if (!fits) {
            throw new ShapeException("input '" + input.name() + "'", input.config().element() + " " + expected, given.type(),
                    "The first axis counts samples.");
        }
    }
}
