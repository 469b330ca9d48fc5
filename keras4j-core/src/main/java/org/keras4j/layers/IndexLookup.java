package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Numbers for tokens that a vocabulary lists. First comes the mask token, if there is one and the mode is `INT`, then those for
/// unknown tokens, then the vocabulary's in its order.
///
/// A vocabulary is given, or learnt by [#adapt]: the most frequent first, of equally frequent ones the later in order.
///
/// @param <T> what a token is
/// @param <S> the layer's own class
public abstract sealed class IndexLookup<T, S extends IndexLookup<T, S>> extends InFrontOfModel implements SavesAssets permits StringLookup, IntegerLookup {
    /// Dropped where numbers are counted.
    static final long NOTHING = -1;

    private @Nullable List<T> learnt;
    private double @Nullable [] learntWeights;
    private @Nullable LookupTable<T> table;

    /// Keras' keys.
    public static class Config extends LayerConfig {
        boolean invert = false;
        @Nullable Integer maxTokens;
        int numOovIndices = 1;
        @Nullable Object oovToken;
        @Nullable Object maskToken;
        OutputMode outputMode = OutputMode.INT;
        boolean sparse = false;
        boolean padToMaxTokens = false;
        @Nullable List<Double> idfWeights;
        @Nullable List<Object> vocabulary;
        @Nullable Integer vocabularySize;
        OovMethod oovMethod = OovMethod.FLOORMOD;
        @Nullable Salt salt;

        /// How many categories so many numbers are.
        int depth(int numbers) {
            return padToMaxTokens && maxTokens != null ? maxTokens : numbers;
        }
    }

    /// How an unknown number gets one of several places.
    public enum OovMethod {
        FLOORMOD, FARMHASH;

        /// By Keras' name: `floormod` or `farmhash`.
        public static OovMethod of(String name) {
            return Named.of("oov_method", OovMethod.class, name);
        }
    }

