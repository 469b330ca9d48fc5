package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The configuration of a layer, loss, metric, …: a plain class whose fields are Keras' keys in Keras' order, with Keras'
/// defaults. Fields of a parent come first. Files, copies and `toString` derive from these fields.
public abstract class Config implements Cloneable {

    /// Keys and values as Keras writes them.
    public SequencedMap<String, @Nullable Object> toKeras() {
        return Keys.read(this);
    }

    /// @param place of what it configures, for messages
    /// @throws IllegalArgumentException naming the first key that isn't [Within] its limits
    public void requireSound(Supplier<String> place) {
        Limits.require(place, this);
    }

    final Config copy() {
        try {
            return (Config) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /// The keys that aren't at their defaults, as one would write them: `units=10, activation=softmax`.
    @Override
    public String toString() {
        return toKeras().entrySet().stream().filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + brief(entry.getValue())).collect(Collectors.joining(", "));
    }

    private static Object brief(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get("class_name") instanceof Object name ? name : String.valueOf(value);
    }
}
