package org.keras4j.config;

import module java.base;

/// Where layers and initializers without a seed of their own take one when they are made (those that change images when they first draw): from a sequence that [#set] starts, as
/// `keras.utils.set_random_seed` does. Without `set` every process draws others.
public final class RandomSeed {
    private static SplittableRandom sequence = new SplittableRandom();

    private RandomSeed() {}

    /// Starts the sequence anew, for the whole process.
    public static synchronized void set(long seed) {
        sequence = new SplittableRandom(seed);
    }

    /// The next seed of the sequence.
    public static synchronized long next() {
        return sequence.nextLong();
    }
}
