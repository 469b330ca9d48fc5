package org.keras4j.engine.cpu.loops;

import module java.base;

import static org.keras4j.engine.cpu.loops.Reduction.Over.ROWS;

/// Brings kernels to compiled speed on memory of its own, while the program that needs them is still being made.
///
/// One daemon thread takes the loops in the order they come. Cold, the first run of a vector kernel takes a third of a
/// second, of which the classes of the vector module are a part.
public final class KernelWarmup {
    /// By then the compiler has been asked: see `Tier4MinInvocationThreshold` and `Tier4CompileThreshold`. Who starts Java with lower
    /// ones for kernels says so: each run of vector code that isn't compiled costs a quarter of a millisecond.
    private static final int RUNS = Integer.getInteger("keras4j.warmup.runs", 2000);
    /// Compiled code is more than a hundred times as fast as interpreted code.
    private static final int FASTER = 40;
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long POINTS = 1024;
    /// As the bytes of a float, a bfloat16, a double or an integer: a number near 1; as a bool: true.
    private static final byte BYTE = 0x3f;

    private static final BlockingQueue<Runnable> QUEUE = new LinkedBlockingQueue<>();
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final Set<Object> SEEN = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private KernelWarmup() {}

    /// Starts the thread, which loads what all kernels need. Calls after the first do nothing.
    public static void start() {
        if (STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform().name("keras4j-warmup").daemon().start(KernelWarmup::work);
        }
    }

    /// Warms the loop's kernel, after those that were added before, unless it was added already.
    public static void add(CompiledLoop loop) {
        add(loop.kernel(), () -> warm(loop));
    }

    /// Runs what brings a kernel to compiled speed, by [#repeat], after those that were added before, unless it was added already.
    public static void add(Object kernel, Runnable warm) {
        if (SEEN.add(kernel)) {
            QUEUE.add(warm);
        }
        start();
    }

    private static void work() {
        try {
            warm(typical());
            while (true) {
                QUEUE.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompiledLoop typical() {
        var b = LoopBuilder.over(2, POINTS / 2 + 1);
        b.store(Lane.FLOAT32.dtype(), b.binary(BinaryFunction.ADD, b.each(Lane.FLOAT32.dtype()), b.each(Lane.FLOAT32.dtype())));
        return CompiledLoop.of(b.build());
    }

    static void warm(CompiledLoop loop) {
        var small = loop.shrunk(POINTS);
        try (var arena = Arena.ofConfined()) {
            var buffers = small.allocate(arena, BYTE);
            repeat(() -> small.run(buffers));
        }
    }

    /// Runs a kernel until the compiler has been asked for it and is done, or has taken too long; it isn't disturbed meanwhile.
    public static void repeat(Runnable kernel) {
        long end = System.nanoTime() + LIMIT.toNanos();
        long interpreted = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && System.nanoTime() < end; run++) {
            long nanos = nanos(kernel);
            if (run < 4) {
                interpreted = Math.min(interpreted, nanos);
            }
        }
        while (nanos(kernel) > interpreted / FASTER && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static long nanos(Runnable kernel) {
        long start = System.nanoTime();
        kernel.run();
        return System.nanoTime() - start;
    }
}
