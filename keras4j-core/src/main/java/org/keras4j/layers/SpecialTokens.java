package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The tokens of a lookup that no vocabulary holds: the mask token, if there is one and the mode is `INT`, then those for unknown tokens.
///
/// @param unknowns how many numbers are for unknown tokens
record SpecialTokens<T>(@Nullable T mask, @Nullable T unknown, int unknowns, OutputMode mode) {

    /// Whether the mask token has a number, which is 0.
    boolean hasMask() {
        return mask != null && mode == OutputMode.INT;
    }

    /// The first number of unknown tokens.
    int unknownStart() {
        return hasMask() ? 1 : 0;
    }

    /// The first number of the vocabulary.
    int tokenStart() {
        return unknownStart() + unknowns;
    }

    /// What stands in front of the vocabulary, and the others that it can't hold.
    List<T> all() {
        var all = new ArrayList<T>();
        if (hasMask() && mask != null) {
            all.add(mask);
        }
        if (unknown != null) {
            all.addAll(Collections.nCopies(Math.max(1, unknowns), unknown));
        }
        if (!hasMask() && mask != null) {
            all.add(mask);
        }
        return all;
    }

    /// {@return a token for each number in front of the vocabulary}
    List<T> inFront() {
        return all().subList(0, tokenStart());
    }

    /// Whether a vocabulary begins with those in front.
    boolean begin(List<T> vocabulary) {
        int start = tokenStart();
        return vocabulary.size() >= start && all().size() >= start && vocabulary.subList(0, start).equals(inFront());
    }
}
