package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;

/// One of so many numbers for several features together: for the pair (city, weekday), say. It stands in front of a model.
/// Follows `keras.layers.HashedCrossing`.
public final class HashedCrossing extends Layer {
    /// Where TensorFlow's `cross_hashed` starts.
    private static final long START = 0xDECAFCAFFEL;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int numBins = 0;
        OutputMode outputMode = OutputMode.INT;
        boolean sparse = false;

        Config() {
            dtype = DTypePolicy.of("int64");
        }
    }

    private HashedCrossing(Config config) {
        super(config);
        if (config.numBins < 1) {
            throw new IllegalArgumentException(place() + ": expected num_bins of 1 or more, got " + config.numBins + ".");
        }
    }

    public static HashedCrossing of(int numBins) {
        var config = new Config();
        config.numBins = numBins;
        return new HashedCrossing(config);
    }

    public HashedCrossing name(String name)    { return with((Config c) -> c.name = name); }
    public HashedCrossing dtype(String policy) { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }

    /// `INT`, or `ONE_HOT`, which gives float32 unless the type is set after.
    public HashedCrossing outputMode(OutputMode mode) {
        return with((Config c) -> {
            c.outputMode = mode;
            c.dtype = DTypePolicy.of(mode == OutputMode.INT ? "int64" : "float32");
        });
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// In Keras' order, with the type by its name.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = new LinkedHashMap<>(super.kerasConfig());
        map.remove("trainable");
        map.putLast("name", map.get("name"));
        map.putLast("dtype", config().dtype.name());
        return map;
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
        Config config = config();
        NDArray bins = NDArray.of(IntStream.range(0, samples).mapToLong(i -> {
            long hash = START;
            for (List<?> feature : features) {
                hash = Hashes.joined(hash, fingerprint(feature.get(i)));
            }
            return Long.remainderUnsigned(hash, config.numBins);
        }).toArray());
        return config.outputMode == OutputMode.INT ? bins.cast(config.dtype.compute())
                : new Encoder(x -> config.outputMode.encoded(x, config.numBins, config.dtype.compute(), null)).apply(bins);
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

    @Override
    protected Value call(Call c, Value x) {
        throw new IllegalStateException(place() + ": expected to stand in front of a model, got a place in one. Apply it to the data, "
                + "and give the model what it answers.");
    }
}
