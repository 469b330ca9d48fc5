package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.Philox;

/// Where values come from.
///
/// @param inputs by name
/// @param variables by name, as they were before the run
record Leaves(Map<String, Tensor> inputs, Map<String, Tensor> variables) {

    Tensor evaluate(Leaf leaf, List<Tensor> in) {
        return switch (leaf) {
            case Leaf.Input(var name, var type) -> given("input", name, type, inputs);
            case Leaf.Variable(var name, var type) -> given("variable", name, type, variables);
            case Leaf.Constant(var array) -> Tensor.of(array);
            case Leaf.Fill(var number, var type) -> {
                var values = new double[(int) type.elements()];
                Arrays.fill(values, number);
                yield Tensor.rounded(type, values);
            }
            case Leaf.Iota(var axis, var type) -> Tensor.rounded(type, positions(type, axis));
            case Leaf.RandomBits random -> Tensor.rounded(random.result(), bits(random, in.get(0).integer(), in.get(1).integer()));
        };
    }

    private static Tensor given(String kind, String name, Type type, Map<String, Tensor> tensors) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || !tensor.type().equals(type)) {
            throw new IllegalArgumentException("Interpreter: expected " + type + " for " + kind + " '" + name + "', got "
                    + (tensor == null ? "none" : tensor.type()) + ". Pass an array of that type.");
        }
        return tensor;
    }

    private static double[] positions(Type type, int axis) {
        var strides = new long[type.rank()];
        strides[axis] = 1;
        return IntStream.of(Walk.offsets(type.shape(), strides)).asDoubleStream().toArray();
    }

    private static double[] bits(Leaf.RandomBits random, long seed, long counter) {
        var words = new int[(int) random.shape().elements()];
        Philox.bits(seed, counter, words, 0, words.length);
        return IntStream.of(words).mapToDouble(word -> word >>> (32 - random.bits())).toArray();
    }
}
