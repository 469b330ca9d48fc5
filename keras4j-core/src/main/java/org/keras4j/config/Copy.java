package org.keras4j.config;

import module java.base;

/// Copies of objects that have their options as fields: an option makes a changed copy, and what was there before stays as it is.
public final class Copy {
    /// [Callable#call]. Not final: the compiler must not see what is cloned. Where it has seen an object being made, C2 of JDK 25 knows more of its fields
    /// than the class that clones it has, and leaves them out of the clone (JDK-8339526). References to nowhere were the end of processes that read a
    /// few thousand forged files.
    private static MethodHandle call;

    static {
        try {
            call = MethodHandles.publicLookup().findVirtual(Callable.class, "call", MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Copy() {}

    /// {@return a copy}
    ///
    /// @param clone `this::clone` of an object that is [Cloneable]
    @SuppressWarnings("unchecked")
    public static <T> T of(Callable<?> clone) {
        try {
            return (T) (Object) call.invokeExact(clone);
        } catch (Throwable e) {
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
