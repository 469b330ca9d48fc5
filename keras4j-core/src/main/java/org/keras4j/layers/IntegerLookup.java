package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Numbers from 0 on for whole numbers that a vocabulary lists, such as article numbers; in front of a model or in it.
/// Follows `keras.layers.IntegerLookup`.
///
/// | value  | shape                                                                 |
/// |--------|-----------------------------------------------------------------------|
/// | input  | any, whole numbers                                                    |
/// | output | as the input, int64; float32 `[batch, vocabulary]` in the other modes |
public final class IntegerLookup extends IndexLookup<Long, IntegerLookup> {
    /// Keras' keys.
    public static final class Config extends IndexLookup.Config {
        @Before("idf_weights") String vocabularyDtype = "int64";

        Config() {
            oovToken = -1L;
        }
    }

    private IntegerLookup(Config config) {
        super(config);
    }

    public static IntegerLookup create() {
        return new IntegerLookup(new Config());
    }

    /// With a vocabulary, of which nothing needs to be learnt.
    public static IntegerLookup of(long... vocabulary) {
        var config = new Config();
        config.vocabulary = LongStream.of(vocabulary).<Object>mapToObj(number -> number).toList();
        return new IntegerLookup(config);
    }

    /// Under which the model, its summary and its files know it.
    public IntegerLookup name(String name)              { return with((Config c) -> c.name = name); }

    /// How large the vocabulary gets at most, special tokens included: above 1; without bound unless said.
    public IntegerLookup maxTokens(int maxTokens)       { return with((Config c) -> c.maxTokens = maxTokens); }

    /// Into how many places unknown numbers go: by their remainder, or as [#oovMethod] says.
    public IntegerLookup numOovIndices(int count)       { return with((Config c) -> c.numOovIndices = count); }

    /// What an unknown number is when numbers are turned back ([#invert]): −1 unless said.
    public IntegerLookup oovToken(@Nullable Long token) { return with((Config c) -> c.oovToken = token); }

    /// The number that stands for nothing: 0 in the output.
    public IntegerLookup maskToken(long token)          { return with((Config c) -> c.maskToken = token); }

    /// In which form tokens are given: their places in the vocabulary (`INT`) unless said.
    public IntegerLookup outputMode(OutputMode mode)    { return with((Config c) -> c.outputMode = mode); }
    /// By Keras' name: `int`, `one_hot`, `multi_hot`, `count` or `tf_idf`.
    public IntegerLookup outputMode(String mode)        { return outputMode(OutputMode.of(mode)); }

    /// Whether outputs are as wide as [#maxTokens] says, even if the vocabulary is smaller; they aren't unless said.
    public IntegerLookup padToMaxTokens(boolean pad)    { return with((Config c) -> c.padToMaxTokens = pad); }

    /// Whether it turns places in the vocabulary back into numbers; it doesn't unless said.
    public IntegerLookup invert(boolean invert)         { return with((Config c) -> c.invert = invert); }

    /// How an unknown number gets one of several places: by its remainder (`FLOORMOD`) unless said.
    public IntegerLookup oovMethod(OovMethod method)    { return with((Config c) -> c.oovMethod = method); }
    /// By Keras' name: `floormod` or `farmhash`.
    public IntegerLookup oovMethod(String method)       { return oovMethod(OovMethod.of(method)); }

    /// The key of the hash `FARMHASH` for unknown numbers, so that nobody can guess it: then SipHash.
    public IntegerLookup salt(long first, long second)  { return with((Config c) -> c.salt = new Salt(first, second)); }

    /// For `TF_IDF` with a vocabulary: how much each number counts.
    public IntegerLookup idfWeights(double... weights)  { return with((Config c) -> c.idfWeights = DoubleStream.of(weights).boxed().toList()); }

    /// Learns the vocabulary from all rows.
    public void adapt(NDArray numbers) {
        long[] flat = numbers.toLongArray();
        int row = numbers.rank() < 2 ? 1 : (int) (flat.length / Math.max(1, numbers.size(0)));
        adapt(IntStream.range(0, row == 0 ? 0 : flat.length / row)
                .mapToObj(i -> LongStream.of(Arrays.copyOfRange(flat, i * row, (i + 1) * row)).boxed().toList()));
    }

