package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasValue;

/// The key of a hash that nobody can guess; in files two numbers, or one for both.
record Salt(long first, long second) implements KerasValue {
    static Salt fromKeras(Object value) {
        return value instanceof Number number ? new Salt(number.longValue(), number.longValue())
                : new Salt(((Number) ((List<?>) value).getFirst()).longValue(), ((Number) ((List<?>) value).getLast()).longValue());
    }

    @Override
    public Object kerasValue() {
        return List.of(first, second);
    }

    /// Where a text goes, by FarmHash where there is no salt.
    static long bucket(@Nullable Salt salt, String text, long buckets) {
        return salt == null ? Hashes.bucket(text, buckets) : Hashes.bucket(text, buckets, salt.first, salt.second);
    }
}
