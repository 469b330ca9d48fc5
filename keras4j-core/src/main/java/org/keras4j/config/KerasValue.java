package org.keras4j.config;

import org.jspecify.annotations.Nullable;

/// What stands under a key in a form of its own, such as sizes of which some are unknown. A static `fromKeras(Object)` reads it.
public interface KerasValue {
    @Nullable Object kerasValue();
}
