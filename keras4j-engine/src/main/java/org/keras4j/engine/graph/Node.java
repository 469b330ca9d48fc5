package org.keras4j.engine.graph;

import module java.base;

/// An op applied. Prints as `%3 = MatMul %0 %1 : float32[8, 2]`.
///
/// @param scope the layer it was traced from, such as `lenet/conv2d`; empty outside of layers
public record Node(Op op, List<Value> inputs, List<Value> outputs, String scope) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Value input(int index) {
        return inputs.get(index);
    }

    /// The first output, of most ops the only one.
    public Value output() {
        return outputs.getFirst();
    }

    @Override
    public String toString() {
        String text = op.toString();
        return joined(outputs, Value::toString, ", ") + " = " + (text.endsWith("[]") ? text.substring(0, text.length() - 2) : text)
                + inputs.stream().map(value -> " " + value).collect(Collectors.joining())
                + " : " + joined(outputs, value -> value.type().toString(), ", ");
    }

    static String joined(List<Value> values, Function<Value, String> text, String separator) {
        return values.stream().map(text).collect(Collectors.joining(separator));
    }
}
