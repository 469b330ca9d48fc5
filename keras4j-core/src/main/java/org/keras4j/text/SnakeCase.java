package org.keras4j.text;

import module java.base;

/// Class names as Keras makes object names of them.
public final class SnakeCase {
    private SnakeCase() {}

    /// `MaxPooling2D` is `max_pooling2d`, `LSTM` is `lstm`, `PReLU` is `p_re_lu`.
    public static String of(String className) {
        return className.replaceAll("\\W", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
