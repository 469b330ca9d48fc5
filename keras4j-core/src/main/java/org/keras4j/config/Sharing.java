package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Which objects stand more than once in a file: a layer that two models share must be one layer again. All of its descriptions carry
/// one number, `shared_object_id`.
public final class Sharing {
    private static final String KEY = "shared_object_id";
    private static final ScopedValue<Written> WRITTEN = ScopedValue.newInstance();
    private static final ScopedValue<Map<Object, Savable>> READ = ScopedValue.newInstance();

    private Sharing() {}

    private static final class Written {
        private final Map<KerasObject, SequencedMap<String, @Nullable Object>> first = new IdentityHashMap<>();
        private int shared;
    }

    /// Describes the objects of one file.
    public static <T> T whileWriting(Supplier<T> file) {
        return ScopedValue.where(WRITTEN, new Written()).call(file::get);
    }

    /// Makes the objects of one file.
    public static <T> T whileReading(Supplier<T> file) {
        return ScopedValue.where(READ, new HashMap<>()).call(file::get);
    }

    /// Says that `object` was described so.
    static SequencedMap<String, @Nullable Object> written(KerasObject object, SequencedMap<String, @Nullable Object> description) {
        if (WRITTEN.isBound()) {
            Written file = WRITTEN.get();
            SequencedMap<String, @Nullable Object> first = file.first.putIfAbsent(object, description);
            if (first != null) {
                first.putIfAbsent(KEY, ++file.shared);
                description.put(KEY, first.get(KEY));
            }
        }
        return description;
    }

    /// The object of this description: the one made before, if it is the same, or else a new one.
    static Savable read(Map<?, ?> description, Supplier<Savable> made) {
        Object id = description.get(KEY);
        if (id == null || !READ.isBound()) {
            return made.get();
        }
        Map<Object, Savable> known = READ.get();
        Savable before = known.get(id);
        if (before != null) {
            return before;
        }
        Savable fresh = made.get();
        known.put(id, fresh);
        return fresh;
    }
}
