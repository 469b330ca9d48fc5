package org.keras4j.engine.cpu.foreign;

import module java.base;

/// A primitive with its buffers, ready to run; lives as long as its scope.
public final class Call {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final MethodHandle EXECUTE = Dnnl.library().handle("dnnl_primitive_execute",
            FunctionDescriptor.of(INT, POINTER, POINTER, INT, POINTER));
    private static final MethodHandle SET_DATA = Dnnl.library().handle("dnnl_memory_set_data_handle",
            FunctionDescriptor.of(INT, POINTER, POINTER));

    /// `dnnl_exec_arg_t`: an int, its name, and a pointer, its memory. Offsets take less of a start than handles of fields.
    private static final long ARGUMENT = 16, NAME = 0, MEMORY = 8;

    private final PrimitiveDesc desc;
    private final MemorySegment stream;
    private final MemorySegment primitive;
    private final MemorySegment arguments;
    private final int count;
    private final Map<Arg, Bound> bound = new LinkedHashMap<>();

    /// An argument's buffer, held lest the garbage collector free it, and oneDNN's memory object over it.
    private record Bound(MemoryDesc desc, MemorySegment memory, MemorySegment buffer) {}

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
            bound.put(name, new Bound(expected, memory, buffer));
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

    /// Lets the argument be read from, or written to, another buffer from the next run on.
    public void point(Arg argument, MemorySegment buffer) {
        Bound before = bound.get(argument);
        if (before == null) {
            throw new IllegalArgumentException("oneDNN " + desc + ": expected one of " + bound.keySet() + ", got " + argument + ".");
        }
        requireFit(argument, before.desc, buffer);
        bound.put(argument, new Bound(before.desc, before.memory, buffer));
        try {
            Dnnl.check((int) SET_DATA.invokeExact(before.memory, buffer), () -> desc + " > " + argument);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    @Override
    public String toString() {
        return desc.toString();
    }
}
