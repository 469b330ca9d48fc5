package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What a node computes: its attributes, the types of its results, and its gradient in terms of other ops.
///
/// A new op touches three places, and the compiler or a test names each one that is missing:
///  1. a record in its family, in this package;
///  2. a branch in the reference interpreter, and in each back end that runs it as its own kernel;
///  3. a line in the catalogue of op cases, from which types, gradients and back ends are tested.
public sealed interface Op permits Op.Single, Normalization.BatchNorm, Normalization.BatchNormGradient,
        Normalization.LayerNorm, Normalization.LayerNormGradient, Normalization.SparseCrossEntropy,
        Recurrent, Control, Linalg {

    /// The types of the results. Throws [ShapeException] when the inputs don't fit.
    List<Type> infer(List<Type> inputs);

    /// What flows back to each input, in order and with its type; `null` where nothing does.
    ///
    /// @param dy what flows back to each output; `null` where nothing does, but not everywhere
    List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g);

    /// An op with one result.
    sealed interface Single extends Op
            permits Leaf, Pointwise, Reduction, Movement, Contraction, Pooling, Indexing,
            Normalization.Softmax, Normalization.LogSoftmax, Linalg.Cholesky, Linalg.SolveTriangular, Linalg.Solve {

        Type type(List<Type> inputs);

        List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g);

        @Override
        default List<Type> infer(List<Type> inputs) {
            return List.of(type(inputs));
        }

        @Override
        default List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            return gradient(node, Objects.requireNonNull(dy.getFirst()), g);
        }
    }

    /// What [#gradient] returns; `null`s are allowed here.
    static List<@Nullable Value> flows(@Nullable Value... gradients) {
        return Arrays.asList(gradients);
    }

    /// No input has a gradient.
    static List<@Nullable Value> none(Node node) {
        return Collections.nCopies(node.inputs().size(), null);
    }
}
