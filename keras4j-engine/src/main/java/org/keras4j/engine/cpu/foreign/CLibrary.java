package org.keras4j.engine.cpu.foreign;

import module java.base;

/// C functions, called by name. What is called in every step asks for its [#handle]; the rest uses the short forms, whose
/// arguments are Integer, Long, Float and MemorySegment (any pointer).
///
/// The short forms share one handle, for Java takes ten milliseconds of a start to make one for each signature. By the calling
/// convention of System V, that of every platform which has oneDNN here, each integer and each pointer fills a place of 64 bits,
/// floats have registers of their own, and what is passed beyond a function's parameters it doesn't see.
record CLibrary(SymbolLookup symbols, Map<String, MemorySegment> functions) {
    static final CLibrary LIBC = new CLibrary(Linker.nativeLinker().defaultLookup());

    /// As many as the largest of oneDNN's functions takes.
    private static final int WORDS = 14, FLOATS = 2;
    private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ValueLayout.JAVA_LONG,
            Stream.concat(Collections.nCopies(WORDS, ValueLayout.JAVA_LONG).stream(),
                    Collections.nCopies(FLOATS, ValueLayout.JAVA_FLOAT).stream()).toArray(MemoryLayout[]::new)));

    CLibrary(SymbolLookup symbols) {
        this(symbols, new ConcurrentHashMap<>());
    }

    /// Opens a library for the rest of the process.
    static CLibrary open(Path file) {
        return new CLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
    }

    int callInt(String function, Object... arguments) {
        return (int) callLong(function, arguments);
    }

    MemorySegment callAddress(String function, Object... arguments) {
        return MemorySegment.ofAddress(callLong(function, arguments));
    }

    long callLong(String function, Object... arguments) {
        var w = new long[WORDS];
        var f = new float[FLOATS];
        int words = 0;
        int floats = 0;
        for (Object argument : arguments) {
            switch (argument) {
                case Integer number -> w[words++] = number;
                case Long number -> w[words++] = number;
                case MemorySegment pointer -> w[words++] = address(pointer);
                case Float number -> f[floats++] = number;
                default -> throw new AssertionError("No C type for " + argument.getClass());
            }
        }
        try {
            return (long) CALL.invokeExact(functions.computeIfAbsent(function, this::find), w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7],
                    w[8], w[9], w[10], w[11], w[12], w[13], f[0], f[1]);
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    private static long address(MemorySegment pointer) {
        if (!pointer.isNative() || !pointer.scope().isAlive()) {
            throw new IllegalStateException("Expected native memory that is still there, got " + pointer + ".");
        }
        return pointer.address();
    }

    MethodHandle handle(String function, FunctionDescriptor descriptor, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(find(function), descriptor, options);
    }

    private MemorySegment find(String function) {
        return symbols.find(function).orElseThrow(() -> new AssertionError("No C function " + function));
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
