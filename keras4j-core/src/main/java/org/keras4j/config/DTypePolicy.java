package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;

/// In which type a layer computes and in which its variables are kept, by Keras' names: `float32`, `mixed_bfloat16`, ….
public record DTypePolicy(String name, DType compute, DType variable) implements Savable {
    private static final String MIXED = "mixed_";

    /// @throws IllegalArgumentException naming the choices, when there is no such policy
    public static DTypePolicy of(String name) {
        boolean mixed = name.startsWith(MIXED);
        String compute = mixed ? name.substring(MIXED.length()) : name;
        return Stream.of(DType.values()).filter(type -> type.toString().equals(compute) && (mixed ? type.isFloating() && type.bytes() == 2 : type != DType.BOOL))
                .findFirst().map(type -> new DTypePolicy(name, type, mixed ? DType.FLOAT32 : type))
                .orElseThrow(() -> new IllegalArgumentException("dtype: expected float32, float64, bfloat16, float16, mixed_bfloat16, mixed_float16 "
                        + "or a whole type such as int64, got '" + name + "'."));
    }

    /// A policy as a file has it: by its name, or as an object.
    public static DTypePolicy fromKeras(Object value) {
        return of(value instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config ? String.valueOf(config.get("name"))
                : String.valueOf(value));
    }

    @Override
    public String module() {
        return "keras";
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return new LinkedHashMap<>(Map.of("name", name));
    }

    @Override
    public String toString() {
        return name;
    }
}
