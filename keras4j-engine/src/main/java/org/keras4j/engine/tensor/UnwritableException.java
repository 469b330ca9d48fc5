package org.keras4j.engine.tensor;

import module java.base;

/// A file or folder that cannot be written. A type of its own, for one that lacks a folder to be in has the same cause as one that lacks to be read.
public final class UnwritableException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    /// @param message *where: cannot be written (why). What to do.*
    public UnwritableException(String message, IOException cause) {
        super(message, cause);
    }
}
