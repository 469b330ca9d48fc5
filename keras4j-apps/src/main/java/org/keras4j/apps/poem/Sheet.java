package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.chinese.VerseForm;

/// The places of a form, one for each sign that follows the one which begins a poem: characters, marks, and the end.
///
/// | place of        | line | toEnd            |
/// |-----------------|------|------------------|
/// | a character     | 0 …  | 7 or 5 … 1       |
/// | the mark behind | same | 0                |
/// | the end         | 8    | 0                |
///
/// Places count towards the end of the line: a line of seven is one of five with two characters before it, and rhymes on place 1 as that does.
///
/// @param line of each place
/// @param toEnd of each place
record Sheet(VerseForm form, int[] line, int[] toEnd) {
    /// The line of the end.
    static final int BEYOND = 8;
    static final int LINES = BEYOND + 1;
    static final int PLACES = 8;
    private static final Map<VerseForm, Sheet> ALL = Stream.of(VerseForm.values()).collect(Collectors.toMap(form -> form, Sheet::make));

    static Sheet of(VerseForm form) {
        return Objects.requireNonNull(ALL.get(form));
    }

    private static Sheet make(VerseForm form) {
        int width = form.characters() + 1;
        int length = form.lines() * width + 1;
        return new Sheet(form, IntStream.range(0, length).map(i -> i == length - 1 ? BEYOND : i / width).toArray(),
                IntStream.range(0, length).map(i -> i == length - 1 ? 0 : form.characters() - i % width).toArray());
    }

    int length() {
        return line.length;
    }

    boolean isCharacter(int place) {
        return toEnd[place] > 0;
    }

    /// {@return the sign that stands at a place without a character}
    int mark(int place) {
        return line[place] == BEYOND ? Vocabulary.END : VerseForm.rhymes(line[place]) ? Vocabulary.STOP : Vocabulary.COMMA;
    }

    /// {@return the signs of a poem of this form, one for each place}
    int[] signs(Verse poem, Vocabulary vocabulary) {
        var characters = poem.lines().stream().flatMapToInt(String::codePoints).iterator();
        return IntStream.range(0, length()).map(i -> isCharacter(i) ? vocabulary.number(characters.nextInt()) : mark(i)).toArray();
    }
}
