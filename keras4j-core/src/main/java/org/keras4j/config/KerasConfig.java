package org.keras4j.config;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.Backend;

/// What holds for everything that is made from now on, as `keras.config` in Python.
public final class KerasConfig {
    /// `keras.backend.epsilon()`.
    public static final double EPSILON = 1e-7;

    private static volatile DTypePolicy dtype = DTypePolicy.of("float32");
    private static volatile @Nullable Backend backend;

    private static volatile int threads;

    private KerasConfig() {}

    /// How many threads programs compiled from now on may use; 0, the default, leaves the choice to the back end. A process keeps
    /// the first number above 1 that it computes with.
    public static int threads() {
        return threads;
    }

    /// @throws IllegalArgumentException when it is negative
    public static void threads(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("threads: expected 0 (the back end's choice) or more, got " + count + ".");
        }
        threads = count;
    }

    /// The policy of layers that aren't given one.
    public static DTypePolicy dtype() {
        return dtype;
    }

    /// The policy of layers that are made from now on and aren't given one: `mixed_bfloat16`.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is no such policy
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

    /// The back end of programs compiled from now on. Variables move there when they are used next; what models have compiled already is compiled again.
    public static void backend(Backend choice) {
        backend = choice;
    }
}
