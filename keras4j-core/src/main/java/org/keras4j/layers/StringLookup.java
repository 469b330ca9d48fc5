package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// Numbers for words that a vocabulary lists: `lookup.apply(List.of("a", "b"))`. Words stand in front of a model, or enter it by an
/// [Input] of texts right before this layer. Follows `keras.layers.StringLookup`.
public final class StringLookup extends IndexLookup<String, StringLookup> {
    /// Keras' keys.
    public static final class Config extends IndexLookup.Config {
        String encoding = "utf-8";

        Config() {
            oovToken = "[UNK]";
        }
    }

    private StringLookup(Config config) {
        super(config);
    }

    public static StringLookup create() {
        return new StringLookup(new Config());
    }

    /// With a vocabulary, of which nothing needs to be learnt.
    public static StringLookup of(List<String> vocabulary) {
        var config = new Config();
        config.vocabulary = List.copyOf(vocabulary);
        return new StringLookup(config);
    }

    static StringLookup of(Config config) {
        return new StringLookup(config);
    }

    /// The numbers of texts in an array, as [org.keras4j.text.Texts] makes it.
    ///
    /// @throws IllegalArgumentException when it holds none
    @Override
    public NDArray apply(NDArray texts) {
        return answer(List.of(Cells.texts(texts, place())));
    }

    @Override
    protected StringLookup copy() {
        return (StringLookup) super.copy();
    }

    /// Under which the model, its summary and its files know it.
    public StringLookup name(String name)                { return with((Config c) -> c.name = name); }

    /// How large the vocabulary gets at most, special tokens included: above 1; without bound unless said.
    public StringLookup maxTokens(int maxTokens)         { return with((Config c) -> c.maxTokens = maxTokens); }

    /// Into how many places unknown words go, by a hash if there are several.
    public StringLookup numOovIndices(int count)         { return with((Config c) -> c.numOovIndices = count); }

    /// What an unknown word is when numbers are turned back ([#invert]): `[UNK]` unless said.
    public StringLookup oovToken(@Nullable String token) { return with((Config c) -> c.oovToken = token); }

    /// The word that stands for nothing: 0.
    public StringLookup maskToken(String token)          { return with((Config c) -> c.maskToken = token); }

    /// In which form words are given: their numbers (`INT`) unless said.
    public StringLookup outputMode(OutputMode mode)      { return with((Config c) -> c.outputMode = mode); }
    /// By Keras' name: `int`, `one_hot`, `multi_hot`, `count` or `tf_idf`.
    public StringLookup outputMode(String mode)          { return outputMode(OutputMode.of(mode)); }

    /// Whether outputs are as wide as [#maxTokens] says, even if the vocabulary is smaller; they aren't unless said.
    public StringLookup padToMaxTokens(boolean pad)      { return with((Config c) -> c.padToMaxTokens = pad); }

    /// Whether it turns numbers back into words; it doesn't unless said.
    public StringLookup invert(boolean invert)           { return with((Config c) -> c.invert = invert); }

    /// The key of the hash for unknown words, so that nobody can guess it: then SipHash, in place of FarmHash.
    public StringLookup salt(long first, long second)    { return with((Config c) -> c.salt = new Salt(first, second)); }

    /// For `TF_IDF` with a vocabulary: how much each word counts.
    public StringLookup idfWeights(double... weights)    { return with((Config c) -> c.idfWeights = DoubleStream.of(weights).boxed().toList()); }

    @Override
    String token(Object given) {
        return given.toString();
    }

    @Override
    String parsed(String line) {
        return line;
    }

    @Override
    long hashed(String token, int buckets) {
        return Salt.bucket(config().salt, token, buckets);
    }

    /// As NumPy sorts text: by code points.
    @Override
    Comparator<String> inOrder() {
        return (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
