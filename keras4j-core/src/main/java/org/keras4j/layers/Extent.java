package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.tensor.Shape;

/// A number for each axis of an image between batch and channels: the size of a window, its steps. Keras takes one number for all.
record Extent(List<Long> amounts) implements KerasValue {
    Extent {
        amounts = List.copyOf(amounts);
    }

    static Extent of(int... amounts) {
        return new Extent(IntStream.of(amounts).mapToLong(amount -> amount).boxed().toList());
    }

    static Extent fromKeras(Object value) {
        return new Extent((value instanceof List<?> list ? list : List.of(value)).stream().map(amount -> ((Number) amount).longValue()).toList());
    }

    /// 1 along each axis.
    static Extent one(int axes) {
        return new Extent(Collections.nCopies(axes, 1L));
    }

    /// One number is repeated.
    ///
    /// @param place whose they are, for a message
    Extent over(int axes, String place) {
        if (amounts.size() != axes && amounts.size() != 1) {
            throw new IllegalArgumentException(place + ": expected " + (axes == 1 ? "one number" : "one number, or one for each of " + axes + " axes")
                    + ", got " + amounts + ".");
        }
        return amounts.size() == axes ? this : new Extent(Collections.nCopies(axes, amounts.getFirst()));
    }

    long along(int axis) {
        return amounts.get(axis);
    }

    boolean isAboveOne() {
        return amounts.stream().anyMatch(amount -> amount > 1);
    }

    Shape shape() {
        return new Shape(amounts);
    }

    @Override
    public List<Long> kerasValue() {
        return amounts;
    }
}
