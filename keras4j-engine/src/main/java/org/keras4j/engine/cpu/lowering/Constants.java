package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// Memory filled once, and kernels that fill it.
final class Constants {
    private Constants() {}

    static MemorySegment fill(NativeScope scope, Type type, double number) {
        MemorySegment memory = scope.allocate(Math.max(1, type.bytes()));
        fill(memory, type.dtype(), type.elements(), number);
        return memory.asSlice(0, type.bytes());
    }

    static MemorySegment iota(NativeScope scope, Type type, int axis) {
        MemorySegment memory = scope.allocate(Math.max(1, type.bytes()));
        long step = type.shape().strides()[axis];
        long size = type.shape().size(axis);
        for (long i = 0; i < type.elements(); i++) {
            type.dtype().store(memory, i, i / step % size);
        }
        return memory.asSlice(0, type.bytes());
    }

    static MemorySegment copy(NativeScope scope, NDArray array) {
        MemorySegment memory = scope.allocate(Math.max(1, array.segment().byteSize()));
        MemorySegment.copy(array.segment(), 0, memory, 0, array.segment().byteSize());
        Reference.reachabilityFence(array);
        return memory.asSlice(0, array.segment().byteSize());
    }

    /// A kernel that writes the number everywhere.
    static Kernel fill(View to, double number) {
        Type type = to.type();
        return Kernel.loop("fill", List.of(), List.of(to), memory -> {
            MemorySegment segment = memory.of(to);
            return () -> fill(segment, type.dtype(), type.elements(), number);
        });
    }

    private static void fill(MemorySegment memory, DType dtype, long elements, double number) {
        if (elements == 0) {
            return;
        }
        if (number == 0 && 1 / number > 0) {
            memory.asSlice(0, elements * dtype.bytes()).fill((byte) 0);
            return;
        }
        dtype.store(memory, 0, number);
        for (long filled = 1; filled < elements; filled *= 2) {
            long next = Math.min(filled, elements - filled);
            MemorySegment.copy(memory, 0, memory, filled * dtype.bytes(), next * dtype.bytes());
        }
    }
}
