package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;

/// The tokens of one language that the network knows, in the order of its numbers: four that aren't words, then the most frequent first.
final class Vocabulary {
    static final int PADDING = 0;
    static final int UNKNOWN = 1;
    static final int START = 2;
    static final int END = 3;
    private static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<s>", "</s>");
    /// A word that stands in one sentence only teaches nothing but that sentence, and the network has to learn what to do with unknown ones.
    private static final int LEAST = 2;

    private final List<String> tokens;
    private final Map<String, Integer> numbers;

    private Vocabulary(List<String> tokens) {
        this.tokens = tokens;
        this.numbers = IntStream.range(0, tokens.size()).boxed().collect(Collectors.toMap(tokens::get, i -> i));
    }

    static Vocabulary of(Stream<List<String>> sentences) {
        var counts = sentences.flatMap(List::stream).collect(Collectors.groupingBy(token -> token, Collectors.counting()));
        var frequent = counts.entrySet().stream().filter(entry -> entry.getValue() >= LEAST && !SPECIAL.contains(entry.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey);
        return new Vocabulary(Stream.concat(SPECIAL.stream(), frequent).toList());
    }

    /// @throws DataException if the file is missing or isn't a vocabulary
    static Vocabulary read(EarlierRun run, String name) {
        var tokens = run.lines(name);
        if (tokens.size() <= SPECIAL.size() || !tokens.subList(0, SPECIAL.size()).equals(SPECIAL) || new HashSet<>(tokens).size() < tokens.size()) {
            throw new DataException(run.file(name) + ": expected " + String.join(" ", SPECIAL) + " and different words, a line each, got something else.");
        }
        return new Vocabulary(List.copyOf(tokens));
    }

    void write(RunFolder folder, String name) {
        folder.write(name, String.join("\n", tokens) + "\n");
    }

    int size() {
        return tokens.size();
    }

    String token(int number) {
        return tokens.get(number);
    }

    boolean knows(String token) {
        return numbers.containsKey(token);
    }

    int[] numbers(List<String> tokens) {
        return tokens.stream().mapToInt(token -> numbers.getOrDefault(token, UNKNOWN)).toArray();
    }
}
