package org.keras4j.layers;

import org.keras4j.config.Named;

/// How an [Attention] compares a query with a key: by their product, or by the sum of `tanh(query + key)`.
public enum ScoreMode {
    DOT, CONCAT;

    /// By Keras' name: `dot` or `concat`.
    public static ScoreMode of(String name) {
        return Named.of("score_mode", ScoreMode.class, name);
    }
}
