package org.keras4j.engine.cpu.foreign;

import module java.base;

/// C functions, called by name. What is called in every step asks for its [#handle]; the rest uses the short forms, which
/// take a function's signature from the arguments of its first call: Integer, Long, Float and MemorySegment (any pointer).
record CLibrary(SymbolLookup symbols, Map<String, MethodHandle> handles) {
    static final CLibrary LIBC = new CLibrary(Linker.nativeLinker().defaultLookup());

    CLibrary(SymbolLookup symbols) {
        this(symbols, new ConcurrentHashMap<>());
    }

    /// Opens a library for the rest of the process.
    static CLibrary open(Path file) {
        return new CLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
    }

    int callInt(String function, Object... arguments) {
        return (int) call(ValueLayout.JAVA_INT, function, arguments);
    }

    long callLong(String function, Object... arguments) {
        return (long) call(ValueLayout.JAVA_LONG, function, arguments);
    }

    MemorySegment callAddress(String function, Object... arguments) {
        return (MemorySegment) call(ValueLayout.ADDRESS, function, arguments);
    }

    MethodHandle handle(String function, FunctionDescriptor descriptor, Linker.Option... options) {
        MemorySegment symbol = symbols.find(function).orElseThrow(() -> new AssertionError("No C function " + function));
        return Linker.nativeLinker().downcallHandle(symbol, descriptor, options);
    }

    private Object call(MemoryLayout result, String function, Object... arguments) {
        MethodHandle handle = handles.computeIfAbsent(function, name -> handle(name, FunctionDescriptor.of(result,
                Stream.of(arguments).map(CLibrary::layout).toArray(MemoryLayout[]::new))));
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Integer _ -> ValueLayout.JAVA_INT;
            case Long _ -> ValueLayout.JAVA_LONG;
            case Float _ -> ValueLayout.JAVA_FLOAT;
            case MemorySegment _ -> ValueLayout.ADDRESS;
            default -> throw new AssertionError("No C type for " + argument.getClass());
        };
    }

    /// What to throw for what a method handle threw: C functions throw nothing, the checks before the call may.
    static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        };
    }
}
