package org.keras4j.callbacks;

import module java.base;

/// The options of a callback as fields: each option makes another callback of a changed copy.
abstract class CallbackSettings implements Cloneable {

    /// A changed copy.
    ///
    /// @param <S> the settings' own class
    @SuppressWarnings("unchecked")
    final <S extends CallbackSettings> S changed(Consumer<S> change) {
        try {
            var copy = (S) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
