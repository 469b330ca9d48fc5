package org.keras4j.engine.tensor;

import module java.base;

/// The sizes of an array's axes, outermost first. A scalar has none. Prints as `[2, 3]`.
public record Shape(List<Long> sizes) {
    public static final Shape SCALAR = Shape.of();

    public Shape {
        sizes = List.copyOf(sizes);
        if (sizes.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException("Shape: expected sizes of zero or more, got " + sizes + ".");
        }
    }

    public static Shape of(long... sizes) {
        return new Shape(LongStream.of(sizes).boxed().toList());
    }

    public int rank() {
        return sizes.size();
    }

    /// The size of an axis; negative axes count from the end.
    ///
    /// @throws IllegalArgumentException when there is no such axis
    public long size(int axis) {
        return sizes.get(axis(axis));
    }

    public boolean isScalar() {
        return sizes.isEmpty();
    }

    /// @throws ArithmeticException when there are more than 2⁶³ − 1
    public long elements() {
        long product = 1;
        for (long size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /// `axis` counted from the front.
    ///
    /// @throws IllegalArgumentException when there is no such axis
    public int axis(int axis) {
        if (axis < -rank() || axis >= rank()) {
            throw new IllegalArgumentException("Shape: expected an axis of " + this + " (" + (isScalar() ? "it has none" : -rank() + " to " + (rank() - 1))
                    + "), got " + axis + ".");
        }
        return axis < 0 ? axis + rank() : axis;
    }

    /// 0, 1, …, rank − 1.
    public List<Integer> axes() {
        return IntStream.range(0, rank()).boxed().toList();
    }

    /// The axes that aren't in `axes`, in order.
    public List<Integer> axesWithout(Collection<Integer> axes) {
        return axes().stream().filter(axis -> !axes.contains(axis)).toList();
    }

    /// The shape whose axis `i` is axis `axes[i]` of this one.
    public Shape select(List<Integer> axes) {
        return new Shape(axes.stream().map(sizes::get).toList());
    }

    /// This shape with another size at `axis`.
    public Shape with(int axis, long size) {
        var changed = new ArrayList<>(sizes);
        changed.set(axis(axis), size);
        return new Shape(changed);
    }

    /// This shape with a further axis of `size` before `axis` (after the last when `axis` is the rank).
    ///
    /// @throws IllegalArgumentException when `axis` is negative or above the rank
    public Shape insert(int axis, long size) {
        if (axis < 0 || axis > rank()) {
            throw new IllegalArgumentException("Shape: expected a place for a further axis of " + this + " (0 to " + rank()
                    + "), got " + axis + ".");
        }
        var changed = new ArrayList<>(sizes);
        changed.add(axis, size);
        return new Shape(changed);
    }

    /// This shape without that axis.
    public Shape without(int axis) {
        var changed = new ArrayList<>(sizes);
        changed.remove(axis(axis));
        return new Shape(changed);
    }

    /// The axes from `from` (inclusive) to `to` (exclusive).
    public Shape slice(int from, int to) {
        return new Shape(sizes.subList(from, to));
    }

    /// The sizes of this, then those of the other.
    public Shape concat(Shape other) {
        return new Shape(Stream.concat(sizes.stream(), other.sizes.stream()).toList());
    }

    /// The distance between neighbours along each axis, in elements, in row-major order.
    public long[] strides() {
        var strides = new long[rank()];
        long step = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= sizes.get(axis);
        }
        return strides;
    }

    public long[] toArray() {
        var array = new long[sizes.size()];
        for (int axis = 0; axis < array.length; axis++) {
            array[axis] = sizes.get(axis);
        }
        return array;
    }

    /// What NumPy broadcasts the two to, aligned at the last axis.
    ///
    /// @throws IllegalArgumentException when an axis has two sizes, neither of them 1
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        var sizes = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long left = i <= a.rank() ? a.size(-i) : 1;
            long right = i <= b.rank() ? b.size(-i) : 1;
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("Broadcast: expected sizes that are equal or 1, got " + a + " and "
                        + b + ". Reshape one of them.");
            }
            sizes[rank - i] = left == 1 ? right : left;
        }
        return Shape.of(sizes);
    }

    @Override
    public String toString() {
        return sizes.toString();
    }
}
