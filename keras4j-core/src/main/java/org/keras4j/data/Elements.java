package org.keras4j.data;

import module java.base;

/// One walk through a [Dataset]. Close it when done, which ends the threads that work ahead; one that is forgotten ends them
/// when it is garbage. For one thread.
public interface Elements extends Iterator<Element>, AutoCloseable {

    /// Passes by `count` elements, or as many as there are: where the data allow it, without making them.
    default void skip(long count) {
        for (long i = 0; i < count && hasNext(); i++) {
            next();
        }
    }

    /// Again and again without harm; there is no next element then.
    @Override
    void close();
}
