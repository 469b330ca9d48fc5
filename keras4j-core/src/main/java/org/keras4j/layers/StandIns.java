package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.Shape;

/// Sizes that stand for unknown ones while a model is built. Each layer is traced with both pairs; what differs is unknown.
/// Large primes, so that no other size is one by chance, nor a multiple.
record StandIns(long batch, long other) {
    static final StandIns FIRST = new StandIns(104_729, 99_991);
    static final StandIns SECOND = new StandIns(104_723, 99_989);

    private static final Pattern SIZES = Pattern.compile(Stream.of(FIRST, SECOND).flatMap(pair -> Stream.of(pair.batch, pair.other))
            .map(String::valueOf).collect(Collectors.joining("|", "\\b(?:", ")\\b")));

    static boolean isUnknown(long size) {
        return Stream.of(FIRST, SECOND).anyMatch(pair -> size == pair.batch || size == pair.other);
    }

    /// For a call of inputs of which some say the size of the batch: the others have as many samples. An [Operation] stretches what has one row, and may say the size itself.
    StandIns fitting(Layer layer, List<KerasTensor> inputs) {
        long least = layer instanceof Operation ? 2 : 1;
        long[] said = LongStream.concat(inputs.stream().filter(input -> input.shape().rank() > 0).mapToLong(input -> input.shape().size(0)),
                layer instanceof Operation operation ? operation.batch(inputs).stream() : LongStream.empty()).filter(size -> size >= least).distinct().toArray();
        return said.length == 1 ? new StandIns(said[0], other) : this;
    }

    Type typeOf(KerasTensor tensor) {
        return new Type(tensor.dtype(), tensor.shape().filled(batch, other));
    }

    /// For messages: `[unknown, 5]`.
    static String text(Shape shape) {
        return shape.sizes().stream().map(size -> isUnknown(size) ? "unknown" : size.toString()).collect(Collectors.joining(", ", "[", "]"));
    }

    /// A message with `None` for sizes that stand for unknown ones, as Keras writes them.
    static String hidden(String message) {
        return SIZES.matcher(message).replaceAll("None");
    }

    /// The first axis where shapes traced with both pairs differ, or where one has an unknown size.
    static OptionalInt firstUnknown(Shape a, Shape b) {
        boolean traced = Stream.of(a, b).flatMap(shape -> shape.sizes().stream()).anyMatch(StandIns::dependsOnUnknown);
        return !traced || a.rank() != b.rank() ? OptionalInt.empty()
                : IntStream.range(0, a.rank()).filter(axis -> a.size(axis) != b.size(axis)).findFirst();
    }

    /// Sizes so large come of a stand-in: it, less a window, or times another size.
    static boolean dependsOnUnknown(long size) {
        return isUnknown(size) || size > SECOND.other / 2 && Stream.of(FIRST, SECOND).anyMatch(pair -> size % pair.batch == 0 || size % pair.other == 0);
    }
}
