package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The keys of a class of configurations that say [Within] which numbers they are.
record Limits(List<Keys.Entry> keys) {
    private static final ClassValue<Limits> BY_CLASS = new ClassValue<>() {
        @Override
        protected Limits computeValue(Class<?> type) {
            return new Limits(Keys.of(type).stream().filter(entry -> entry.field().isAnnotationPresent(Within.class)).toList());
        }
    };

    static void require(Supplier<String> place, Config config) {
        for (Keys.Entry entry : BY_CLASS.get(config.getClass()).keys) {
            Within limits = entry.field().getAnnotation(Within.class);
            Object value = Keys.kerasValue(entry.get(config));
            if (!isWithin(value, limits)) {
                throw new IllegalArgumentException(place.get() + " > " + entry.key() + ": expected "
                        + (limits.to() == Double.POSITIVE_INFINITY ? text(limits.from()) + " or more"
                        : "from " + text(limits.from()) + " to " + text(limits.to())) + ", got " + value + ".");
            }
        }
    }

    private static boolean isWithin(@Nullable Object value, Within limits) {
        return switch (value) {
            case Number number -> number.doubleValue() >= limits.from() && number.doubleValue() <= limits.to();
            case Collection<?> all -> all.stream().allMatch(each -> isWithin(each, limits));
            case null, default -> true;
        };
    }

    private static String text(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }
}
