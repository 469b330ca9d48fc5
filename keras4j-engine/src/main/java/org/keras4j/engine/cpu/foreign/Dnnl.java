package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.jspecify.annotations.Nullable;

/// oneDNN's C API: how arguments go in, objects come out and status codes become exceptions.
final class Dnnl {
    private static final int CPU = 1;

    private Dnnl() {}

    private static final class Engine {
        static final MemorySegment CPU_ENGINE = make("dnnl_engine_create", CPU, 0L);
    }

    static MemorySegment engine() {
        return Engine.CPU_ENGINE;
    }

    static CLibrary library() {
        return OneDnn.get().dnnl;
    }

    /// Calls a function whose first parameter is where to write the object that it makes, and returns that object.
    static MemorySegment make(String function, @Nullable Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
            call(function, Stream.concat(Stream.of(result), Stream.of(arguments)).toArray());
            return result.get(ValueLayout.ADDRESS, 0);
        }
    }

    /// Makes an object and hands it to an arena, which will call `destroy`.
    static MemorySegment make(Arena owner, String destroy, String function, @Nullable Object... arguments) {
        return make(function, arguments).reinterpret(owner, object -> library().callInt(destroy, object));
    }

    /// @throws UnsupportedOperationException when oneDNN has no implementation
    /// @throws IllegalArgumentException when it finds the arguments at odds with each other
    static void call(String function, @Nullable Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            Object[] converted = Stream.of(arguments).map(argument -> toC(argument, arena)).toArray();
            check(library().callInt(function, converted), () -> describe(function, arguments));
        }
    }

    private static Object toC(@Nullable Object argument, Arena arena) {
        return switch (argument) {
            case null -> MemorySegment.NULL;
            case MemoryDesc desc -> desc.handle;
            case PrimitiveDesc desc -> desc.handle;
            case Attributes attributes -> attributes.toC(arena);
            case long[] values -> arena.allocateFrom(ValueLayout.JAVA_LONG, values);
            default -> argument;
        };
    }

    static void check(int status, Supplier<String> call) {
        switch (status) {
            case 0 -> {}
            case 1 -> throw new OutOfMemoryError("oneDNN: " + call.get());
            case 2, 9, 10 -> throw new IllegalArgumentException("oneDNN: expected arguments that fit together, got "
                    + call.get() + ". ONEDNN_VERBOSE=all says what doesn't.");
            case 3 -> throw new UnsupportedOperationException("oneDNN has no implementation of " + call.get()
                    + " on this processor. ONEDNN_VERBOSE=all says why.");
            default -> throw new IllegalStateException("oneDNN: status " + status + " from " + call.get() + ".");
        }
    }

    private static String describe(String function, @Nullable Object... arguments) {
        return Stream.of(arguments).map(Dnnl::describe).filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", ", function + "(", ")"));
    }

    private static String describe(@Nullable Object argument) {
        return switch (argument) {
            case null -> "none";
            case MemorySegment _ -> "";
            case long[] values -> Arrays.toString(values);
            default -> argument.toString();
        };
    }

    /// What a query function writes: an int.
    static int queryInt(String function, Object... arguments) {
        return query(result -> result.get(ValueLayout.JAVA_INT, 0), function, arguments);
    }

    /// What a query function writes: a pointer.
    static MemorySegment queryAddress(String function, Object... arguments) {
        return query(result -> result.get(ValueLayout.ADDRESS, 0), function, arguments);
    }

    private static <T> T query(Function<MemorySegment, T> read, String function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG);
            call(function, Stream.concat(Stream.of(arguments), Stream.of(result)).toArray());
            return read.apply(result);
        }
    }
}
