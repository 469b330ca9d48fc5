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
        return Copy.of(this::clone);
    }

    /// The keys that aren't at their defaults, as one would write them: `units=10, activation=softmax`.
    @Override
    public String toString() {
        Map<String, @Nullable Object> usual = usual();
        return toKeras().entrySet().stream().filter(entry -> !isSame(entry.getValue(), usual.get(entry.getKey())))
                .map(entry -> entry.getKey() + "=" + brief(entry.getValue())).collect(Collectors.joining(", "));
    }

    /// The keys of one that nothing is said of; none if its class makes none without arguments.
    private Map<String, @Nullable Object> usual() {
        try {
            Constructor<? extends Config> constructor = getClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance().toKeras();
        } catch (ReflectiveOperationException e) {
            return Map.of();
        }
    }

    /// Also where a number for all axes has become one for each.
    private static boolean isSame(@Nullable Object value, @Nullable Object usual) {
        return Objects.equals(value, usual) || value instanceof List<?> each && usual instanceof List<?> all && all.size() == 1
                && each.stream().allMatch(all.getFirst()::equals);
    }

    /// Of an object the class; of a precision policy the name.
    private static @Nullable Object brief(@Nullable Object value) {
        return !(value instanceof Map<?, ?> map && map.get("class_name") instanceof String name) ? value
                : map.get("config") instanceof Map<?, ?> config && name.equals("DTypePolicy") ? config.get("name") : name;
    }
}
