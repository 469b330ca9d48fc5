package org.keras4j.optimizers;

import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Zeros;

/// What an optimizer keeps for each variable: an array of its shape.
public record Slot(String name, Initializer initializer) {
    public static Slot zeros(String name) {
        return new Slot(name, new Zeros());
    }
}
