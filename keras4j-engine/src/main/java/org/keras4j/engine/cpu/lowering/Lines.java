package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Indexing.Order;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Reduction.Cumulate;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// What goes along an axis from element to element: lines are shared among the team.
final class Lines {
    private final ProgramBuilder program;

    Lines(ProgramBuilder program) {
        this.program = program;
    }

    /// The lines of an array along an axis: line i starts at `i / inner · size · inner + i % inner`.
    private record Axis(long count, int size, long inner) {
        static Axis of(Shape shape, int axis) {
            long size = shape.size(axis);
            return new Axis(size == 0 ? 0 : shape.elements() / size, (int) size, shape.strides()[axis]);
        }

        long start(long line) {
            return line / inner * size * inner + line % inner;
        }
    }

    void cumulate(Node node, Cumulate op) {
        View from = program.view(node.input(0));
        View to = program.define(node.output(), from);
        Axis axis = Axis.of(from.type().shape(), op.axis());
        boolean forward = op.way() == Cumulate.Way.FORWARD;
        long step = forward ? axis.inner : -axis.inner;
        long first = forward ? 0 : (axis.size - 1) * axis.inner;
        program.emit(Kernel.loop("cumulate", List.of(from), List.of(to), memory -> {
            var cumulation = new Cumulation(memory.of(from), memory.of(to), from.type().dtype(), op.kind() == Cumulate.Kind.SUM);
            return LoopRuns.shared(memory, axis.count, 2 * from.type().bytes(), (begin, end) -> {
                for (long line = begin; line < end; line++) {
                    cumulation.along(axis.start(line) + first, step, axis.size);
                }
            });
        }));
    }

    /// Running sums, or products, along a line of `size` elements from `at` on, each `step` behind the one before.
    private record Cumulation(MemorySegment source, MemorySegment target, DType dtype, boolean isSum) {
        void along(long at, long step, int size) {
            if (dtype.isFloating()) {
                ofFloats(at, step, size);
            } else {
                ofIntegers(at, step, size);
            }
        }

        /// Kept in float64 until they are stored.
        private void ofFloats(long start, long step, int size) {
            double sum = isSum ? 0 : 1;
            long at = start;
            for (int i = 0; i < size; i++, at += step) {
                double value = dtype.load(source, at);
                sum = isSum ? sum + value : sum * value;
                dtype.store(target, at, sum);
            }
        }

        /// Exact, and wrapping around: float64 would round those of 64 bits.
        private void ofIntegers(long start, long step, int size) {
            long sum = isSum ? 0 : 1;
            long at = start;
            for (int i = 0; i < size; i++, at += step) {
                long value = dtype == DType.INT64 ? source.get(ValueLayout.JAVA_LONG_UNALIGNED, at * 8) : (long) dtype.load(source, at);
                sum = isSum ? sum + value : sum * value;
                if (dtype == DType.INT64) {
                    target.set(ValueLayout.JAVA_LONG_UNALIGNED, at * 8, sum);
                } else {
                    dtype.store(target, at, (int) sum);
                }
            }
        }
    }

    /// Each element of at most 32 bits makes a number of 64 with its position, whose order is theirs.
    void order(Node node, Order op) {
        View from = program.view(node.input(0));
        View to = program.define(node.output(), from);
        Axis axis = Axis.of(from.type().shape(), op.axis());
        DType dtype = from.type().dtype();
        boolean falling = op.direction() == Order.Direction.FALLING;
        program.emit(Kernel.loop("order", List.of(from), List.of(to), memory -> {
            MemorySegment source = memory.of(from);
            MemorySegment target = memory.of(to);
            // To sort costs much more than to move.
            return LoopRuns.shared(memory, axis.count, 32 * from.type().bytes(), (begin, end) -> {
                var keys = new long[axis.size];
                for (long line = begin; line < end; line++) {
                    long start = axis.start(line);
                    for (int i = 0; i < axis.size; i++) {
                        int order = order(dtype, dtype.load(source, start + i * axis.inner));
                        keys[i] = (long) (falling ? ~order : order) << 32 | i;
                    }
                    Arrays.sort(keys);
                    for (int i = 0; i < axis.size; i++) {
                        target.set(ValueLayout.JAVA_INT_UNALIGNED, 4 * (start + i * axis.inner), (int) keys[i]);
                    }
                }
            });
        }));
    }

    /// A number that is ordered as the element is; both zeros are one, NaN is the largest.
    private static int order(DType dtype, double value) {
        if (!dtype.isFloating()) {
            return (int) value;
        }
        int bits = Float.floatToIntBits((float) value + 0f);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }
}
