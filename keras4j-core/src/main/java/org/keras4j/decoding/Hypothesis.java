package org.keras4j.decoding;

import module java.base;

/// A sequence that a search found.
///
/// @param tokens without the first and the last, which every sequence has
/// @param logProbability of all tokens together, the last included
/// @param score by which the search ranks it: the log-probability over the length's penalty
/// @param ending whether it came to its own end
public record Hypothesis(List<Integer> tokens, double logProbability, double score, Ending ending) {

    /// How a sequence ended.
    public enum Ending {
        /// By the token that says so.
        OWN,
        /// By the limit of the length.
        CUT
    }

    public Hypothesis {
        tokens = List.copyOf(tokens);
    }
}