    @Override
    Long token(Object given) {
        if (!(given instanceof Number number)) {
            throw new IllegalArgumentException(place() + ": expected whole numbers, got '" + given + "'. Use StringLookup for texts.");
        }
        return number.longValue();
    }

    @Override
    Long parsed(String line) {
        try {
            return Long.valueOf(line.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place() + " > vocabulary.txt: expected whole numbers, got '" + line + "'.", e);
        }
    }

    @Override
    long hashed(Long token, int buckets) {
        return ((Config) config()).oovMethod == OovMethod.FLOORMOD ? Math.floorMod(token, buckets)
                : Salt.bucket(config().salt, token.toString(), buckets);
    }

    @Override
    Comparator<Long> inOrder() {
        return Comparator.naturalOrder();
    }

    @Override
    protected boolean autocasts() {
        return false;
    }

    @Override
    protected Value call(Call c, Value x) {
        Value tokens = Ops.cast(x, DType.INT64);
        Value answer = config().invert ? inverted(tokens) : hashesTexts() ? super.call(c, x) : encoded(numbered(tokens), table());
        fixIn(c);
        return answer;
    }

    /// A file says how large a vocabulary is before it says what is in it.
    @Override
    List<KerasNode.Result> results(List<KerasTensor> inputs, @Nullable KerasTensor said) {
        boolean known = isKnown() || config().vocabularySize == null || config().invert;
        return known ? super.results(inputs, said) : untraced(inputs);
    }

    @Override
    boolean needsJava() {
        return hashesTexts();
    }

    private boolean hashesTexts() {
        return config().numOovIndices > 1 && ((Config) config()).oovMethod == OovMethod.FARMHASH;
    }

    private Value inverted(Value numbers) {
        long[] all = getVocabulary().stream().mapToLong(Long::longValue).toArray();
        Value known = Ops.logicalAnd(Ops.greaterEqual(numbers, 0), Ops.less(numbers, all.length));
        Value tokens = Ops.take(Ops.constant(numbers, NDArray.of(all)), Ops.clip(numbers, 0, all.length - 1));
        return Ops.where(known, tokens, whole(numbers, Objects.requireNonNullElse(oovToken(), -1L)));
    }

    /// Finds each number among the sorted ones by halving.
    private Value numbered(Value tokens) {
        var places = new TreeMap<Long, Long>();
        table().places().forEach((token, place) -> places.put(token, (long) place));
        Long mask = maskToken();
        if (mask != null) {
            places.put(mask, config().outputMode == OutputMode.INT ? 0 : NOTHING);
        }
        int size = Integer.highestOneBit(places.size()) * 2;
        long[] keys = Arrays.copyOf(places.keySet().stream().mapToLong(Long::longValue).toArray(), size);
        Arrays.fill(keys, places.size(), size, places.lastKey());
        Value sorted = Ops.constant(tokens, NDArray.of(keys));
        Value at = Ops.zerosLike(tokens);
        for (int half = size / 2; half > 0; half /= 2) {
            Value probe = Ops.add(at, half);
            at = Ops.where(Ops.lessEqual(Ops.take(sorted, probe), tokens), probe, at);
        }
        long[] values = Arrays.copyOf(places.values().stream().mapToLong(Long::longValue).toArray(), size);
        Arrays.fill(values, places.size(), size, places.lastEntry().getValue());
        return Ops.where(Ops.equal(Ops.take(sorted, at), tokens), Ops.take(Ops.constant(tokens, NDArray.of(values)), at), unknown(tokens));
    }

    private Value unknown(Value tokens) {
        int places = config().numOovIndices;
        return switch (places) {
            case 0 -> whole(tokens, NOTHING);
            case 1 -> whole(tokens, special().unknownStart());
            default -> Ops.add(Ops.mod(tokens, places), special().unknownStart());
        };
    }

    private static Value whole(Value beside, long number) {
        return Ops.fullLike(beside, number);
    }
}
