package org.keras4j.layers;

import org.keras4j.config.Named;

/// How the two outputs of a [Bidirectional] become one.
public enum MergeMode {
    CONCAT, SUM, MUL, AVE;

    /// By Keras' name: `concat`, `sum`, `mul` or `ave`.
    public static MergeMode of(String name) {
        return Named.of("merge_mode", MergeMode.class, name);
    }
}
