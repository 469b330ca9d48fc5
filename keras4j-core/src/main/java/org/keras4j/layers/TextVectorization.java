package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasValue;
import org.keras4j.config.Named;
import org.keras4j.config.Savable;
import org.keras4j.config.SavableFunction;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// Texts as numbers of their words: made plain, split, looked up. It stands in front of a model, or behind an [Input] of texts.
///
/// ```java
/// var words = TextVectorization.create().maxTokens(10_000).outputSequenceLength(100);
/// words.adapt(texts);
/// NDArray x = words.apply(texts);              // int64 [texts, 100]: 0 fills up, 1 is an unknown word
/// ```
///
/// Follows `keras.layers.TextVectorization`.
public final class TextVectorization extends InFrontOfModel implements SavesAssets {
    private static final String INNER = "_lookup_layer/";

    private StringLookup lookupLayer;

    /// How texts are made plain. As in Keras, only the letters A to Z are made small.
    public enum Standardize implements Standardizer {
        LOWER_AND_STRIP_PUNCTUATION, LOWER, STRIP_PUNCTUATION;

        private static final Pattern PUNCTUATION = Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");

        @Override
        public String apply(String text) {
            return switch (this) {
                case LOWER -> small(text);
                case STRIP_PUNCTUATION -> PUNCTUATION.matcher(text).replaceAll("");
                case LOWER_AND_STRIP_PUNCTUATION -> PUNCTUATION.matcher(small(text)).replaceAll("");
            };
        }

        private static String small(String text) {
            return text.codePoints().map(point -> point >= 'A' && point <= 'Z' ? point + 'a' - 'A' : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        }

        /// By Keras' name: `lower`.
        public static Standardize of(String name) {
            return Named.of("standardize", Standardize.class, name);
        }
    }

    /// Where texts are split.
    public enum Split implements Splitter {
        WHITESPACE, CHARACTER;

        @Override
        public List<String> apply(String text) {
            return switch (this) {
                case WHITESPACE -> Stream.of(text.split("[ \\t\\n\\x0B\\f\\r]+")).filter(word -> !word.isEmpty()).toList();
                case CHARACTER -> text.codePoints().mapToObj(Character::toString).toList();
            };
        }

        /// By Keras' name: `whitespace` or `character`.
        public static Split of(String name) {
            return Named.of("split", Split.class, name);
        }
    }

    /// Of how many words in a row tokens are made; a number alone stands for all up to it.
    private record Ngrams(List<Integer> widths, boolean upTo) implements KerasValue {
        static Ngrams fromKeras(Object value) {
            return value instanceof Number most ? new Ngrams(List.of(most.intValue()), true)
                    : new Ngrams(((List<?>) value).stream().map(width -> ((Number) width).intValue()).toList(), false);
        }

        @Override
        public Object kerasValue() {
            return upTo ? widths.getFirst() : widths;
        }

        List<Integer> all() {
            return upTo ? IntStream.rangeClosed(1, widths.getFirst()).boxed().toList() : widths;
        }
    }

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Nullable Integer maxTokens;
        @Nullable Standardizer standardize = Standardize.LOWER_AND_STRIP_PUNCTUATION;
        @Nullable Splitter split = Split.WHITESPACE;
        @Nullable Ngrams ngrams;
        OutputMode outputMode = OutputMode.INT;
        @Nullable Integer outputSequenceLength;
        boolean padToMaxTokens = false;
        boolean sparse = false;
        boolean ragged = false;
        @Nullable List<String> vocabulary;
        @Nullable List<Double> idfWeights;
        String encoding = "utf-8";
        @Nullable Integer vocabularySize;
    }

    private TextVectorization(Config config) {
        super(config);
        if (config.outputMode != OutputMode.INT && config.outputSequenceLength != null) {
            throw new IllegalArgumentException(place() + ": expected output_sequence_length only with output_mode int, got it with "
                    + config.outputMode + ".");
        }
        lookupLayer = lookup(config());
    }

    private static StringLookup lookup(Config config) {
        var inner = new StringLookup.Config();
        inner.maxTokens = config.maxTokens;
        inner.outputMode = config.outputMode;
        inner.padToMaxTokens = config.padToMaxTokens;
        inner.vocabulary = config.vocabulary == null ? null : List.copyOf(config.vocabulary);
        inner.idfWeights = config.idfWeights;
        inner.maskToken = "";
        inner.vocabularySize = config.vocabularySize;
        return StringLookup.of(inner);
    }

