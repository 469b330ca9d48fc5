package org.keras4j.engine.tensor;

/// A file that isn't what it should be. The message is *where: expected …, got …. What to do.*, and where is the way from
/// the file to the byte: `mnist.npz > x_train.npy: byte 128: expected 47,040,000 bytes of data, got 1,000. …`
public final class FormatException extends RuntimeException {
    public FormatException(String message) {
        super(message);
    }

    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The same, found inside of `outer`: a file, or a part of one. Where the message begins with `outer` already, it stays.
    public FormatException in(String outer) {
        return getMessage().startsWith(outer + " > ") || getMessage().startsWith(outer + ": ") ? this : new FormatException(outer + " > " + getMessage(), this);
    }
}
