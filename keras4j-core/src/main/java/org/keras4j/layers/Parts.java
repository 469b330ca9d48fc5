package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.text.SnakeCase;

/// What the fields of a layer hold of other layers, and of optimizers and the like, also in collections and maps: those of a parent class first, in order of
/// declaration.
final class Parts {
    private Parts() {}

    static SequencedMap<String, Object> of(Layer whole) {
        var parts = new LinkedHashMap<String, Object>();
        for (Field field : fields(whole.getClass())) {
            Object value = get(field, whole);
            if (value instanceof KerasObject || value instanceof Collection<?> || value instanceof Map<?, ?>) {
                parts.put(SnakeCase.of(field.getName()), value);
            }
        }
        return parts;
    }

    static List<Layer> layers(Layer whole, SequencedMap<String, Object> parts) {
        var layers = new LinkedHashSet<Layer>();
        parts.values().forEach(part -> collect(part, layers));
        layers.remove(whole);
        return List.copyOf(layers);
    }

    private static List<Field> fields(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> at = type; at != null && at != Layer.class; at = at.getSuperclass()) {
            fields.addAll(0, Stream.of(at.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers())).toList());
        }
        return fields;
    }

    private static @Nullable Object get(Field field, Layer whole) {
        try {
            field.setAccessible(true);
            return field.get(whole);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw new IllegalStateException(whole.getClass().getName() + ": expected its package open to org.keras4j, so that layers in its "
                    + "fields are found. Open it, or override parts().", e);
        }
    }

    private static void collect(@Nullable Object value, Set<Layer> into) {
        switch (value) {
            case Layer layer -> into.add(layer);
            case Collection<?> items -> items.forEach(item -> collect(item, into));
            case Map<?, ?> items -> items.values().forEach(item -> collect(item, into));
            case null, default -> { }
        }
    }
}
