package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Runs one primitive on Java arrays in row-major order, whatever layouts it wants.
final class Problem implements AutoCloseable {
    private final NativeScope scope = new NativeScope();
    private final PrimitiveDesc desc;
    private final Map<Arg, MemorySegment> buffers = new HashMap<>();

    Problem(PrimitiveDesc desc) {
        this.desc = desc;
        if (desc.scratchpadBytes() > 0) {
            buffers.put(Arg.SCRATCHPAD, scope.allocate(desc.scratchpadBytes()));
        }
    }

    static MemoryDesc plain(long... sizes) {
        return MemoryDesc.plain(DType.FLOAT32, Shape.of(sizes));
    }

    static MemoryDesc any(long... sizes) {
        return MemoryDesc.any(DType.FLOAT32, Shape.of(sizes));
    }

    static float[] floats(double... values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// 1, 2, …, count
    static float[] count(int count) {
        return floats(IntStream.rangeClosed(1, count).asDoubleStream().toArray());
    }

    Problem with(Arg argument, double... numbers) {
        return with(argument, floats(numbers));
    }

    Problem with(Arg argument, float[] numbers) {
        MemoryDesc memory = desc.memory(argument);
        MemorySegment plain = scope.allocate(4L * numbers.length);
        MemorySegment.copy(numbers, 0, plain, ValueLayout.JAVA_FLOAT, 0, numbers.length);
        buffers.put(argument, move(plain, MemoryDesc.plain(DType.FLOAT32, memory.shape()), memory));
        return this;
    }

    /// A buffer that another primitive wrote.
    Problem with(Arg argument, Problem other) {
        buffers.put(argument, other.buffers.get(argument));
        return this;
    }

    Problem run(Arg... results) {
        for (Arg result : results) {
            buffers.computeIfAbsent(result, name -> scope.allocate(desc.memory(name).byteSize()));
        }
        desc.bind(scope, buffers).run();
        return this;
    }

    float[] get(Arg argument) {
        MemoryDesc memory = desc.memory(argument);
        MemoryDesc plain = MemoryDesc.plain(DType.FLOAT32, memory.shape());
        return move(buffers.get(argument), memory, plain).asSlice(0, plain.byteSize()).toArray(ValueLayout.JAVA_FLOAT);
    }

    private MemorySegment move(MemorySegment buffer, MemoryDesc from, MemoryDesc to) {
        if (from.equals(to)) {
            return buffer;
        }
        PrimitiveDesc reorder = PrimitiveDesc.reorder(from, to, Attributes.PLAIN);
        MemorySegment moved = scope.allocate(to.byteSize());
        var arguments = new HashMap<>(Map.of(Arg.SRC, buffer, Arg.DST, moved));
        if (reorder.scratchpadBytes() > 0) {
            arguments.put(Arg.SCRATCHPAD, scope.allocate(reorder.scratchpadBytes()));
        }
        reorder.bind(scope, arguments).run();
        return moved;
    }

    @Override
    public void close() {
        scope.close();
    }
}
