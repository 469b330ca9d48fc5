package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.tensor.Shape;

/// Copies elements between two walks through memory, a row (the innermost axis) at a time.
///
/// @param outer sizes of the axes but the last; `fromOuter` and `toOuter` are the steps along them, all in elements
record StridedCopy(int elementBytes, long fromStart, long toStart, long[] outer, long[] fromOuter, long[] toOuter, long count, long fromStep,
                   long toStep) {

    static StridedCopy of(int elementBytes, long fromStart, long[] fromStrides, long toStart, long[] toStrides, Shape shape) {
        // Axes that both walks pass in one go are joined; sizes of 1 don't matter.
        var sizes = new ArrayList<Long>();
        var from = new ArrayList<Long>();
        var to = new ArrayList<Long>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            long size = shape.size(axis);
            if (size == 1) {
                continue;
            }
            int last = sizes.size() - 1;
            if (last >= 0 && from.get(last) == fromStrides[axis] * size && to.get(last) == toStrides[axis] * size) {
                sizes.set(last, sizes.get(last) * size);
                from.set(last, fromStrides[axis]);
                to.set(last, toStrides[axis]);
            } else {
                sizes.add(size);
                from.add(fromStrides[axis]);
                to.add(toStrides[axis]);
            }
        }
        if (sizes.isEmpty()) {
            sizes.add(shape.elements());
            from.add(1L);
            to.add(1L);
        }
        int last = sizes.size() - 1;
        return new StridedCopy(elementBytes, fromStart, toStart, array(sizes.subList(0, last)), array(from.subList(0, last)),
                array(to.subList(0, last)), sizes.get(last), from.get(last), to.get(last));
    }

    private static long[] array(List<Long> longs) {
        return longs.stream().mapToLong(Long::longValue).toArray();
    }

    /// How many rows there are; one row alone is shared by its elements.
    long rows() {
        return outer.length == 0 ? count : LongStream.of(outer).reduce(1, (a, b) -> a * b);
    }

    long bytes() {
        return 2 * elementBytes * (outer.length == 0 ? count : rows() * count);
    }

    /// Rows `begin` to `end`.
    void run(MemorySegment from, MemorySegment to, long begin, long end) {
        if (outer.length == 0) {
            row(from, fromStart + begin * fromStep, to, toStart + begin * toStep, end - begin);
            return;
        }
        if (begin == end) {
            return;
        }
        var at = new long[outer.length];
        long source = fromStart;
        long target = toStart;
        long rest = begin;
        for (int axis = outer.length - 1; axis >= 0; axis--) {
            at[axis] = rest % outer[axis];
            rest /= outer[axis];
            source += at[axis] * fromOuter[axis];
            target += at[axis] * toOuter[axis];
        }
        for (long row = begin; row < end; row++) {
            row(from, source, to, target, count);
            for (int axis = outer.length - 1; axis >= 0; axis--) {
                source += fromOuter[axis];
                target += toOuter[axis];
                if (++at[axis] < outer[axis]) {
                    break;
                }
                source -= outer[axis] * fromOuter[axis];
                target -= outer[axis] * toOuter[axis];
                at[axis] = 0;
            }
        }
    }

    private void row(MemorySegment from, long source, MemorySegment to, long target, long elements) {
        if (fromStep == 1 && toStep == 1) {
            Bytes.copy(from, source * elementBytes, to, target * elementBytes, elements * elementBytes);
            return;
        }
        switch (elementBytes) {
            case 1 -> {
                for (long i = 0; i < elements; i++) {
                    to.set(ValueLayout.JAVA_BYTE, target + i * toStep, from.get(ValueLayout.JAVA_BYTE, source + i * fromStep));
                }
            }
            case 2 -> {
                for (long i = 0; i < elements; i++) {
                    to.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * (target + i * toStep), from.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * (source + i * fromStep)));
                }
            }
            case 4 -> {
                for (long i = 0; i < elements; i++) {
                    to.set(ValueLayout.JAVA_INT_UNALIGNED, 4 * (target + i * toStep), from.get(ValueLayout.JAVA_INT_UNALIGNED, 4 * (source + i * fromStep)));
                }
            }
            default -> {
                for (long i = 0; i < elements; i++) {
                    to.set(ValueLayout.JAVA_LONG_UNALIGNED, 8 * (target + i * toStep), from.get(ValueLayout.JAVA_LONG_UNALIGNED, 8 * (source + i * fromStep)));
                }
            }
        }
    }
}