    IndexLookup(Config config) {
        super(config);
        if (config.maxTokens != null && config.maxTokens <= 1 || config.numOovIndices < 0) {
            throw new IllegalArgumentException(place() + ": expected max_tokens above 1 and num_oov_indices of 0 or more, got "
                    + config.maxTokens + " and " + config.numOovIndices + ".");
        }
        if (config.padToMaxTokens && config.maxTokens == null) {
            throw new IllegalArgumentException(place() + ": expected max_tokens to pad to, got none.");
        }
        if (config.invert && config.outputMode != OutputMode.INT) {
            throw new IllegalArgumentException(place() + ": expected output_mode int to invert, got " + config.outputMode + ".");
        }
        if (config.vocabulary != null) {
            table();
        }
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// A token as a file or the user gave it.
    abstract T token(Object given);

    /// For an unknown one.
    abstract long hashed(T token, int buckets);

    abstract T parsed(String line);

    @Override
    protected Layer copy() {
        var copy = (IndexLookup<?, ?>) super.copy();
        copy.table = null;
        return copy;
    }

    // ---- the vocabulary --------------------------------------------------------------------------------------------

    /// Learns the vocabulary from tokens, each a sample of its own.
    public final void adapt(List<T> tokens) {
        adapt(tokens.stream().map(List::of));
    }

    /// Learns the vocabulary from samples of several tokens.
    public final void adapt(Stream<List<T>> samples) {
        if (config().vocabulary != null) {
            throw new IllegalStateException(place() + ": expected to learn a vocabulary, got one in the configuration. Leave it out, or don't adapt.");
        }
        var counts = new HashMap<T, Long>();
        var samplesWith = new HashMap<T, Long>();
        long[] all = {0};
        samples.forEach(sample -> {
            sample.forEach(token -> counts.merge(token, 1L, Long::sum));
            new HashSet<>(sample).forEach(token -> samplesWith.merge(token, 1L, Long::sum));
            all[0]++;
        });
        special().all().forEach(counts::remove);
        if (counts.isEmpty()) {
            throw new IllegalArgumentException(place() + ": expected tokens to learn, got none but special ones. Adapt to data that has others.");
        }
        List<T> tokens = counts.keySet().stream().sorted(Comparator.<T, Long>comparing(counts::get).thenComparing(inOrder()).reversed())
                .limit(config().maxTokens == null ? Long.MAX_VALUE : config().maxTokens - tokenStart()).toList();
        double[] weights = tokens.stream().mapToDouble(token -> Math.log(1 + all[0] / (1.0 + samplesWith.get(token)))).toArray();
        learn(tokens, config().outputMode == OutputMode.TF_IDF ? LookupTable.withSpecial(weights, tokenStart()) : null);
    }

    abstract Comparator<T> inOrder();

    /// A vocabulary in place of the one there is; the special tokens may stand in front or not.
    public final void setVocabulary(List<T> vocabulary) {
        learn(vocabulary, null);
    }

    /// @param idfWeights for `TF_IDF`: how much each token counts
    public final void setVocabulary(List<T> vocabulary, double... idfWeights) {
        learn(vocabulary, idfWeights);
    }

    private void learn(List<T> vocabulary, double @Nullable [] weights) {
        learnt = List.copyOf(vocabulary);
        learntWeights = weights;
        table = null;
        table();
    }

    /// Says that a program has this vocabulary as a constant.
    final void fixIn(Call c) {
        c.dependsOn(() -> table);
    }

    /// All tokens by their numbers, the special ones too.
    public final List<T> getVocabulary() {
        var all = new ArrayList<>(special().inFront());
        all.addAll(knownTokens());
        return all;
    }

    /// How many tokens have numbers, the special ones too.
    public final int vocabularySize() {
        return tokenStart() + knownTokens().size();
    }

    private List<T> knownTokens() {
        return isKnown() ? table().tokens() : List.of();
    }

    final int tokenStart() {
        return special().tokenStart();
    }

    final @Nullable T maskToken() {
        Object mask = config().maskToken;
        return mask == null ? null : token(mask);
    }

    final @Nullable T oovToken() {
        Object oov = config().oovToken;
        return oov == null ? null : token(oov);
    }

    final SpecialTokens<T> special() {
        return new SpecialTokens<>(maskToken(), oovToken(), config().numOovIndices, config().outputMode);
    }

    final LookupTable<T> table() {
        if (table == null) {
            List<?> given = config().vocabulary != null ? config().vocabulary : learnt;
            if (given == null || given.isEmpty()) {
                throw new IllegalStateException(place() + ": expected a vocabulary, got none yet. Call adapt, or give one.");
            }
            table = LookupTable.of(given.stream().map(this::token).toList(), special(), learntWeights, config(), place());
            config().vocabularySize = table.size();
        }
        return table;
    }

    /// How many categories there are, by what a file says of it as long as its vocabulary isn't restored.
    final long depth() {
        Integer size = config().vocabularySize;
        return config().depth(isKnown() || size == null ? table().size() : size);
    }

    final boolean isKnown() {
        return learnt != null || config().vocabulary != null;
    }

    // ---- numbers ---------------------------------------------------------------------------------------------------

    /// The number of a token, of the mask token in other modes than `INT`.
    final long number(T token) {
        Integer place = table().places().get(token);
        if (place != null) {
            return place;
        }
        if (token.equals(maskToken())) {
            return special().hasMask() ? 0 : NOTHING;
        }
        int unknown = config().numOovIndices;
        return switch (unknown) {
            case 0 -> throw new IllegalArgumentException(place() + ": expected tokens of the vocabulary, got '" + token
                    + "'. Use numOovIndices(1) for unknown ones.");
            case 1 -> special().unknownStart();
            default -> special().unknownStart() + hashed(token, unknown);
        };
    }

    final long[] numbers(List<T> tokens) {
        return tokens.stream().mapToLong(this::number).toArray();
    }

    /// Numbers `[n]`, or as the mode has it: one vector for all, except with `ONE_HOT`.
    public final NDArray apply(List<T> tokens) {
        requireForward();
        return encoded(NDArray.of(numbers(tokens)));
    }

    /// Samples of several tokens: numbers `[samples, n]`, or vectors `[samples, vocabulary]`; lengths may differ where tokens are counted.
    public final NDArray applyAll(Collection<? extends List<T>> samples) {
        requireForward();
        List<long[]> rows = samples.stream().map(this::numbers).toList();
        long length = Encoder.longest(rows);
        boolean counted = config().outputMode != OutputMode.INT && config().outputMode != OutputMode.ONE_HOT;
        if (!counted && rows.stream().anyMatch(row -> row.length != length)) {
            throw new IllegalArgumentException(place() + ": expected samples of one length, got up to " + length
                    + " tokens. Pad them, or use TextVectorization.");
        }
        return encoded(Encoder.padded(rows, length, NOTHING));
    }

    @Override
    final NDArray answer(List<Cells> inputs) {
        requireForward();
        Cells cells = inputs.getFirst();
        long[] numbers = cells.values().stream().mapToLong(value -> number(token(value))).toArray();
        return encoded(NDArray.of(cells.shape(), numbers));
    }

    @Override
    final KerasNode.Result result(List<PartialShape> inputs) {
        requireForward();
        OutputMode mode = config().outputMode;
        return encoded(inputs.getFirst(), mode, mode == OutputMode.INT ? 0 : depth(), DType.FLOAT32);
    }

    private void requireForward() {
        if (config().invert) {
            throw new IllegalStateException(place() + ": expected a lookup of tokens, got one that inverts: it answers tokens, which no model can. "
                    + "Leave it out of the model, and call tokens(numbers) with what the model answers.");
        }
    }

    /// The tokens of numbers, in a row: the way back.
    public final List<T> tokens(NDArray numbers) {
        List<T> all = getVocabulary();
        T unknown = oovToken();
        return LongStream.of(numbers.toLongArray()).mapToObj(number -> {
            if (number >= 0 && number < all.size()) {
                return all.get((int) number);
            }
            return Objects.requireNonNull(unknown, place() + ": expected numbers of the vocabulary, got " + number + ".");
        }).toList();
    }

    private NDArray encoded(NDArray numbers) {
        return config().outputMode == OutputMode.INT ? numbers : encoder().apply(numbers);
    }

    private Encoder encoder() {
        LookupTable<T> table = table();
        return new Encoder(x -> encoded(x, table));
    }

    final Value encoded(Value numbers, LookupTable<T> table) {
        return config().outputMode.encoded(numbers, config().depth(table.size()), DType.FLOAT32,
                config().outputMode == OutputMode.TF_IDF ? Ops.constant(numbers, NDArray.of(table.weights())) : null);
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    @Override
    public final SequencedMap<String, byte[]> assets() {
        if (config().vocabulary != null) {
            return Collections.emptyNavigableMap();
        }
        String lines = getVocabulary().stream().map(String::valueOf).collect(Collectors.joining("\n"));
        return new TreeMap<>(Map.of("vocabulary.txt", lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public final SequencedMap<String, NDArray> assetArrays() {
        return config().outputMode == OutputMode.TF_IDF ? new TreeMap<>(Map.of("idf_weights", NDArray.of(table().weights()).cast(DType.FLOAT32)))
                : Collections.emptyNavigableMap();
    }

    @Override
    public final void restore(Map<String, byte[]> assets, Map<String, NDArray> arrays) {
        byte[] file = assets.get("vocabulary.txt");
        if (config().vocabulary != null || file == null) {
            return;
        }
        var lines = new ArrayList<>(List.of(new String(file, StandardCharsets.UTF_8).split("\r?\n", -1)));
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        if (lines.size() <= tokenStart()) {
            return;                                                    // it had learnt nothing yet
        }
        NDArray weights = arrays.get("idf_weights");
        double[] kept = weights == null ? null : Arrays.copyOf(weights.toDoubleArray(), lines.size());
        learn(lines.stream().map(this::parsed).toList(), kept);
    }
}
