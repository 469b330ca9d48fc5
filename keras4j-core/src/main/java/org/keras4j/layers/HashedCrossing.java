package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// One of so many numbers for several features together: for the pair (city, weekday), say. It stands in front of a model, or right
/// behind its inputs. Follows `keras.layers.HashedCrossing`.
public final class HashedCrossing extends HashingLayer<HashedCrossing> {
    /// Where TensorFlow's `cross_hashed` starts.
    private static final long START = 0xDECAFCAFFEL;

    private HashedCrossing(Config config) {
        super(config);
    }

    /// @param numBins how many numbers there are
    public static HashedCrossing of(int numBins) {
        return new HashedCrossing(configured(new Config(), numBins));
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return config().nameAndTypeLast(super.kerasConfig());
    }

    /// The numbers `[samples]` of features, of which each has a text or a whole number for each sample.
    ///
    /// @throws IllegalArgumentException when there are less than two features, or their lengths differ
    public NDArray apply(List<?>... features) {
        int samples = features.length == 0 ? 0 : features[0].size();
        if (features.length < 2 || Stream.of(features).anyMatch(feature -> feature.size() != samples)) {
            throw new IllegalArgumentException(place() + ": expected two features or more of one length, got lengths "
                    + Stream.of(features).map(List::size).toList() + ".");
        }
        return encoded(NDArray.of(IntStream.range(0, samples).mapToLong(i -> bin(Stream.of(features).map(feature -> feature.get(i)))).toArray()));
    }

    @Override
    NDArray answer(List<Cells> inputs) {
        Shape shape = inputs.getFirst().shape();
        if (inputs.size() < 2 || inputs.stream().anyMatch(cells -> !cells.shape().equals(shape))) {
            throw new IllegalArgumentException(place() + ": expected two features or more of one shape, got " + inputs.stream().map(Cells::shape).toList() + ".");
        }
        long[] bins = IntStream.range(0, inputs.getFirst().values().size()).mapToLong(i -> bin(inputs.stream().map(cells -> cells.values().get(i)))).toArray();
        return encoded(NDArray.of(shape, bins));
    }

    private long bin(Stream<?> values) {
        long hash = values.mapToLong(this::fingerprint).reduce(START, Hashes::joined);
        return Long.remainderUnsigned(hash, config().numBins);
    }

    private long fingerprint(Object value) {
        return switch (value) {
            case String text -> Hashes.fingerprint(text);
            case Integer number -> number;
            case Long number -> number;
            default -> throw new IllegalArgumentException(place() + ": expected texts and whole numbers, got a "
                    + value.getClass().getSimpleName() + ". Put fractions into ranges first, by Discretization.");
        };
    }
}
