package org.keras4j.engine.cpu.foreign;

import module java.base;

/// A primitive with its buffers, ready to run; lives as long as its scope.
public final class Call {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final MethodHandle EXECUTE = Dnnl.library().handle("dnnl_primitive_execute",
            FunctionDescriptor.of(INT, POINTER, POINTER, INT, POINTER));

    /// `dnnl_exec_arg_t`: an int, its name, and a pointer, its memory. Offsets take less of a start than handles of fields.
    private static final long ARGUMENT = 16, NAME = 0, MEMORY = 8;

    private final PrimitiveDesc desc;
    private final MemorySegment stream;
    private final MemorySegment primitive;
    private final MemorySegment arguments;
    private final int count;
    /// Held lest the garbage collector free them.
    private final Map<Arg, MemorySegment> bound = new LinkedHashMap<>();

    Call(PrimitiveDesc desc, NativeScope scope, MemorySegment stream, Map<Arg, MemorySegment> buffers) {
        this.desc = desc;
        this.stream = stream;
        count = buffers.size();
        arguments = scope.arena.allocate(ARGUMENT * Math.max(1, count), POINTER.byteAlignment());
        // oneDNN itself notices any missing argument but this, without which it crashes.
        if (desc.scratchpadBytes() > 0 && !buffers.containsKey(Arg.SCRATCHPAD)) {
            throw new IllegalArgumentException("oneDNN " + desc + ": expected a scratchpad of " + desc.scratchpadBytes()
                    + " bytes, got none.");
        }
        buffers.forEach((name, buffer) -> {
            MemoryDesc expected = desc.memory(name);
            requireFit(name, expected, buffer);
            MemorySegment memory = scope.own("dnnl_memory_destroy", "dnnl_memory_create", expected, Dnnl.engine(), buffer);
            arguments.set(INT, ARGUMENT * bound.size() + NAME, name.code);
            arguments.set(POINTER, ARGUMENT * bound.size() + MEMORY, memory);
            bound.put(name, buffer);
        });
        primitive = scope.own("dnnl_primitive_destroy", "dnnl_primitive_create", desc);
        scope.count(desc);
    }

    private void requireFit(Arg name, MemoryDesc expected, MemorySegment buffer) {
        if (!buffer.isNative() || buffer.byteSize() < expected.reachBytes()) {
            throw new IllegalArgumentException("oneDNN " + desc + " > " + name + ": expected " + expected.reachBytes()
                    + " bytes of native memory for " + expected + ", got " + buffer.byteSize() + " bytes "
                    + (buffer.isNative() ? "of it." : "on Java's heap."));
        }
    }

    /// Computes, and returns when done. For one thread at a time a scope, but for calls bound apart.
    ///
    /// @throws IllegalStateException when the scope is closed
    public void run() {
        try {
            int status = (int) EXECUTE.invokeExact(primitive, stream, count, arguments);
            if (status != 0) {
                Dnnl.check(status, () -> desc + " with " + bound.keySet());
            }
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    @Override
    public String toString() {
        return desc.toString();
    }
}
