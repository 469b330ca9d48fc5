package org.keras4j.data;

/// Data could not be made: says where in the pipeline and at which element; the cause says why.
public final class DatasetException extends RuntimeException {
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }

    /// `Dataset > map, element 17: …`
    static DatasetException at(String stage, long element, Throwable cause) {
        return new DatasetException("Dataset > " + stage + ", element " + element + ": "
                + (cause.getMessage() != null ? cause.getMessage() : cause.toString()), cause);
    }
}
