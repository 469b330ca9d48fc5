package org.keras4j.apps.chinese;

import module java.base;

/// One of the four tone patterns of a form: the line types of regulated verse (王力《漢語詩律學》) in an order in which
/// tones oppose inside a couplet (對) and agree between couplets (粘).
///
/// | type | five characters | seven characters |
/// |------|-----------------|------------------|
/// | A    | 中仄平平仄       | 中平中仄平平仄    |
/// | B    | 平平仄仄平       | 中仄平平仄仄平    |
/// | C    | 中平平仄仄       | 中仄中平平仄仄    |
/// | D    | 中仄仄平平       | 中平中仄仄平平    |
///
/// 中 is free. In B it isn't, before the last three: a level character alone among oblique ones is the fault called 孤平.
///
/// @param name how the first line begins and whether it rhymes, such as 仄起首句入韻
/// @param lines each a text of 平, 仄 and 中
public record TonePattern(VerseForm form, String name, List<String> lines) {
    private static final Map<Character, String> FIVE = Map.of('A', "中仄平平仄", 'B', "平平仄仄平", 'C', "中平平仄仄", 'D', "中仄仄平平");
    private static final Map<Character, String> BEFORE = Map.of('A', "中平", 'B', "中仄", 'C', "中仄", 'D', "中平");
    private static final List<String> COUPLETS = List.of("AB", "CD");

    public TonePattern {
        lines = List.copyOf(lines);
    }

    /// {@return the four patterns of a form}
    public static List<TonePattern> of(VerseForm form) {
        return List.of(of(form, "AB", 0), of(form, "DB", 0), of(form, "CD", 1), of(form, "BD", 1));
    }

    /// @param first the types of the first two lines
    /// @param couplet which of the two couplets they stand for: the others follow in turn
    private static TonePattern of(VerseForm form, String first, int couplet) {
        var types = new StringBuilder(first);
        for (int i = 1; i < form.lines() / 2; i++) {
            types.append(COUPLETS.get((couplet + i) % 2));
        }
        var lines = types.chars().mapToObj(type -> line(form, (char) type)).toList();
        char start = lines.getFirst().charAt(1);
        boolean rhymes = lines.getFirst().endsWith("平");
        return new TonePattern(form, start + "起首句" + (rhymes ? "入韻" : "不入韻"), lines);
    }

    private static String line(VerseForm form, char type) {
        return (form.characters() == 7 ? BEFORE.get(type) : "") + FIVE.get(type);
    }

    /// {@return whether the first line rhymes as well}
    public boolean firstLineRhymes() {
        return lines.getFirst().endsWith("平");
    }

    /// What may stand at a place.
    public enum Place {
        LEVEL, OBLIQUE, FREE;

        public boolean allows(Tone tone) {
            return switch (this) {
                case LEVEL -> tone != Tone.OBLIQUE;
                case OBLIQUE -> tone != Tone.LEVEL;
                case FREE -> true;
            };
        }
    }

    /// {@return what may stand there; places count from 0}
    public Place at(int line, int place) {
        return switch (lines.get(line).charAt(place)) {
            case '平' -> Place.LEVEL;
            case '仄' -> Place.OBLIQUE;
            default -> Place.FREE;
        };
    }

    /// {@return how many characters of that line stand against the pattern}
    public int faults(int line, String characters, Tones tones) {
        var codes = characters.codePoints().toArray();
        return (int) IntStream.range(0, codes.length).filter(i -> tones.of(codes[i]).filter(tone -> !at(line, i).allows(tone)).isPresent()).count();
    }

    /// {@return the pattern of the form that a poem, or its beginning, keeps best; the first of equals}
    public static TonePattern nearest(VerseForm form, List<String> lines, Tones tones) {
        return of(form).stream().min(Comparator.comparingInt(pattern ->
                IntStream.range(0, lines.size()).map(i -> pattern.faults(i, lines.get(i), tones)).sum())).orElseThrow();
    }
}
