package org.keras4j.engine.cpu.loops;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Brings kernels to compiled speed on memory of its own, while the program that needs them is still being made.
///
/// One daemon thread runs all that are cold in turns, a few runs each, and rests between the rounds: the compiler has the
/// processor then, and always a next kernel to compile. Cold, the first run of a vector kernel takes a third of a second, of
/// which the classes of the vector module are a part.
public final class KernelWarmup {
    private static final System.Logger LOG = System.getLogger(KernelWarmup.class.getName());
    /// In a round. After some of them the compiler has been asked: see `Tier4MinInvocationThreshold` and `Tier4CompileThreshold`. Who
    /// starts Java with lower ones for kernels says so: each run of vector code that isn't compiled costs a quarter of a millisecond.
    private static final int RUNS = Integer.getInteger("keras4j.warmup.runs", 100);
    /// Compiled code is more than a hundred times as fast as interpreted code, less what a run takes besides.
    private static final int FASTER = 20;
    private static final Duration PAUSE = Duration.ofMillis(2);
    /// For one kernel: what is as fast as it will be looks cold where little of its time was the kernel.
    private static final Duration LIMIT = Duration.ofMillis(500);
    /// Of a run: the whole method is compiled by its runs, before it would be once more for one of its loops.
    private static final long POINTS = 512;
    /// As the bytes of a float, a bfloat16, a double or an integer: a number near 1; as a bool: true.
    private static final byte BYTE = 0x3f;

    private static final BlockingQueue<Cold> QUEUE = new LinkedBlockingQueue<>();
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final ConcurrentMap<Object, CompletableFuture<Void>> SEEN = new ConcurrentHashMap<>();

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
    ///
    /// @return done when the kernel is compiled, or has taken so long that nobody should wait any more
    public static CompletableFuture<Void> add(CompiledLoop loop) {
        return add(loop.kernel(), of(loop));
    }

    /// Warms a kernel, unless it was added already.
    ///
    /// @return as of [#add(CompiledLoop)]
    public static CompletableFuture<Void> add(Object kernel, Warmup warmup) {
        start();
        return SEEN.computeIfAbsent(kernel, _ -> {
            var cold = new Cold(warmup);
            QUEUE.add(cold);
            return cold.done;
        });
    }

    private static void work() {
        try {
            var cold = new ArrayList<Cold>();
            cold.add(new Cold(of(typical())));
            while (true) {
                if (cold.isEmpty()) {
                    cold.add(QUEUE.take());
                }
                QUEUE.drainTo(cold);
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

    /// A kernel that isn't compiled yet.
    private static final class Cold {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Warmup warmup;
        private final List<Part> parts = new ArrayList<>();
        private @Nullable Arena memory;

        Cold(Warmup warmup) {
            this.warmup = warmup;
        }

        /// Each round on the same thread, to which its memory belongs. What can't be warmed is taken for warm.
        boolean isWarmAfterRound() {
            try {
                if (memory == null) {
                    memory = Arena.ofConfined();
                    warmup.runs(memory).forEach(run -> parts.add(new Part(run)));
                }
                parts.removeIf(Part::isWarmAfterRound);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.DEBUG, "A kernel can't be warmed; running it will say why.", e);
                parts.clear();
            }
            if (parts.isEmpty()) {
                memory.close();
                done.complete(null);
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
