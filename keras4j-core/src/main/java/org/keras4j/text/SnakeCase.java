package org.keras4j.text;

import module java.base;

/// Class names as Keras makes object names of them.
public final class SnakeCase {
    private static final Pattern NO_LETTER = Pattern.compile("\\W");
    private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern CAPITAL = Pattern.compile("([a-z])([A-Z])");

    private SnakeCase() {}

    /// `MaxPooling2D` is `max_pooling2d`, `LSTM` is `lstm`, `PReLU` is `p_re_lu`.
    public static String of(String className) {
        String letters = NO_LETTER.matcher(className).replaceAll("");
        String words = WORD.matcher(letters).replaceAll("$1_$2");
        return CAPITAL.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
