package org.keras4j.layers;

import module java.base;
import org.keras4j.config.FromKeras;

/// Makes tokens of a text for [TextVectorization]: one of [TextVectorization.Split], or a function of your own. Files hold your own if it is a
/// [org.keras4j.config.SavableFunction], too.
@FunctionalInterface
public interface Splitter {
    List<String> apply(String text);

    static Splitter fromKeras(Object value) {
        if (!(value instanceof Map<?, ?> described)) {
            return TextVectorization.Split.of(value.toString());
        }
        if (FromKeras.object(described) instanceof Splitter own) {
            return own;
        }
        throw new IllegalArgumentException("What is registered under that name must be a Splitter.");
    }
}
