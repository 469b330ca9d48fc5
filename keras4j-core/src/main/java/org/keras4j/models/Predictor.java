package org.keras4j.models;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.tensor.NDArray;

/// Answers of a model for many threads at once, each by a program of its own that uses one thread. As many run at the same time as
/// there are processors; others wait. Virtual threads hand their work to platform threads, since native code would hold their carriers.
///
/// It keeps its programs until it is closed: for each shape of batch as many as have answered at once. Give it batches of few sizes.
///
/// The model must not be trained while it answers.
public final class Predictor implements AutoCloseable {
    private static final Compilation ONE_THREAD = Compilation.INFERENCE.threads(1);

    private final Model model;
    private final Map<Program.Key, Deque<Program>> idle = new ConcurrentHashMap<>();
    /// As they were at first: a container may be given others while it runs.
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final Semaphore running = new Semaphore(processors);
    private final ExecutorService platform = Executors.newFixedThreadPool(processors, Thread.ofPlatform().daemon().name("keras4j-predict-", 0).factory());
    private volatile boolean closed;

    Predictor(Model model) {
        this.model = model;
    }

    /// What the model answers to this batch: `[samples, …]` for each of its outputs.
    ///
    /// @throws IllegalArgumentException when an array isn't of the type that the model takes
    /// @throws IllegalStateException    after `close`
    /// @throws CancellationException    when the virtual thread that asks is interrupted; others wait on
    public List<NDArray> predict(List<NDArray> x) {
        if (!Thread.currentThread().isVirtual()) {
            return run(x);
        }
        try {
            return platform.submit(() -> run(x)).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new AssertionError(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("predict was interrupted");
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("Predictor: expected to be open, but it was closed.", e);
        }
    }

    /// {@return the first output for one array}
    public NDArray predict(NDArray x) {
        return predict(List.of(x)).getFirst();
    }

    private List<NDArray> run(List<NDArray> x) {
        running.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("Predictor: expected to be open, but it was closed.");
            }
            Element batch = model.passed(new Element(x, List.of(), List.of()));
            Program.Key key = Program.Key.of(Program.Kind.PREDICT, batch);
            Deque<Program> programs = idle.computeIfAbsent(key, _ -> new ConcurrentLinkedDeque<>());
            Program program = current(programs).orElseGet(() -> model.steps().compileAlone(key, batch, ONE_THREAD));
            try {
                return program.run(batch).orElseThrow();
            } finally {
                programs.addFirst(program);                           // where it fails, too: the batch was wrong, not the program
            }
        } finally {
            running.release();
        }
    }

    /// One that waits for work; those that are out of date are freed.
    private static Optional<Program> current(Deque<Program> programs) {
        for (Program program = programs.pollFirst(); program != null; program = programs.pollFirst()) {
            if (program.isCurrent(KerasConfig.backend())) {
                return Optional.of(program);
            }
            program.close();
        }
        return Optional.empty();
    }

    /// Frees the programs; waits for those that run. Again and again without harm.
    @Override
    public void close() {
        closed = true;
        platform.shutdown();
        running.acquireUninterruptibly(processors);
        idle.values().forEach(programs -> programs.forEach(Program::close));
        idle.clear();
        running.release(processors);
    }
}
