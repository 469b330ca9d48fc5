package org.keras4j.callbacks;

import org.keras4j.text.Output;

/// How much a run prints. Follows `verbose` of Keras' `fit`.
public enum Verbosity {
    /// [#BAR] on a terminal, [#LINES] elsewhere.
    AUTO,
    /// Nothing: `verbose=0`.
    SILENT,
    /// A bar that rewrites itself: `verbose=1`.
    BAR,
    /// One line an epoch: `verbose=2`.
    LINES;

    /// The choice that AUTO leaves to the output.
    public Verbosity resolved() {
        return this != AUTO ? this : switch (Output.kind()) {
            case TERMINAL -> BAR;
            case LINES -> LINES;
        };
    }
}
