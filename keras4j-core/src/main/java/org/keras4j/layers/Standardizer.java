package org.keras4j.layers;

import module java.base;
import org.keras4j.config.FromKeras;

/// Makes a text plain before [TextVectorization] splits it: one of [TextVectorization.Standardize], or a function of your own. Files hold your own if it is a
/// [org.keras4j.config.SavableFunction], too.
@FunctionalInterface
public interface Standardizer {
    String apply(String text);

    static Standardizer fromKeras(Object value) {
        if (!(value instanceof Map<?, ?> described)) {
            return TextVectorization.Standardize.of(value.toString());
        }
        if (FromKeras.object(described) instanceof Standardizer own) {
            return own;
        }
        throw new IllegalArgumentException("What is registered under that name must be a Standardizer.");
    }
}
