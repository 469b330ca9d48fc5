package org.keras4j.engine.cpu.loops;

import module java.base;

import static org.keras4j.engine.cpu.loops.Reduction.Over.ROWS;

/// Brings kernels to compiled speed on memory of its own, while the program that needs them is still being made.
///
/// One daemon thread runs all that are cold in turns, a few runs each, and rests between the rounds: the compiler has the
/// processor then, and always a next kernel to compile. Cold, the first run of a vector kernel takes a third of a second, of
/// which the classes of the vector module are a part.
public final class KernelWarmup {
    /// In a round. After some of them the compiler has been asked: see `Tier4MinInvocationThreshold` and `Tier4CompileThreshold`. Who
    /// starts Java with lower ones for kernels says so: each run of vector code that isn't compiled costs a quarter of a millisecond.
    private static final int RUNS = Integer.getInteger("keras4j.warmup.runs", 100);
    /// Compiled code is more than a hundred times as fast as interpreted code.
    private static final int FASTER = 40;
    private static final Duration PAUSE = Duration.ofMillis(2);
    /// For one kernel: what is as fast as it will be looks cold where little of its time was the kernel.
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long POINTS = 1024;
    /// As the bytes of a float, a bfloat16, a double or an integer: a number near 1; as a bool: true.
    private static final byte BYTE = 0x3f;

    private static final BlockingQueue<Warmup> QUEUE = new LinkedBlockingQueue<>();
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final Set<Object> SEEN = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private KernelWarmup() {}

    /// What to run so that a kernel is compiled.
    @FunctionalInterface
    public interface Warmup {
        /// The parts of a kernel that are compiled each on its own, on memory that is freed when all of them are warm.
        List<Runnable> runs(Arena memory);
    }

    /// Starts the thread, which loads what all kernels need. Calls after the first do nothing.
    public static void start() {
        if (STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform().name("keras4j-warmup").daemon().start(KernelWarmup::work);
        }
    }

    /// Warms the loop's kernel, unless it was added already.
    public static void add(CompiledLoop loop) {
        add(loop.kernel(), of(loop));
    }

    /// Warms a kernel, unless it was added already.
    public static void add(Object kernel, Warmup warmup) {
        if (SEEN.add(kernel)) {
            QUEUE.add(warmup);
        }
        start();
    }

    private static void work() {
        try {
            var cold = new ArrayList<Cold>();
            cold.add(new Cold(of(typical())));
            while (true) {
                for (Warmup next = cold.isEmpty() ? QUEUE.take() : QUEUE.poll(); next != null; next = QUEUE.poll()) {
                    cold.add(new Cold(next));
                }
                cold.removeIf(Cold::isWarmAfterRound);
                LockSupport.parkNanos(PAUSE.toNanos());
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

    private static Warmup of(CompiledLoop loop) {
        var small = loop.shrunk(POINTS);
        return memory -> {
            var buffers = small.allocate(memory, BYTE);
            return List.of(() -> small.run(buffers));
        };
    }

    /// Warms the loop's kernel on this thread.
    static void warm(CompiledLoop loop) {
        var cold = new Cold(of(loop));
        while (!cold.isWarmAfterRound()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// A kernel that isn't compiled yet. Of one thread, as its memory is.
    private static final class Cold {
        private final Arena memory = Arena.ofConfined();
        private final List<Part> parts;

        Cold(Warmup warmup) {
            parts = warmup.runs(memory).stream().map(Part::new).collect(Collectors.toCollection(ArrayList::new));
        }

        boolean isWarmAfterRound() {
            parts.removeIf(Part::isWarmAfterRound);
            if (parts.isEmpty()) {
                memory.close();
            }
            return parts.isEmpty();
        }
    }

    private static final class Part {
        private final Runnable kernel;
        private final long end = System.nanoTime() + LIMIT.toNanos();
        /// Nanoseconds of its fastest run in the first round.
        private long cold;

        Part(Runnable kernel) {
            this.kernel = kernel;
        }

        boolean isWarmAfterRound() {
            long fastest = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                kernel.run();
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            cold = cold == 0 ? fastest : cold;
            return fastest < cold / FASTER || System.nanoTime() - end > 0;
        }
    }
}
