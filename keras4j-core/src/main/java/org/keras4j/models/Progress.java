package org.keras4j.models;

import org.jspecify.annotations.Nullable;

/// How far a model is trained, as far as the next step depends on it.
///
/// @param steps of training, by which random numbers are drawn
/// @param epochs that `fit` has finished
/// @param shuffleSeed what the order of arrays is a function of, with the number of epochs; `null` until it is drawn
public record Progress(long steps, long epochs, @Nullable Long shuffleSeed) {
    public static final Progress START = new Progress(0, 0, null);
}
