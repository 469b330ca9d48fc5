package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.tensor.Shape;

/// Sizes of which some are unknown until data come: of the batch, mostly. Prints as Keras does: `(None, 28, 28, 1)`.
///
/// @param sizes [#UNKNOWN] where it is unknown
public record PartialShape(List<Long> sizes) implements KerasValue {
    public static final long UNKNOWN = -1;

    public PartialShape {
        sizes = List.copyOf(sizes);
        if (sizes.stream().anyMatch(size -> size < UNKNOWN)) {
            throw new IllegalArgumentException("PartialShape: expected sizes of 0 or more, or -1 for unknown ones, got " + sizes + ".");
        }
    }

    /// Of these sizes; −1 is an unknown one.
    public static PartialShape of(long... sizes) {
        return new PartialShape(LongStream.of(sizes).boxed().toList());
    }

    /// That of any number of samples like these.
    public static PartialShape ofSamples(Shape samples) {
        return of(IntStream.range(0, samples.rank())
                .mapToLong(axis -> axis == 0 || StandIns.isUnknown(samples.size(axis)) ? UNKNOWN : samples.size(axis)).toArray());
    }

    /// {@return how many axes it has}
    public int rank() {
        return sizes.size();
    }

    /// {@return the size of an axis, which counts from the end where it is negative; [#UNKNOWN] where it is not known}
    public long size(int axis) {
        return sizes.get(axis < 0 ? axis + rank() : axis);
    }

    /// {@return whether all sizes are known}
    public boolean isKnown() {
        return !sizes.contains(UNKNOWN);
    }

    /// With `batch` in place of an unknown first size, and `other` in place of further unknown ones.
    Shape filled(long batch, long other) {
        return Shape.of(IntStream.range(0, rank())
                .mapToLong(axis -> sizes.get(axis) != UNKNOWN ? sizes.get(axis) : axis == 0 ? batch : other).toArray());
    }

    /// What two shapes agree on, which have one rank.
    static PartialShape agreed(Shape a, Shape b) {
        return PartialShape.of(IntStream.range(0, a.rank()).mapToLong(axis -> a.size(axis) == b.size(axis) ? a.size(axis) : UNKNOWN).toArray());
    }

    /// What a file says: a list of sizes and nulls.
    public static PartialShape fromKeras(Object value) {
        return of(((List<?>) value).stream().mapToLong(size -> size instanceof Number known ? known.longValue() : UNKNOWN).toArray());
    }

    /// As Keras writes it: `[null, 3]`.
    @Override
    public List<@Nullable Long> kerasValue() {
        var values = new ArrayList<@Nullable Long>();
        sizes.forEach(size -> values.add(size == UNKNOWN ? null : size));
        return values;
    }

    @Override
    public String toString() {
        String joined = sizes.stream().map(size -> size == UNKNOWN ? "None" : size.toString()).collect(Collectors.joining(", "));
        return rank() == 1 ? "(" + joined + ",)" : "(" + joined + ")";
    }
}
