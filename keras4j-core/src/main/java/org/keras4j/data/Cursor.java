package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Most of an [Elements]: what remains is to say what comes next.
abstract class Cursor implements Elements {
    private @Nullable Element next;
    private boolean ended;

    /// The next element, or `null` at the end, after which it isn't asked again.
    abstract @Nullable Element advance();

    @Override
    public final boolean hasNext() {
        if (next == null && !ended) {
            ended = true;                                             // also when it fails
            next = advance();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public final Element next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Dataset: there are no more elements. Ask hasNext first.");
        }
        Element result = Objects.requireNonNull(next);
        next = null;
        return result;
    }

    @Override
    public final void skip(long count) {
        long left = count;
        if (left > 0 && next != null) {
            next = null;
            left--;
        }
        if (left > 0 && !ended) {
            pass(left);
        }
    }

    /// Passes by `count` elements; the general way makes them all.
    void pass(long count) {
        for (long i = 0; i < count && hasNext(); i++) {
            next();
        }
    }

    @Override
    public final void close() {
        next = null;
        ended = true;
        release();
    }

    /// Ends what stands behind it; may be called again.
    void release() {}
}
