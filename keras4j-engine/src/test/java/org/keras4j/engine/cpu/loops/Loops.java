package org.keras4j.engine.cpu.loops;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// Runs loops of tests on arrays of doubles.
final class Loops {
    private Loops() {}

    /// The values of an expression of `inputs`, which are rounded to `dtype`, stored as `result`.
    static double[] evaluate(Dialect dialect, DType dtype, DType result, Function<LoopBuilder, Function<List<LoopBuilder.Value>,
            LoopBuilder.Value>> expression, double[]... inputs) {
        int n = inputs[0].length;
        var b = LoopBuilder.over(1, n);
        var values = Stream.of(inputs).map(_ -> b.each(dtype)).toList();
        b.store(result, expression.apply(b).apply(values));
        var buffers = Stream.concat(Stream.of(inputs).map(input -> memory(dtype, input)), Stream.of(memory(result, new double[n])))
                .toArray(MemorySegment[]::new);
        CompiledLoop.of(b.build(), dialect).run(buffers);
        return values(result, buffers[buffers.length - 1]);
    }

    static double[] unary(Dialect dialect, DType dtype, UnaryFunction function, double... x) {
        return evaluate(dialect, dtype, dtype, b -> in -> b.unary(function, in.getFirst()), x);
    }

    static double[] binary(Dialect dialect, DType dtype, BinaryFunction function, double[] x, double[] y) {
        return evaluate(dialect, dtype, dtype, b -> in -> b.binary(function, in.get(0), in.get(1)), x, y);
    }

    /// Whether the dialect can say an expression of `dtype`.
    static boolean says(Dialect dialect, DType dtype, String method, int operands) {
        var type = dialect.types().get(Lane.of(dtype));
        return type != null && dialect.method(method, Collections.nCopies(operands, type).toArray(Class<?>[]::new)).isPresent();
    }

    /// Runs it in as many threads as workers.
    static void run(CompiledLoop loop, int workers, MemorySegment... buffers) {
        var all = Arrays.copyOf(buffers, loop.buffers());
        if (loop.scratchBytes() > 0) {
            // Filled with what is a NaN to floats: nothing may be read that wasn't written.
            all[all.length - 1] = Arena.ofAuto().allocate(loop.scratchBytes(), 64).fill((byte) 0xff);
        }
        loop.check(all);
        var threads = IntStream.range(0, workers).mapToObj(w -> Thread.ofPlatform().start(() -> loop.run(all, w, workers))).toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        loop.finish(all);
    }

    static MemorySegment memory(DType dtype, long n, LongToDoubleFunction value) {
        var segment = Arena.ofAuto().allocate(n * dtype.bytes(), 64);
        for (long i = 0; i < n; i++) {
            dtype.store(segment, i, value.applyAsDouble(i));
        }
        return segment;
    }

    static MemorySegment memory(DType dtype, double... values) {
        return memory(dtype, values.length, i -> values[(int) i]);
    }

    static double[] values(DType dtype, MemorySegment segment) {
        return numbers(segment.byteSize() / dtype.bytes(), i -> dtype.load(segment, i));
    }

    static double[] numbers(long n, LongToDoubleFunction value) {
        return LongStream.range(0, n).mapToDouble(value).toArray();
    }
}
