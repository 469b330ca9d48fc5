package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.graph.Contraction.MatMul;
import org.keras4j.engine.graph.Movement.Transpose;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

/// Products of matrices, which may lie transposed.
final class Products {
    private final ProgramBuilder program;
    private final SingleRow singleRow;

    Products(ProgramBuilder program) {
        this.program = program;
        this.singleRow = new SingleRow(program);
    }

    /// @param order in which the axes of the product lie, if not in their own
    void lower(Node node, MatMul op, Optional<Value> bias, Attributes attributes, Optional<List<Integer>> order, Value result) {
        Operand a = operand(node.input(0));
        Operand b = operand(node.input(1));
        View left = a.view;
        View right = b.view;
        var reads = new ArrayList<>(List.of(left, right));
        bias.ifPresent(value -> reads.add(program.view(value)));
        View to = program.define(result, reads);
        MemoryDesc weights = b.desc(op.transposeRight());
        var single = new SingleRow.Product(left, right, weights, bias.map(program::view), attributes, to);
        if (singleRow.fits(single)) {
            singleRow.lower(single);
            return;
        }
        var gradient = new KernelGradient(left, right, to);
        if (op.transposeLeft() && !op.transposeRight() && a.isPlain() && b.isPlain() && reads.size() == 2 && attributes.equals(Attributes.PLAIN)
                && order.isEmpty() && gradient.isFaster()) {
            gradient.lower(program);
            return;
        }
        MemoryDesc src = a.desc(op.transposeLeft());
        Shape shape = node.output().shape();
        MemoryDesc dst = order.isEmpty() ? MemoryDesc.plain(result.dtype(), shape) : back(result.type(), order.get());
        MemoryDesc biasDesc = bias.map(value -> biasOf(value.type(), shape.rank())).orElse(null);
        View packed = right;
        if (program.isPrepared(List.of(right)) || Packing.pays(src, weights)) {
            MemoryDesc wanted = described(src, Layouts.any(weights), biasDesc, dst, attributes).memory(Arg.WEIGHTS);
            packed = program.layouts().reordered("pack", right, weights, wanted);
            weights = wanted;
        }
        var desc = described(src, weights, biasDesc, dst, attributes);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, left, Arg.WEIGHTS, packed, Arg.DST, to));
        bias.ifPresent(value -> arguments.put(Arg.BIAS, program.view(value)));
        program.emit("matmul", desc, arguments, Set.of(Arg.DST));
    }

    private PrimitiveDesc described(MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst, Attributes attributes) {
        return new Product(src, weights, bias, dst, attributes, program.team()).described(program);
    }

    /// `dst = src · weights` by `team`: all of the program's, or one thread.
    static PrimitiveDesc described(ProgramBuilder program, MemoryDesc src, MemoryDesc weights, MemoryDesc dst, Team team) {
        return described(program, src, weights, dst, Attributes.PLAIN, team);
    }

    static PrimitiveDesc described(ProgramBuilder program, MemoryDesc src, MemoryDesc weights, MemoryDesc dst, Attributes attributes, Team team) {
        return new Product(src, weights, null, dst, attributes, team).described(program);
    }

    private record Product(MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst, Attributes attributes, Team team) {

        PrimitiveDesc described(ProgramBuilder program) {
            return program.described(this, () -> team == program.team() ? described() : program.team().alone(this::described));
        }

        private PrimitiveDesc described() {
            return PrimitiveDesc.matmul(src, weights, bias, dst, attributes);
        }
    }

    /// Where an operand lies, and by which steps along its axes.
    private record Operand(View view, Type type, long[] strides) {

        boolean isPlain() {
            return Arrays.equals(strides, type.shape().strides());
        }

        /// As the product sees it; a transposed one has its strides exchanged.
        MemoryDesc desc(boolean transposed) {
            if (!transposed) {
                return MemoryDesc.strided(type.dtype(), type.shape(), strides);
            }
            int rank = type.rank();
            long[] exchanged = strides.clone();
            exchanged[rank - 1] = strides[rank - 2];
            exchanged[rank - 2] = strides[rank - 1];
            Shape shape = type.shape().with(rank - 1, type.shape().size(-2)).with(rank - 2, type.shape().size(-1));
            return MemoryDesc.strided(type.dtype(), shape, exchanged);
        }
    }

    private Operand operand(Value value) {
        Node node = program.units().virtual().producer(value);
        if (node.op() instanceof Transpose(var order) && program.units().virtual().folded().contains(node)) {
            long[] own = node.input(0).shape().strides();
            return new Operand(program.view(node.input(0)), value.type(), order.stream().mapToLong(axis -> own[axis]).toArray());
        }
        return new Operand(program.view(value), value.type(), value.shape().strides());
    }

    /// A product whose axes come to lie in this order.
    private static MemoryDesc back(Type transposed, List<Integer> order) {
        long[] own = transposed.shape().strides();
        var strides = new long[own.length];
        var sizes = new long[own.length];
        for (int axis = 0; axis < own.length; axis++) {
            strides[order.get(axis)] = own[axis];
            sizes[order.get(axis)] = transposed.shape().size(axis);
        }
        return MemoryDesc.strided(transposed.dtype(), Shape.of(sizes), strides);
    }

    private static MemoryDesc biasOf(Type bias, int rank) {
        Shape shape = bias.shape();
        while (shape.rank() < rank) {
            shape = shape.insert(0, 1);
        }
        return MemoryDesc.plain(bias.dtype(), shape);
    }
}
