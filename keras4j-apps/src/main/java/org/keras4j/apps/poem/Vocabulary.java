package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.chinese.VerseForm;

/// The signs that the network knows, in the order of its numbers: four that begin a poem of each form, those for unknown characters, for
/// the end and for the two marks, then characters, the most frequent first.
final class Vocabulary {
    static final String FILE = "vocabulary.txt";
    static final int UNKNOWN = 4;
    static final int END = 5;
    static final int COMMA = 6;
    static final int STOP = 7;
    /// From here on signs are characters.
    static final int CHARACTERS = 8;
    private static final List<String> SPECIAL = Stream.concat(Stream.of(VerseForm.values()).map(form -> "<" + form.name().toLowerCase(Locale.ROOT) + ">"),
            Stream.of("<unknown>", "<end>", "，", "。")).toList();

    private final List<String> signs;
    private final Map<String, Integer> numbers;

    private Vocabulary(List<String> signs) {
        this.signs = signs;
        this.numbers = IntStream.range(0, signs.size()).boxed().collect(Collectors.toMap(signs::get, i -> i));
    }

    /// {@return the characters that stand in these poems at least that often}
    static Vocabulary of(List<Verse> poems, int least) {
        var counts = poems.stream().flatMap(poem -> poem.lines().stream()).flatMapToInt(String::codePoints).boxed()
                .collect(Collectors.groupingBy(Character::toString, Collectors.counting()));
        var characters = counts.entrySet().stream().filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey);
        return new Vocabulary(Stream.concat(SPECIAL.stream(), characters).toList());
    }

    /// @throws DataException if the file is missing or isn't a vocabulary
    static Vocabulary read(EarlierRun run) {
        var signs = run.lines(FILE);
        if (signs.size() <= CHARACTERS || !signs.subList(0, CHARACTERS).equals(SPECIAL) || new HashSet<>(signs).size() < signs.size()) {
            throw new DataException(run.file(FILE) + ": expected " + String.join(" ", SPECIAL) + " and different characters, a line each, got something else.");
        }
        return new Vocabulary(List.copyOf(signs));
    }

    void write(RunFolder folder) {
        folder.write(FILE, String.join("\n", signs) + "\n");
    }

    int size() {
        return signs.size();
    }

    /// {@return a character's code point, by the number of its sign}
    int character(int sign) {
        return signs.get(sign).codePointAt(0);
    }

    String sign(int number) {
        return signs.get(number);
    }

    static int begin(VerseForm form) {
        return form.ordinal();
    }

    /// {@return the number of a character, or that of unknown ones}
    int number(int character) {
        return numbers.getOrDefault(Character.toString(character), UNKNOWN);
    }

    boolean knows(int character) {
        return numbers.containsKey(Character.toString(character));
    }
}
