package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Indexing;
import org.keras4j.engine.graph.Indexing.*;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.tensor.DType;

/// Rows chosen by number.
final class Tables {
    /// What memory gives at once.
    private static final long LINE = 64;

    private final ProgramBuilder program;

    Tables(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, Indexing op) {
        View[] in = program.views(node.inputs());
        View to = program.define(node.output(), in);
        String where = op.getClass().getSimpleName() + (node.scope().isEmpty() ? "" : " '" + node.scope() + "'");
        switch (op) {
            case Gather(int axis) -> program.emit(gather(where, in[0], axis, in[1], to));
            case ScatterAdd(long rows) -> scatter(where, in[0], in[1], to, rows);
            case ScatterUpdate() -> {
                program.emit(Moves.copy("scatter-update", in[0], to));
                program.emit(replace(where, in[1], in[2], to));
            }
            case Order order -> throw new AssertionError("not a table: " + order);
        }
    }

    private static Kernel gather(String where, View table, int axis, View indices, View to) {
        long rows = table.type().shape().size(axis);
        long blocks = table.type().shape().slice(0, axis).elements();
        long bytes = table.type().shape().strides()[axis] * table.type().dtype().bytes();
        long count = indices.type().elements();
        return Kernel.loop("gather", List.of(table, indices), List.of(to), memory -> {
            MemorySegment from = memory.of(table);
            MemorySegment numbers = memory.of(indices);
            MemorySegment target = memory.of(to);
            if (blocks == 1) {
                return LoopRuns.shared(memory, count, 2 * count * bytes, (begin, end) -> {
                    long[] places = places(where, memory, indices.type().dtype(), numbers, begin, end, rows, bytes);
                    copy(from, 0, places, target, begin * bytes, bytes);
                });
            }
            return LoopRuns.shared(memory, blocks, 2 * blocks * count * bytes, (begin, end) -> {
                long[] places = places(where, memory, indices.type().dtype(), numbers, 0, count, rows, bytes);
                for (long block = begin; block < end; block++) {
                    copy(from, block * rows * bytes, places, target, block * count * bytes, bytes);
                }
            });
        });
    }

    /// Where the rows of some indices begin.
    private static long[] places(String where, Kernel.Memory memory, DType type, MemorySegment numbers, long begin, long end, long rows, long bytes) {
        var places = new long[Math.toIntExact(end - begin)];
        for (int i = 0; i < places.length; i++) {
            places[i] = bytes * memory.faults().row(where, index(type, numbers, begin + i), rows, begin + i);
        }
        return places;
    }

    /// Rows one behind the other.
    private static void copy(MemorySegment from, long start, long[] places, MemorySegment to, long target, long bytes) {
        for (int i = 0; i < places.length; i++) {
            Bytes.copy(from, start + places[i], to, target + i * bytes, bytes);
        }
    }

    /// In order, by one worker: the last row counts.
    private static Kernel replace(String where, View indices, View updates, View to) {
        long rows = to.type().shape().size(0);
        long bytes = rows == 0 ? 0 : to.type().bytes() / rows;
        return Kernel.loop("scatter-update", List.of(indices, updates, to), List.of(to), memory -> {
            MemorySegment numbers = memory.of(indices);
            MemorySegment from = memory.of(updates);
            MemorySegment table = memory.of(to);
            return () -> {
                for (long i = 0; i < indices.type().elements(); i++) {
                    long row = memory.faults().row(where, index(indices.type().dtype(), numbers, i), rows, i);
                    MemorySegment.copy(from, i * bytes, table, row * bytes, bytes);
                }
            };
        });
    }

    /// 16-bit sums are kept in float32 until the end.
    private void scatter(String where, View indices, View updates, View to, long rows) {
        DType dtype = to.type().dtype();
        boolean narrow = dtype.isFloating() && dtype.bytes() == 2;
        View sums = narrow ? program.fresh(to.type().with(DType.FLOAT32), indices, updates) : to;
        program.emit(Constants.fill(sums, 0));
        long features = rows == 0 ? 0 : to.type().elements() / rows;
        long count = indices.type().elements();
        program.emit(Kernel.loop("scatter-add", List.of(indices, updates, sums), List.of(sums), memory -> {
            MemorySegment numbers = memory.of(indices);
            MemorySegment from = memory.of(updates);
            MemorySegment table = memory.of(sums);
            // By features, never by positions: two workers would add to one row, in an order that nobody knows.
            return LoopRuns.shared(memory, features, 3 * updates.type().bytes(), (begin, end) -> {
                for (long i = 0; i < count; i++) {
                    long row = memory.faults().row(where, index(indices.type().dtype(), numbers, i), rows, i);
                    add(updates.type().dtype(), from, i * features + begin, sums.type().dtype(), table, row * features + begin, end - begin);
                }
            });
        }));
        if (narrow) {
            program.emit(Kernel.loop("round", List.of(sums), List.of(to), memory -> {
                MemorySegment wide = memory.of(sums);
                MemorySegment target = memory.of(to);
                return LoopRuns.shared(memory, to.type().elements(), 4 * to.type().bytes(), (begin, end) -> {
                    for (long i = begin; i < end; i++) {
                        dtype.store(target, i, DType.FLOAT32.load(wide, i));
                    }
                });
            }));
        }
    }

    private static void add(DType type, MemorySegment from, long source, DType sumType, MemorySegment to, long target, long count) {
        if (type == DType.FLOAT32) {
            for (long i = 0; i < count; i++) {
                long at = 4 * (target + i);
                to.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at,
                        to.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at) + from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * (source + i)));
            }
            return;
        }
        for (long i = 0; i < count; i++) {
            sumType.store(to, target + i, sumType.load(to, target + i) + type.load(from, source + i));
        }
    }

    /// The element at each row's label, as a float32.
    static Kernel pick(View rows, View labels, View picked) {
        DType dtype = rows.type().dtype();
        long columns = rows.type().shape().size(-1);
        long count = labels.type().elements();
        return Kernel.loop("pick labels", List.of(rows, labels), List.of(picked), memory -> {
            MemorySegment from = memory.of(rows);
            MemorySegment numbers = memory.of(labels);
            MemorySegment to = memory.of(picked);
            return LoopRuns.shared(memory, count, count * LINE, (begin, end) -> {
                for (long row = begin; row < end; row++) {
                    long label = memory.faults().row("Labels", index(DType.INT32, numbers, row), columns, row);
                    to.setAtIndex(ValueLayout.JAVA_FLOAT, row, (float) dtype.load(from, row * columns + label));
                }
            });
        });
    }

    private static long index(DType type, MemorySegment numbers, long at) {
        return type == DType.INT64 ? numbers.get(ValueLayout.JAVA_LONG_UNALIGNED, at * 8) : numbers.get(ValueLayout.JAVA_INT_UNALIGNED, at * 4);
    }
}
