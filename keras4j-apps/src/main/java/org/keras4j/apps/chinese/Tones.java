package org.keras4j.apps.chinese;

import module java.base;

/// The tone class of 8,332 traditional characters as Tang verse uses them, counted from 52,929 annotated poems of
/// [chinese-poetry](https://github.com/chinese-poetry/chinese-poetry) (MIT). Modern readings are no substitute: they lost the entering tone.
public final class Tones {
    private static final String TABLE = "tones.tsv";

    private final Map<Integer, Tone> tones;

    private Tones(Map<Integer, Tone> tones) {
        this.tones = tones;
    }

    public static Tones load() {
        var signs = Stream.of(Tone.values()).collect(Collectors.toMap(Tone::sign, tone -> tone));
        var tones = Resources.lines(TABLE).skip(1).map(line -> line.split("\t"))
                .collect(Collectors.toMap(row -> row[0].codePointAt(0), row -> signs.get(row[1].charAt(0))));
        return new Tones(tones);
    }

    /// {@return the class of a character, if the table has it or, for a simplified one, its usual counterpart}
    public Optional<Tone> of(int character) {
        return Optional.ofNullable(tones.get(character))
                .or(() -> ChineseScript.traditionalForms(character).stream().findFirst().map(form -> tones.get(form.codePointAt(0))));
    }

    /// {@return the classes of a line as text: 平, 仄, ○ for either, and ? for a character that the table lacks}
    public String of(String line) {
        return line.codePoints().mapToObj(c -> of(c).map(Tone::sign).orElse('?').toString()).collect(Collectors.joining());
    }
}
