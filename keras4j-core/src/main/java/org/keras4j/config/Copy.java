package org.keras4j.config;

import module java.base;

/// Copies of objects that have their options as fields: an option makes a changed copy, and what was there before stays as it is.
public final class Copy {
    private Copy() {}

    /// {@return a copy}
    ///
    /// @param clone `this::clone` of an object that is [Cloneable]
    @SuppressWarnings("unchecked")
    public static <T> T of(Callable<?> clone) {
        try {
            return (T) clone.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// {@return a copy with a change}
    ///
    /// @param clone `this::clone` of an object that is [Cloneable]
    public static <T> T changed(Callable<?> clone, Consumer<T> change) {
        T copy = of(clone);
        change.accept(copy);
        return copy;
    }
}
