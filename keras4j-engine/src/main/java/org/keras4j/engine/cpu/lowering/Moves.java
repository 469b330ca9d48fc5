package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.program.Buffer;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Movement;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Elements in other places: copies of the longest runs that stay together, none at all where a part is whole already.
final class Moves {
    /// From so many elements on oneDNN's transposition in blocks pays; fewer lie in the nearest cache whatever their order.
    private static final long LARGE = 4096;

    private final ProgramBuilder program;

    Moves(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, Movement op) {
        switch (op) {
            case Reshape _, Broadcast _ -> throw new AssertionError("needs no kernel: " + node);
            case Transpose(var order) -> {
                View from = program.view(node.input(0));
                transpose(from, order, program.define(node.output(), from));
            }
            case Slice slice -> slice(node, slice);
            case Pad pad -> pad(node, pad);
            case Concatenate(int axis) -> concatenate(node, axis);
            case Reverse reverse -> {
                Part part = part(node.input(0)).reversed(reverse);
                View to = program.define(node.output(), part.whole);
                program.emit(copy("reverse", part, to, 0, to.type().shape().strides()));
            }
            case Reinterpret _ -> {
                View from = program.view(node.input(0));
                View to = program.define(node.output(), from);
                Type bytes = Type.of(DType.UINT8, to.type().bytes());
                program.emit(copy("reinterpret", from.as(bytes), to.as(bytes)));
            }
        }
    }

    /// Elements within a value: the one at (i, j, …) of `shape` is number `start + i · strides[0] + …`.
    private record Part(View whole, long start, long[] strides, Shape shape) {
        static Part of(View whole) {
            Shape shape = whole.type().shape();
            return new Part(whole, 0, shape.strides(), shape);
        }

        Part slice(Slice op) {
            var steps = new long[strides.length];
            for (int axis = 0; axis < steps.length; axis++) {
                steps[axis] = strides[axis] * op.step().get(axis);
            }
            return new Part(whole, start + offset(op.start(), strides), steps, op.to());
        }

        Part reversed(Reverse op) {
            long[] back = strides.clone();
            long last = start;
            for (int axis : op.axes()) {
                last += (shape.size(axis) - 1) * strides[axis];
                back[axis] = -strides[axis];
            }
            return new Part(whole, last, back, shape);
        }
    }

    /// A value where it lies: within another if copies alone want it.
    private Part part(Value value) {
        Node node = program.units().virtual().producer(value);
        if (!program.units().virtual().folded().contains(node)) {
            return Part.of(program.view(value));
        }
        Part from = part(node.input(0));
        return switch (node.op()) {
            case Slice op -> from.slice(op);
            case Reverse op -> from.reversed(op);
            default -> throw new AssertionError("no copy reads through it: " + node);
        };
    }

    private void pad(Node node, Pad op) {
        Part part = part(node.input(0));
        View to = program.define(node.output(), part.whole);
        program.emit(Constants.fill(to, op.value()));
        long[] wide = to.type().shape().strides();
        var steps = new long[wide.length];
        for (int axis = 0; axis < wide.length; axis++) {
            steps[axis] = wide[axis] * (1 + op.between().get(axis));
        }
        program.emit(copy("pad", part, to, offset(op.before(), wide), steps));
    }

    private void concatenate(Node node, int axis) {
        List<Part> parts = node.inputs().stream().map(this::part).toList();
        View to = program.define(node.output(), parts.stream().map(Part::whole).toList());
        long[] wide = to.type().shape().strides();
        long at = 0;
        for (Part part : parts) {
            program.emit(copy("concatenate", part, to, at * wide[axis], wide));
            at += part.shape.size(axis);
        }
    }

    private void transpose(View from, List<Integer> order, View to) {
        long[] own = from.type().shape().strides();
        long[] moved = order.stream().mapToLong(axis -> own[axis]).toArray();
        Shape shape = to.type().shape();
        DType dtype = from.type().dtype();
        if (shape.elements() >= LARGE && (dtype == DType.FLOAT32 || dtype == DType.BFLOAT16)) {
            var desc = PrimitiveDesc.reorder(MemoryDesc.strided(dtype, shape, moved), MemoryDesc.plain(dtype, shape), Attributes.PLAIN);
            if (!desc.isReference()) {
                program.emit("transpose", desc, Map.of(Arg.SRC, from, Arg.DST, to), Set.of(Arg.DST));
                return;
            }
        }
        program.emit(copy("transpose", from, 0, moved, to, 0, shape.strides(), shape));
    }

    private void slice(Node node, Slice op) {
        View from = program.view(node.input(0));
        Part part = Part.of(from).slice(op);
        // Over a variable that the same run overwrites, later readers would see the new value.
        boolean mayShare = from.buffer().home() != Buffer.Home.GIVEN || from.buffer().isStable();
        if (mayShare && isOneRun(op, from.type().shape())) {
            program.place(node.output(), from.from(part.start, node.output().type()));
            return;
        }
        View to = program.define(node.output(), from);
        program.emit(copy("slice", part, to, 0, op.to().strides()));
    }

    /// Whether the part's elements follow each other in the whole.
    private static boolean isOneRun(Slice op, Shape from) {
        if (op.step().stream().anyMatch(step -> step != 1)) {
            return false;
        }
        int axis = 0;
        while (axis < from.rank() && op.to().size(axis) == 1) {
            axis++;
        }
        return axis >= from.rank() || op.to().slice(axis + 1, from.rank()).equals(from.slice(axis + 1, from.rank()));
    }

    private static long offset(List<Long> position, long[] strides) {
        return IntStream.range(0, strides.length).mapToLong(axis -> position.get(axis) * strides[axis]).sum();
    }

    /// All of it, in order.
    static Kernel copy(String name, View from, View to) {
        Shape flat = Shape.of(from.type().elements());
        return copy(name, from, 0, flat.strides(), to, 0, flat.strides(), flat);
    }

    private static Kernel copy(String name, Part part, View to, long toStart, long[] toStrides) {
        return copy(name, part.whole, part.start, part.strides, to, toStart, toStrides, part.shape);
    }

    /// Element (i, j, …) of `shape` goes from `fromStart + i · fromStrides[0] + …` to `toStart + i · toStrides[0] + …`.
    static Kernel copy(String name, View from, long fromStart, long[] fromStrides, View to, long toStart, long[] toStrides, Shape shape) {
        var walk = StridedCopy.of(from.type().dtype().bytes(), fromStart, fromStrides, toStart, toStrides, shape);
        return Kernel.loop(name, List.of(from), List.of(to), memory -> {
            MemorySegment source = memory.of(from);
            MemorySegment target = memory.of(to);
            return LoopRuns.shared(memory, walk.rows(), walk.bytes(), (begin, end) -> walk.run(source, target, begin, end));
        });
    }
}
