package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What a Keras file can hold: a layer, an initializer, a loss, …
public interface Savable {

    /// The Python module that has it, such as `keras.layers`.
    String module();

    /// Its class in Keras, such as `Dense`.
    default String className() {
        return FromKeras.className(getClass());
    }

    /// Its configuration in Keras' keys, order and values.
    default SequencedMap<String, @Nullable Object> kerasConfig() {
        return Keys.read(this);
    }

    /// `package>Name` for what isn't Keras' own, else `null`: see [KerasSerializable].
    default @Nullable String registeredName() {
        return FromKeras.isOurs(getClass()) ? null : FromKeras.registeredName(getClass());
    }

    /// `module`, `class_name`, `config` and `registered_name`, as in `config.json`.
    ///
    /// @throws IllegalStateException when a class of the user's can't be made from that
    default SequencedMap<String, @Nullable Object> serialized() {
        if (!FromKeras.isOurs(getClass())) {
            FromKeras.requireMakeable(getClass());
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("module", FromKeras.isOurs(getClass()) ? module() : null);
        map.put("class_name", className());
        map.put("config", kerasConfig());
        map.put("registered_name", registeredName());
        return map;
    }
}
