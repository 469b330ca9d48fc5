package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The Keras keys of a record or a [Config] are its components or fields, those of a parent first (but see [Before]): `useBias` is `use_bias`.
final class Keys {
    private Keys() {}

    record Entry(String key, Field field) {
        boolean isLeftOut(@Nullable Object value) {
            return value == null && field.isAnnotationPresent(LeftOutIfNull.class);
        }

        @Nullable Object get(Object holder) {
            try {
                return field.get(holder);
            } catch (IllegalAccessException e) {
                throw new LinkageError("Config: cannot read " + field, e);
            }
        }
    }

    static List<Entry> of(Class<?> type) {
        var parents = new ArrayDeque<Class<?>>();
        for (Class<?> at = type; at != null && at != Object.class && at != Config.class && at != Record.class; at = at.getSuperclass()) {
            parents.push(at);
        }
        var entries = new ArrayList<Entry>();
        for (Class<?> at : parents) {
            Stream.of(at.getDeclaredFields()).filter(Keys::isKey).forEach(field -> {
                field.setAccessible(true);
                entries.add(place(field, entries), new Entry(key(field), field));
            });
        }
        return entries;
    }

    private static int place(Field field, List<Entry> entries) {
        Before before = field.getAnnotation(Before.class);
        return before == null ? entries.size() : entries.stream().map(Entry::key).toList().indexOf(before.value());
    }

    private static boolean isKey(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()) && !field.isSynthetic();
    }

    private static String key(Field field) {
        Key key = field.getAnnotation(Key.class);
        return key != null ? key.value() : field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    static SequencedMap<String, @Nullable Object> read(Object holder) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (Entry entry : of(holder.getClass())) {
            Object value = entry.get(holder);
            if (!entry.isLeftOut(value)) {
                map.put(entry.key(), kerasValue(value));
            }
        }
        return map;
    }

    /// As JSON would hold it: numbers, strings, booleans, lists and maps.
    static @Nullable Object kerasValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case KerasValue own -> own.kerasValue();
            case Savable savable -> savable.serialized();
            case KerasName named -> named.kerasName();
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case Shape shape -> shape.sizes();
            case NDArray array -> DoubleStream.of(array.toDoubleArray()).boxed().toList();
            case Record record -> List.copyOf(read(record).values());
            case Collection<?> collection -> {
                var list = new ArrayList<@Nullable Object>();
                collection.forEach(item -> list.add(kerasValue(item)));
                yield list;
            }
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), kerasValue(item)));
                yield copy;
            }
            case Object plain -> plain;
        };
    }
}
