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

    /// `dnnl_exec_arg_t`
    private static final StructLayout ARGUMENT = MemoryLayout.structLayout(INT.withName("arg"), MemoryLayout.paddingLayout(4),
            POINTER.withName("memory"));
    private static final VarHandle NAME = ARGUMENT.arrayElementVarHandle(MemoryLayout.PathElement.groupElement("arg"));
    private static final VarHandle MEMORY = ARGUMENT.arrayElementVarHandle(MemoryLayout.PathElement.groupElement("memory"));

    private final PrimitiveDesc desc;
    private final NativeScope scope;
    private final MemorySegment primitive;
    private final MemorySegment arguments;
    private final List<Arg> names;
    private final MemorySegment[] memories;
    private final MemorySegment[] buffers;

    Call(PrimitiveDesc desc, NativeScope scope, Map<Arg, MemorySegment> buffers) {
        this.desc = desc;
        this.scope = scope;
        names = List.copyOf(buffers.keySet());
        this.buffers = new MemorySegment[names.size()];
        memories = new MemorySegment[names.size()];
        arguments = scope.arena.allocate(ARGUMENT, Math.max(1, names.size()));
        for (int i = 0; i < memories.length; i++) {
            Arg name = names.get(i);
            MemoryDesc memory = desc.memory(name);
            this.buffers[i] = requireFit(name, memory, buffers.get(name));
            memories[i] = scope.own("dnnl_memory_destroy", "dnnl_memory_create", memory, Dnnl.engine(), this.buffers[i]);
            NAME.set(arguments, 0L, (long) i, name.code);
            MEMORY.set(arguments, 0L, (long) i, memories[i]);
        }
        primitive = scope.own("dnnl_primitive_destroy", "dnnl_primitive_create", desc);
    }

    private MemorySegment requireFit(Arg name, MemoryDesc memory, MemorySegment buffer) {
        if (!buffer.isNative() || buffer.byteSize() < memory.byteSize()) {
            throw new IllegalArgumentException("oneDNN " + desc + " > " + name + ": expected " + memory.byteSize()
                    + " bytes of native memory for " + memory + ", got " + buffer.byteSize() + " bytes "
                    + (buffer.isNative() ? "of it." : "on Java's heap."));
        }
        return buffer;
    }

    /// Computes, and returns when done. For one thread at a time a scope.
    ///
    /// @throws IllegalStateException when the scope is closed
    public void run() {
        try {
            int status = (int) EXECUTE.invokeExact(primitive, scope.stream, memories.length, arguments);
            if (status != 0) {
                Dnnl.check(status, () -> desc + " with " + names);
            }
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /// Lets the argument be read from, or written to, another buffer from the next run on.
    public void point(Arg argument, MemorySegment buffer) {
        int index = names.indexOf(argument);
        if (index < 0) {
            throw new IllegalArgumentException("oneDNN " + desc + ": expected one of " + names + ", got " + argument + ".");
        }
        buffers[index] = requireFit(argument, desc.memory(argument), buffer);
        try {
            Dnnl.check((int) SET_DATA.invokeExact(memories[index], buffer), () -> desc + " > " + argument);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    @Override
    public String toString() {
        return desc.toString();
    }
}