    public static TextVectorization create() {
        return new TextVectorization(new Config());
    }

    /// Under which the model, its summary and its files know it.
    public TextVectorization name(String name)                    { return with((Config c) -> c.name = name); }

    /// At most so many tokens are learnt, the special ones counted.
    public TextVectorization maxTokens(int maxTokens)             { return with((Config c) -> c.maxTokens = maxTokens); }

    /// How texts are made plain: in small letters, without punctuation unless said; `null` leaves them as they are.
    public TextVectorization standardize(@Nullable Standardize s) { return with((Config c) -> c.standardize = s); }
    /// By Keras' name: `lower_and_strip_punctuation`, `lower` or `strip_punctuation`.
    public TextVectorization standardize(String name)             { return standardize(Standardize.of(name)); }

    /// Where texts are split: at white space unless said; `null` takes each text as one token.
    public TextVectorization split(@Nullable Split split)         { return with((Config c) -> c.split = split); }
    /// By Keras' name: `whitespace` or `character`.
    public TextVectorization split(String split)                  { return split(Split.of(split)); }

    /// A way of your own to make texts plain. To be saved it must be a [SavableFunction], too.
    public TextVectorization standardize(Standardizer own)        { return with((Config c) -> c.standardize = own); }

    /// A way of your own to split texts. To be saved it must be a [SavableFunction], too.
    public TextVectorization split(Splitter own)                  { return with((Config c) -> c.split = own); }

    /// Tokens of up to so many words in a row.
    public TextVectorization ngrams(int most)                     { return with((Config c) -> c.ngrams = new Ngrams(List.of(most), true)); }

    /// Tokens of exactly these numbers of words in a row.
    public TextVectorization ngrams(List<Integer> widths)         { return with((Config c) -> c.ngrams = new Ngrams(List.copyOf(widths), false)); }

    /// In which form tokens are given: their numbers in order (`INT`) unless said.
    public TextVectorization outputMode(OutputMode mode)          { return with((Config c) -> c.outputMode = mode); }
    /// By Keras' name: `int`, `multi_hot`, `count` or `tf_idf`.
    public TextVectorization outputMode(String mode)              { return outputMode(OutputMode.of(mode)); }

    /// Texts are filled up with 0 or cut off to this length; without it to that of the longest.
    public TextVectorization outputSequenceLength(int length)     { return with((Config c) -> c.outputSequenceLength = length); }

    /// Whether outputs are as wide as [#maxTokens] says, even if the vocabulary is smaller; they aren't unless said.
    public TextVectorization padToMaxTokens(boolean pad)          { return with((Config c) -> c.padToMaxTokens = pad); }

    /// The tokens in order of their numbers, from 2 on, in place of those that [#adapt] would learn.
    public TextVectorization vocabulary(List<String> vocabulary)  { return with((Config c) -> c.vocabulary = List.copyOf(vocabulary)); }

    /// For `TF_IDF` with a vocabulary: how much each token counts.
    public TextVectorization idfWeights(double... weights)        { return with((Config c) -> c.idfWeights = DoubleStream.of(weights).boxed().toList()); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// @throws IllegalStateException when a function of the user's is part of it that no file can name
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        requireNamed("standardize", config().standardize);
        requireNamed("split", config().split);
        int size = vocabularySize();
        if (size > lookupLayer.tokenStart() || config().vocabularySize == null) {       // a file's stays until its words are restored
            config().vocabularySize = size;
        }
        return super.kerasConfig();
    }

    private void requireNamed(String key, @Nullable Object function) {
        if (function != null && !(function instanceof Enum || function instanceof Savable)) {
            throw new IllegalStateException(place() + " > " + key + ": expected a function that a file can name, got one that it can't. Make it a record that "
                    + "implements SavableFunction.");
        }
    }

    @Override
    protected TextVectorization copy() {
        var copy = (TextVectorization) super.copy();
        copy.lookupLayer = lookupLayer.copy();
        return copy;
    }

    /// Learns the vocabulary.
    public void adapt(List<String> texts) {
        adapt(texts.stream());
    }

    /// Learns the vocabulary of texts that are asked for one after the other: only the different tokens need to fit into memory.
    public void adapt(Stream<String> texts) {
        lookupLayer().adapt(texts.map(this::tokens));
    }

