package org.keras4j.engine.tensor;

import module java.base;

/// The memory of an array. `owner` frees it when unreachable and is held by every array that shares it; heap memory, and
/// memory that belongs to someone else, needs none.
record ArrayMemory(MemorySegment segment, Object owner) {
    /// Larger arrays live outside the heap, in an arena of their own: `Arena.ofAuto` would count against the limit of
    /// direct memory, and a Java array ends at 2³¹ − 1 elements.
    private static final long HEAP_BYTES = 1L << 30;
    private static final long ALIGNMENT = 64;
    private static final Cleaner CLEANER = Cleaner.create();

    private record Close(Arena arena) implements Runnable {
        @Override
        public void run() {
            arena.close();
        }
    }

    /// Zeros.
    static ArrayMemory allocate(DType dtype, Shape shape) {
        long elements = shape.elements();
        long bytes = Math.multiplyExact(elements, dtype.bytes());
        return bytes > HEAP_BYTES ? offHeap(bytes) : heap(onHeap(dtype, (int) elements));
    }

    static ArrayMemory heap(MemorySegment segment) {
        return new ArrayMemory(segment, segment);
    }

    private static ArrayMemory offHeap(long bytes) {
        var arena = Arena.ofShared();
        var owner = new Object();
        CLEANER.register(owner, new Close(arena));
        return new ArrayMemory(arena.allocate(bytes, ALIGNMENT), owner);
    }

    private static MemorySegment onHeap(DType dtype, int elements) {
        return switch (dtype) {
            case FLOAT32 -> MemorySegment.ofArray(new float[elements]);
            case FLOAT64 -> MemorySegment.ofArray(new double[elements]);
            case BFLOAT16, FLOAT16 -> MemorySegment.ofArray(new short[elements]);
            case INT8, UINT8, BOOL -> MemorySegment.ofArray(new byte[elements]);
            case INT32 -> MemorySegment.ofArray(new int[elements]);
            case INT64 -> MemorySegment.ofArray(new long[elements]);
        };
    }
}
