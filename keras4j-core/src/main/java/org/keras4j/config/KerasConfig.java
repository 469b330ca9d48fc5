package org.keras4j.config;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.Backend;

/// What holds for everything that is made from now on, as `keras.config` in Python.
public final class KerasConfig {
    /// `keras.backend.epsilon()`.
    public static final double EPSILON = 1e-7;

    private static volatile DTypePolicy dtype = DTypePolicy.of("float32");
    private static volatile @Nullable Backend backend;

    private KerasConfig() {}

    /// The policy of layers that aren't given one.
    public static DTypePolicy dtype() {
        return dtype;
    }

    public static void dtype(String policy) {
        dtype = DTypePolicy.of(policy);
    }

    /// The back end of models compiled from now on: the one set here, or else [Backend#chosen()].
    public static Backend backend() {
        Backend set = backend;
        if (set == null) {
            synchronized (KerasConfig.class) {
                set = backend == null ? backend = Backend.chosen() : backend;
            }
        }
        return set;
    }

    public static void backend(Backend choice) {
        backend = choice;
    }
}
