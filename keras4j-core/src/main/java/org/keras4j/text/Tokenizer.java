package org.keras4j.text;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Numbers for the words, or the characters, of texts: 1 for the most frequent, of equally frequent ones for the first seen; 0 for none.
/// Follows Keras' legacy `preprocessing.text.Tokenizer`; `TextVectorization` is the layer for it. Options come first: each makes another tokenizer, which has
/// learned nothing yet.
///
/// ```java
/// var tokenizer = Tokenizer.ofWords().numWords(10_000);
/// tokenizer.fit(texts);
/// List<int[]> sequences = tokenizer.sequences(texts);
/// ```
public final class Tokenizer {
    private static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /// What a token is.
    public enum Level { WORD, CHARACTER }

    private record Options(Level level, int numWords, String filters, @Nullable String oovToken) {}

    private final Options options;
    private final SequencedMap<String, Integer> counts = new LinkedHashMap<>();
    private final SequencedMap<String, Integer> index = new LinkedHashMap<>();
    private final List<String> tokens = new ArrayList<>();

    private Tokenizer(Options options) {
        this.options = options;
    }

    /// Tokens are what spaces part, small, without [#filters(String)]; or single characters. Every number is used unless [#numWords(int)] is said.
    public static Tokenizer ofWords()      { return new Tokenizer(new Options(Level.WORD, Integer.MAX_VALUE, FILTERS, null)); }
    /// Each character is a token, whatever it is.
    public static Tokenizer ofCharacters() { return new Tokenizer(new Options(Level.CHARACTER, Integer.MAX_VALUE, "", null)); }

    /// Only numbers below it are used.
    public Tokenizer numWords(int count)       { return new Tokenizer(new Options(options.level, count, options.filters, options.oovToken)); }

    /// Characters that count as spaces.
    public Tokenizer filters(String filters)   { return new Tokenizer(new Options(options.level, options.numWords, filters, options.oovToken)); }

    /// Has number 1, and stands for every token that isn't known; otherwise those are left out.
    public Tokenizer oovToken(String token)    { return new Tokenizer(new Options(options.level, options.numWords, options.filters, token)); }

    /// Learns the tokens of these texts, besides those of earlier ones.
    public void fit(Iterable<String> texts) {
        texts.forEach(text -> tokens(text).forEach(token -> counts.merge(token, 1, Integer::sum)));
        tokens.clear();
        index.clear();
        if (options.oovToken != null) {
            tokens.add(options.oovToken);
        }
        counts.keySet().stream().filter(token -> !token.equals(options.oovToken))
                .sorted(Comparator.comparing((String token) -> counts.get(token)).reversed()).forEach(tokens::add);
        tokens.forEach(token -> index.put(token, index.size() + 1));
    }

    private List<String> tokens(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (options.level == Level.CHARACTER) {
            return small.codePoints().filter(point -> options.filters.indexOf(point) < 0).mapToObj(Character::toString).toList();
        }
        String spaced = small.codePoints().map(point -> options.filters.indexOf(point) < 0 ? point : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return Stream.of(spaced.split(" ")).filter(token -> !token.isEmpty()).toList();
    }

    /// The numbers of each text's tokens.
    public List<int[]> sequences(List<String> texts) {
        return texts.stream().map(this::sequence).toList();
    }

    /// The numbers of a text's tokens.
    public int[] sequence(String text) {
        return tokens(text).stream().map(token -> index.getOrDefault(token, options.numWords)).map(number -> number < options.numWords ? number : unknown())
                .filter(number -> number > 0).mapToInt(Integer::intValue).toArray();
    }

    private int unknown() {
        return options.oovToken == null ? 0 : 1;
    }

    /// The way back: words with spaces between them, characters without.
    public String text(int... sequence) {
        String between = options.level == Level.WORD ? " " : "";
        return IntStream.of(sequence).filter(number -> number > 0 && (number <= tokens.size() || options.oovToken != null))
                .mapToObj(number -> number <= tokens.size() && number < options.numWords ? tokens.get(number - 1) : Objects.requireNonNullElse(options.oovToken, ""))
                .filter(token -> !token.isEmpty()).collect(Collectors.joining(between));
    }

    /// Each token's number, in their order.
    public SequencedMap<String, Integer> wordIndex() {
        return Collections.unmodifiableSequencedMap(index);
    }

    /// How often each token was seen, in the order of the first time.
    public SequencedMap<String, Integer> wordCounts() {
        return Collections.unmodifiableSequencedMap(counts);
    }
}
