package org.keras4j.apps.chinese;

import module java.base;

/// The four forms of regulated verse.
public enum VerseForm {
    WUJUE("五絕", "五绝", 5, 4), QIJUE("七絕", "七绝", 7, 4), WULU("五律", "五律", 5, 8), QILU("七律", "七律", 7, 8);

    private final String title;
    private final String simplified;
    private final int characters;
    private final int lines;

    VerseForm(String title, String simplified, int characters, int lines) {
        this.title = title;
        this.simplified = simplified;
        this.characters = characters;
        this.lines = lines;
    }

    /// {@return its Chinese name in traditional characters}
    public String title() {
        return title;
    }

    /// {@return characters of a line: 5 or 7}
    public int characters() {
        return characters;
    }

    /// {@return lines of a poem: 4 or 8}
    public int lines() {
        return lines;
    }

    /// {@return whether the line, counted from 0, ends with the rhyme}
    public static boolean rhymes(int line) {
        return line % 2 == 1;
    }

    /// {@return the form of a poem whose lines are Han characters alone; nothing for other verse}
    public static Optional<VerseForm> of(List<String> lines) {
        return Stream.of(values()).filter(form -> form.lines == lines.size() && lines.stream().allMatch(form::fits)).findFirst();
    }

    /// {@return the form with as many lines of so many characters, if there is one}
    public static Optional<VerseForm> of(int characters, int lines) {
        return Stream.of(values()).filter(form -> form.characters == characters && form.lines == lines).findFirst();
    }

    /// {@return the form of that name: 七绝, 七絕 or qijue}
    ///
    /// @throws IllegalArgumentException if there is none
    public static VerseForm parse(String name) {
        var latin = name.strip().toUpperCase(Locale.ROOT);
        return Stream.of(values()).filter(form -> form.title.equals(name.strip()) || form.simplified.equals(name.strip())
                        || form.name().equals(latin)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Form '" + name + "': expected one of "
                        + Stream.of(values()).map(form -> form.title).collect(Collectors.joining(" ")) + " (wujue, qijue, wulu, qilu)."));
    }

    private boolean fits(String line) {
        return line.codePointCount(0, line.length()) == characters && line.codePoints().allMatch(Character::isIdeographic);
    }
}
