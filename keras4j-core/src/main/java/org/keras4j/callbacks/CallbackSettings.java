package org.keras4j.callbacks;

import module java.base;
import org.keras4j.config.Copy;

/// The options of a callback as fields: each option makes another callback of a changed copy.
abstract class CallbackSettings implements Cloneable {

    /// A changed copy.
    ///
    /// @param <S> the settings' own class
    final <S extends CallbackSettings> S changed(Consumer<S> change) {
        return Copy.changed(this::clone, change);
    }
}
