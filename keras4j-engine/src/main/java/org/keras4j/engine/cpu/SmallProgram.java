package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.lowering.SingleRow;
import org.keras4j.engine.cpu.lowering.SmallPrimitives;
import org.keras4j.engine.cpu.units.Chains;
import org.keras4j.engine.cpu.units.Uses;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Movement.Transpose;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.engine.tensor.Vectors;

/// A program that has done its work before oneDNN's team would have met a few times: a training step of a tiny model, the prediction for one
/// item. Java's own threads run it, which meet sooner, and each of oneDNN's primitives keeps to one thread. What is too much for one, of a
/// prediction, is shared by loops of ours: [Bands], [SingleRow].
///
/// @param bandOf the band of those values of the graph that belong to one
record SmallProgram(Graph graph, Map<Value, Integer> bandOf) {
    /// So many multiplications take one thread as long as oneDNN's team, with what it takes to meet: some ten microseconds.
    private static final double MULTIPLICATIONS = 1_500_000;
    /// So do as many bytes of what is multiplied, of which a matrix is read once for a few rows.
    private static final long BYTES = 256 << 10;

    /// The graph as such a program for a team of some threads, if it is one.
    static Optional<SmallProgram> of(Graph graph, Compilation.Purpose purpose, int threads) {
        // Threads that wait for one another by looking must all be on a processor.
        if (threads == 1 || threads > Runtime.getRuntime().availableProcessors()) {
            return Optional.empty();
        }
        SmallProgram program = purpose == Compilation.Purpose.INFERENCE ? Bands.of(graph, threads) : new SmallProgram(graph, Map.of());
        return program.isSmall(purpose) ? Optional.of(program) : Optional.empty();
    }

    private boolean isSmall(Compilation.Purpose purpose) {
        Set<Value> prepared = purpose == Compilation.Purpose.INFERENCE ? unchanging() : Set.of();
        var uses = new Uses(graph);
        return graph.nodes().stream().allMatch(node -> bandOf.containsKey(node.output()) || isSmall(node)
                || isSharedRow(node, uses) && prepared.contains(node.input(1)));
    }

    /// The values that are the same in all runs.
    private Set<Value> unchanging() {
        return graph.nodes().stream().filter(node -> node.op() instanceof Leaf.Constant
                || node.op() instanceof Leaf.Variable(var name, _) && !graph.updates().containsKey(name)).map(Node::output).collect(Collectors.toSet());
    }

    private static boolean isSmall(Node node) {
        return switch (node.op()) {
            case Contraction op -> multiplications(op, node) <= MULTIPLICATIONS && bytes(node.inputs()) <= BYTES;
            case Recurrent.Lstm _, Gru _ -> multiplicationsOfStep(node) <= MULTIPLICATIONS && bytes(node.inputs()) <= BYTES;
            case Pooling _, Normalization _, Transpose _ -> bytes(node.inputs()) + bytes(node.outputs()) <= SmallPrimitives.BYTES;
            case Recurrent _, Control _ -> false;                                 // of as many kernels as nobody counts
            default -> true;
        };
    }

    /// Whether it is the product of one row with a prepared matrix that [SingleRow] shares.
    private static boolean isSharedRow(Node node, Uses uses) {
        return node.op() instanceof MatMul op && !op.transposeLeft() && isRow(node.input(0)) && Vectors.areAvailable()
                && Stream.of(node.input(0), node.input(1), node.output()).allMatch(value -> value.dtype() == DType.FLOAT32)
                && SingleRow.isFaster(node.input(0).shape().size(-1), node.output().shape().size(-1)) && isAtMostRelu(node.output(), uses);
    }

    private static boolean isRow(Value value) {
        return value.type().elements() == value.shape().size(-1);
    }

    /// Whether nothing is taken along with the product but a bias and a ReLU.
    private static boolean isAtMostRelu(Value value, Uses uses) {
        return uses.readers(value).stream().allMatch(reader -> switch (reader.op()) {
            case Binary(var function) when function == Binary.Function.ADD -> isAtMostRelu(reader.output(), uses);
            case Binary(var function) -> function != Binary.Function.MINIMUM;
            case Unary(var function) when function == Unary.Function.RELU -> isAtMostRelu(reader.output(), uses);
            case Unary(var function) -> !Chains.ACTIVATIONS.containsKey(function);
            default -> true;
        });
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
