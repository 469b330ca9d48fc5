package org.keras4j.data;

import module java.base;

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

    /// The element of that number, as `made` makes it. What goes wrong there is said to be of that stage, unless a stage before has said so of itself.
    static Element naming(String stage, long element, Supplier<Element> made) {
        try {
            return made.get();
        } catch (DatasetException e) {
            throw e;
        } catch (RuntimeException e) {
            throw at(stage, element, e);
        }
    }
}
