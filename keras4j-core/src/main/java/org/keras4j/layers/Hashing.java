package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.tensor.NDArray;

/// One of so many numbers for each text or whole number, by its FarmHash, or by SipHash with a salt. It stands in front of
/// a model, or right behind its [Input]. Follows `keras.layers.Hashing`.
public final class Hashing extends HashingLayer<Hashing> {
    /// Keras' keys.
    public static final class Config extends HashingLayer.Config {
        @Before("output_mode") @Nullable Salt salt;
        @Before("output_mode") @Nullable Object maskValue;
    }

    private Hashing(Config config) {
        super(config);
    }

    /// @param numBins how many numbers there are
    public static Hashing of(int numBins) {
        return new Hashing(configured(new Config(), numBins));
    }

    /// The text or number that gets 0, which others then don't get.
    public Hashing maskValue(Object value)       { return with((Config c) -> c.maskValue = value); }

    /// The key of the hash, so that nobody can guess it: then SipHash, in place of FarmHash.
    public Hashing salt(long first, long second) { return with((Config c) -> c.salt = new Salt(first, second)); }

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

    /// Of texts in an array, as [org.keras4j.text.Texts] makes it, or of whole numbers: the hashes of their digits. A fraction is cut off first.
    @Override
    public NDArray apply(NDArray given) {
        return answer(List.of(Cells.of(given)));
    }

    @Override
    NDArray answer(List<Cells> inputs) {
        Cells cells = inputs.getFirst();
        return encoded(NDArray.of(cells.shape(), cells.texts().stream().mapToLong(this::bin).toArray()));
    }

    private long bin(String text) {
        Config config = config();
        boolean spared = config.maskValue != null && config.numBins > 1;
        if (spared && text.equals(String.valueOf(config.maskValue))) {
            return 0;
        }
        return spared ? 1 + Salt.bucket(config.salt, text, config.numBins - 1) : Salt.bucket(config.salt, text, config.numBins);
    }
}
