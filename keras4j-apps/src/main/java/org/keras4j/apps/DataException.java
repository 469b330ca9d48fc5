package org.keras4j.apps;

import module java.base;

/// The data that was asked for is missing or broken. The message names the file, what is wrong, and what to do.
public final class DataException extends RuntimeException {

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
