package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
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

    private final Lowering lowering;

    Moves(Lowering lowering) {
        this.lowering = lowering;
    }

    void lower(Node node, Movement op) {
        if (op instanceof Concatenate(int axis)) {
            concatenate(node, axis);
        } else {
            move(node, op);
        }
    }

    private void concatenate(Node node, int axis) {
        List<Part> parts = node.inputs().stream().map(this::part).toList();
        View to = lowering.define(node.output(), parts.stream().map(Part::whole).toList());
        long[] wide = to.type().shape().strides();
        long at = 0;
        for (Part part : parts) {
            lowering.emit(copy("concatenate", part.whole, part.start, part.strides, to, at * wide[axis], wide, part.shape));
            at += part.shape.size(axis);
        }
    }

    private void move(Node node, Movement op) {
        View from = lowering.view(node.input(0));
        long[] own = from.type().shape().strides();
        switch (op) {
            case Reshape _, Broadcast _, Concatenate _ -> throw new AssertionError("is no move of one value: " + node);
            case Transpose(var order) -> {
                View to = lowering.define(node.output(), from);
                transpose(from, order, to);
            }
            case Slice slice -> slice(node, slice, from);
            case Pad pad -> {
                View to = lowering.define(node.output(), from);
                lowering.emit(Constants.fill(to, pad.value()));
                long[] wide = to.type().shape().strides();
                var steps = new long[wide.length];
                for (int axis = 0; axis < wide.length; axis++) {
                    steps[axis] = wide[axis] * (1 + pad.between().get(axis));
                }
                lowering.emit(copy("pad", from, 0, own, to, offset(pad.before(), wide), steps, from.type().shape()));
            }
            case Reverse(var axes) -> {
                View to = lowering.define(node.output(), from);
                long[] back = own.clone();
                long start = 0;
                for (int axis : axes) {
                    start += (from.type().shape().size(axis) - 1) * own[axis];
                    back[axis] = -own[axis];
                }
                lowering.emit(copy("reverse", from, start, back, to, 0, own, from.type().shape()));
            }
            case Reinterpret _ -> {
                View to = lowering.define(node.output(), from);
                Type bytes = Type.of(DType.UINT8, to.type().bytes());
                lowering.emit(copy("reinterpret", from.as(bytes), to.as(bytes)));
            }
        }
    }

    /// What lies within a value, from an element on.
    private record Part(View whole, long start, long[] strides, Shape shape) {
        static Part of(View from, Slice op) {
            long[] own = from.type().shape().strides();
            var strides = new long[own.length];
            for (int axis = 0; axis < own.length; axis++) {
                strides[axis] = own[axis] * op.step().get(axis);
            }
            return new Part(from, offset(op.start(), own), strides, op.to());
        }
    }

    /// A value where it lies, which is within what it is a slice of if nobody else wants it.
    private Part part(Value value) {
        Node node = lowering.units().virtual().producer(value);
        if (node.op() instanceof Slice op && lowering.units().virtual().folded().contains(node)) {
            return Part.of(lowering.view(node.input(0)), op);
        }
        View view = lowering.view(value);
        return new Part(view, 0, value.shape().strides(), value.shape());
    }

    private void transpose(View from, List<Integer> order, View to) {
        long[] own = from.type().shape().strides();
        long[] moved = order.stream().mapToLong(axis -> own[axis]).toArray();
        Shape shape = to.type().shape();
        DType dtype = from.type().dtype();
        if (shape.elements() >= LARGE && (dtype == DType.FLOAT32 || dtype == DType.BFLOAT16)) {
            var desc = PrimitiveDesc.reorder(MemoryDesc.strided(dtype, shape, moved), MemoryDesc.plain(dtype, shape), Attributes.PLAIN);
            if (!desc.isReference()) {
                lowering.emit("transpose", desc, Map.of(Arg.SRC, from, Arg.DST, to), Set.of(Arg.DST));
                return;
            }
        }
        lowering.emit(copy("transpose", from, 0, moved, to, 0, shape.strides(), shape));
    }

    private void slice(Node node, Slice op, View from) {
        Part part = Part.of(from, op);
        // Over a variable that the same run overwrites, later readers would see the new value.
        boolean mayShare = from.buffer().home() != Buffer.Home.GIVEN || from.buffer().isStable();
        if (mayShare && isOneRun(op, from.type().shape())) {
            lowering.place(node.output(), from.from(part.start, node.output().type()));
            return;
        }
        View to = lowering.define(node.output(), from);
        lowering.emit(copy("slice", from, part.start, part.strides, to, 0, op.to().strides(), op.to()));
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
