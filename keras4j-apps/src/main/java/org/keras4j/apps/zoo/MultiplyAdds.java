package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.layers.Bidirectional;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.layers.PartialShape;
import org.keras4j.models.Functional;
import org.keras4j.ops.Variable;

/// How many multiplications with additions one sample costs: of convolutions, dense layers, recurrences and attention, which are nearly all.
final class MultiplyAdds {
    private MultiplyAdds() {}

    static long of(Functional model) {
        return model.layers().stream().mapToLong(MultiplyAdds::of).sum();
    }

    private static long of(Layer layer) {
        return switch (layer) {
            case Input _, Embedding _ -> 0;
            // Every word goes through both directions, in whatever order.
            case Bidirectional _ -> kernels(layer) * input(layer).size(1);
            // Beside its four projections of each word: words by words, once to compare and once to add up.
            case MultiHeadAttention heads -> {
                long time = input(layer).size(1);
                long width = heads.weights().getFirst().shape().elements() / input(layer).size(2);
                yield kernels(layer) * time + 2 * time * time * width;
            }
            default -> kernels(layer) * places(layer.output().shape());
        };
    }

    /// Numbers that are multiplied: weights of two axes or more.
    private static long kernels(Layer layer) {
        return layer.weights().stream().map(Variable::shape).filter(shape -> shape.rank() > 1)
                .filter(shape -> !isBias(layer, shape.rank())).mapToLong(shape -> shape.elements()).sum();
    }

    /// The biases of attention have two axes: heads and size.
    private static boolean isBias(Layer layer, int rank) {
        return layer instanceof MultiHeadAttention && rank == 2;
    }

    /// How often a layer uses its weights: once for each place of what it gives.
    private static long places(PartialShape output) {
        return IntStream.range(1, output.rank() - 1).mapToLong(output::size).reduce(1, (a, b) -> a * b);
    }

    private static PartialShape input(Layer layer) {
        return layer.nodes().getFirst().inputs().getFirst().shape();
    }
}
