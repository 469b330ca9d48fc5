package org.keras4j.apps.chinese;

import module java.base;

/// A group of characters that rhyme in Tang verse.
///
/// @param part the tones it belongs to
/// @param name its number and first character, such as 一东
public record RhymeGroup(Part part, String name) {

    /// The five parts of the table.
    public enum Part {
        UPPER_LEVEL("上平声部"), LOWER_LEVEL("下平声部"), RISING("上声部"), DEPARTING("去声部"), ENTERING("入声部");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        static Part of(String title) {
            return Stream.of(values()).filter(part -> part.title.equals(title)).findFirst()
                    .orElseThrow(() -> new IllegalStateException("Rhyme table: expected a part such as 上平声部, got " + title + "."));
        }
    }

    /// {@return whether regulated verse rhymes on it}
    public boolean isLevel() {
        return part == Part.UPPER_LEVEL || part == Part.LOWER_LEVEL;
    }

    /// {@return the character it is named after, simplified: 东}
    public String head() {
        return name.substring(name.offsetByCodePoints(name.length(), -1));
    }

    @Override
    public String toString() {
        return name;
    }
}