    /// The options of the lookup follow those here, which may have been set after it was made.
    private StringLookup lookupLayer() {
        StringLookup.Config inner = (StringLookup.Config) lookupLayer.config();
        boolean same = Objects.equals(inner.maxTokens, config().maxTokens) && inner.outputMode == config().outputMode
                && inner.padToMaxTokens == config().padToMaxTokens && Objects.equals(inner.vocabulary, config().vocabulary)
                && Objects.equals(inner.idfWeights, config().idfWeights);
        if (!same) {
            lookupLayer = lookup(config());
        }
        return lookupLayer;
    }

    /// A vocabulary in place of the one there is; the special tokens may stand in front or not.
    public void setVocabulary(List<String> vocabulary)                       { lookupLayer().setVocabulary(vocabulary); }
    public void setVocabulary(List<String> vocabulary, double... idfWeights) { lookupLayer().setVocabulary(vocabulary, idfWeights); }

    /// All tokens by their numbers, the special ones too.
    public List<String> getVocabulary()                                      { return lookupLayer().getVocabulary(); }
    public int vocabularySize()                                              { return lookupLayer().vocabularySize(); }

    /// What texts in an array, as [org.keras4j.text.Texts] makes it, become.
    ///
    /// @throws IllegalArgumentException when it holds none
    @Override
    public NDArray apply(NDArray texts) {
        return answer(List.of(Cells.texts(texts, place())));
    }

    @Override
    NDArray answer(List<Cells> inputs) {
        Cells cells = inputs.getFirst();
        if (cells.shape().elements() != cells.shape().size(0)) {
            throw new IllegalArgumentException(place() + ": expected one text a sample, got " + cells.shape() + ". Join them, or make an input for each.");
        }
        return apply(cells.texts());
    }

    @Override
    KerasNode.Result result(List<PartialShape> inputs) {
        Integer length = config().outputSequenceLength;
        PartialShape numbers = PartialShape.of(inputs.getFirst().size(0), length == null ? PartialShape.UNKNOWN : length);
        return encoded(numbers, config().outputMode, config().outputMode == OutputMode.INT ? 0 : lookupLayer().depth(), DType.FLOAT32);
    }

    /// `[texts, length]` numbers, or `[texts, vocabulary]` in the other modes.
    public NDArray apply(List<String> texts) {
        List<List<String>> tokens = texts.stream().map(this::tokens).toList();
        if (config().outputMode != OutputMode.INT) {
            return lookupLayer().applyAll(tokens);
        }
        List<long[]> rows = tokens.stream().map(lookupLayer()::numbers).toList();
        Integer length = config().outputSequenceLength;
        return Encoder.padded(rows, length != null ? length : Encoder.longest(rows), 0);
    }

    /// Of one text: `[length]`, or `[vocabulary]`.
    public NDArray apply(String text) {
        return apply(List.of(text)).row(0);
    }

    /// A text's tokens, of which numbers are looked up.
    public List<String> tokens(String text) {
        Standardizer standardize = config().standardize;
        Splitter split = config().split;
        String plain = standardize == null ? text : standardize.apply(text);
        List<String> words = split == null ? List.of(plain) : split.apply(plain);
        Ngrams ngrams = config().ngrams;
        return ngrams == null ? words : ngrams.all().stream().flatMap(width -> IntStream.rangeClosed(0, words.size() - width)
                .mapToObj(i -> String.join(" ", words.subList(i, i + width)))).toList();
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    /// Keras keeps everything twice: of the layer, and of the lookup in it.
    @Override
    public SequencedMap<String, byte[]> assets() {
        return twice(lookupLayer().assets());
    }

    @Override
    public SequencedMap<String, NDArray> assetArrays() {
        return twice(lookupLayer().assetArrays());
    }

    private static <V> SequencedMap<String, V> twice(Map<String, V> kept) {
        var twice = new TreeMap<>(kept);
        kept.forEach((name, value) -> twice.put(INNER + name, value));
        return twice;
    }

    @Override
    public void restore(Map<String, byte[]> assets, Map<String, NDArray> arrays) {
        lookupLayer().restore(assets, arrays);
    }

    /// The lookup is no layer of its own for files: what it keeps stands among the assets here.
    @Override
    public SequencedMap<String, Object> parts() {
        return Collections.emptyNavigableMap();
    }
}
