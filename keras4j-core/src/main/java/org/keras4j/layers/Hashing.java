package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;

/// One of so many numbers for each text or whole number, by its FarmHash, or by SipHash with a salt. It stands in front of a model: a
/// program has no text. Follows `keras.layers.Hashing`.
public final class Hashing extends Layer {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int numBins = 0;
        @Nullable Salt salt;
        @Nullable Object maskValue;
        OutputMode outputMode = OutputMode.INT;
        boolean sparse = false;

        Config() {
            dtype = DTypePolicy.of("int64");
        }
    }

    private Hashing(Config config) {
        super(config);
        if (config.numBins < 1) {
            throw new IllegalArgumentException(place() + ": expected num_bins of 1 or more, got " + config.numBins + ".");
        }
    }

    public static Hashing of(int numBins) {
        var config = new Config();
        config.numBins = numBins;
        return new Hashing(config);
    }

    public Hashing name(String name)                { return with((Config c) -> c.name = name); }
    public Hashing dtype(String policy)             { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }

    /// The text or number that gets 0, which others then don't get.
    public Hashing maskValue(Object value)          { return with((Config c) -> c.maskValue = value); }
    public Hashing salt(long first, long second)    { return with((Config c) -> c.salt = new Salt(first, second)); }

    /// Other modes than `INT` give float32, unless the type is set after.
    public Hashing outputMode(OutputMode mode) {
        return with((Config c) -> {
            c.outputMode = mode;
            c.dtype = DTypePolicy.of(mode == OutputMode.INT ? "int64" : "float32");
        });
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// `[n]` numbers, or as the mode has it.
    public NDArray apply(List<String> texts) {
        return encoded(NDArray.of(texts.stream().mapToLong(this::bin).toArray()));
    }

    /// Samples of as many texts each: `[samples, n]`.
    public NDArray applyAll(Collection<? extends List<String>> samples) {
        List<long[]> rows = samples.stream().map(row -> row.stream().mapToLong(this::bin).toArray()).toList();
        return encoded(Encoder.padded(rows, Encoder.longest(rows), IndexLookup.NOTHING));
    }

    /// Of whole numbers: the hashes of their digits. A fraction is cut off first.
    @Override
    public NDArray apply(NDArray numbers) {
        long[] whole = LongStream.of(numbers.toLongArray()).map(number -> bin(Long.toString(number))).toArray();
        return encoded(NDArray.of(numbers.shape(), whole));
    }

    private NDArray encoded(NDArray bins) {
        Config config = config();
        DType type = config.dtype.compute();
        return config.outputMode == OutputMode.INT ? bins.cast(type)
                : new Encoder(x -> config.outputMode.encoded(x, config.numBins, type, null)).apply(bins);
    }

    private long bin(String text) {
        Config config = config();
        boolean spared = config.maskValue != null && config.numBins > 1;
        if (spared && text.equals(String.valueOf(config.maskValue))) {
            return 0;
        }
        return spared ? 1 + Salt.bucket(config.salt, text, config.numBins - 1) : Salt.bucket(config.salt, text, config.numBins);
    }

    @Override
    protected Value call(Call c, Value x) {
        throw new IllegalStateException(place() + ": expected to stand in front of a model, got a place in one. Apply it to the data, "
                + "and give the model what it answers.");
    }
}
