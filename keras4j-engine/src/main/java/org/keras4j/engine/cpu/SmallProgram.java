package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Movement.Transpose;
import org.keras4j.engine.tensor.Shape;

/// A program that has done its work before oneDNN's team would have met a few times: the prediction for one item. Java's own threads run it,
/// which meet sooner, and each of oneDNN's primitives keeps to one thread. What is too much for one is shared by loops of ours: [Bands],
/// [SingleRow].
///
/// @param bandOf the band of those values of the graph that belong to one
record SmallProgram(Graph graph, Map<Value, Integer> bandOf) {
    /// So many multiplications take one thread as long as oneDNN's team, with what it takes to meet: some ten microseconds.
    private static final double MULTIPLICATIONS = 1_500_000;
    /// So do as many bytes of what is multiplied, of which a matrix is read once for a few rows.
    private static final long BYTES = 256 << 10;

    /// The graph as such a program for a team of some threads, if it is one.
    static Optional<SmallProgram> of(Graph graph, int threads) {
        // Threads that wait for one another by looking must all be on a processor.
        if (threads == 1 || threads > Runtime.getRuntime().availableProcessors()) {
            return Optional.empty();
        }
        SmallProgram program = Bands.of(graph, threads);
        return program.isSmall() ? Optional.of(program) : Optional.empty();
    }

    private boolean isSmall() {
        var uses = new Uses(graph);
        return graph.nodes().stream().allMatch(node -> bandOf.containsKey(node.output()) || isSmall(node, uses));
    }

    private static boolean isSmall(Node node, Uses uses) {
        return switch (node.op()) {
            case MatMul op when isPreparedRow(node, op, uses) -> true;
            case Contraction op -> multiplications(op, node) <= MULTIPLICATIONS && bytes(node.inputs()) <= BYTES;
            case Recurrent.Lstm _, Gru _ -> multiplicationsOfStep(node) <= MULTIPLICATIONS && bytes(node.inputs()) <= BYTES;
            case Pooling _, Normalization _, Transpose _ -> bytes(node.inputs()) + bytes(node.outputs()) <= SmallPrimitives.BYTES;
            case Recurrent _, Control _ -> false;                                 // of as many kernels as nobody counts
            default -> true;
        };
    }

    /// Whether it is the product of one row with a matrix that runs don't change, which [SingleRow] shares.
    private static boolean isPreparedRow(Node node, MatMul op, Uses uses) {
        return !op.transposeLeft() && node.input(0).type().elements() == node.input(0).shape().size(-1)
                && uses.producers().get(node.input(1)).op() instanceof Leaf;
    }

    private static long bytes(List<Value> values) {
        return values.stream().mapToLong(value -> value.type().bytes()).sum();
    }

    private static double multiplications(Contraction op, Node node) {
        Shape result = node.output().shape();
        return switch (op) {
            case MatMul _ -> (double) node.input(0).shape().elements() * result.size(-1);
            case Conv _ -> places(result) * node.input(1).shape().elements();
            case ConvInputGradient _ -> places(node.input(0).shape()) * node.input(1).shape().elements();
            case ConvKernelGradient _ -> places(node.input(1).shape()) * result.elements();
        };
    }

    /// Of all images, without regard to the channels.
    private static double places(Shape images) {
        return (double) images.elements() / images.size(-1);
    }

    /// Of states `[batch, time, units]` with the recurrent kernel, whose columns are those of the gates.
    private static double multiplicationsOfStep(Node recurrence) {
        Shape states = recurrence.outputs().getFirst().shape();
        return (double) states.size(0) * states.size(2) * recurrence.input(0).shape().size(2);
    }
}
