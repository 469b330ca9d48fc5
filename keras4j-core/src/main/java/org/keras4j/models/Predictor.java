package org.keras4j.models;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.tensor.NDArray;

/// Answers of a model for many threads at once, each by a program of its own that uses one thread. As many run at the same time as
/// there are processors; others wait. Virtual threads hand their work to platform threads, since native code would hold their carriers.
///
/// The model must not be trained while it answers.
public final class Predictor implements AutoCloseable {
    private static final Compilation ONE_THREAD = Compilation.INFERENCE.threads(1);

    private final Model model;
    private final Map<Program.Key, Deque<Program>> idle = new ConcurrentHashMap<>();
    private final Semaphore running;
    private final ExecutorService platform;
    private volatile boolean closed;

    Predictor(Model model) {
        this.model = model;
        int processors = Runtime.getRuntime().availableProcessors();
        this.running = new Semaphore(processors);
        this.platform = Executors.newFixedThreadPool(processors,
                Thread.ofPlatform().daemon().name("keras4j-predict-", 0).factory());
    }

    /// What the model answers to this batch.
    ///
    /// @throws IllegalStateException after `close`
    public List<NDArray> predict(List<NDArray> x) {
        if (!Thread.currentThread().isVirtual()) {
            return run(x);
        }
        try {
            return platform.submit(() -> run(x)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("predict was interrupted");
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("Predictor: expected to be open, but it was closed.", e);
        }
    }

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
            Program program = programs.pollFirst();
            if (program == null || !program.isCurrent(KerasConfig.backend())) {
                program = model.steps().compileAlone(key, batch, ONE_THREAD);
            }
            List<NDArray> answers = program.run(batch).orElseThrow();
            programs.addFirst(program);
            return answers;
        } finally {
            running.release();
        }
    }

    /// Frees the programs; waits for those that run.
    @Override
    public void close() {
        closed = true;
        platform.shutdown();
        running.acquireUninterruptibly(Runtime.getRuntime().availableProcessors());
        idle.values().forEach(programs -> programs.forEach(Program::close));
        idle.clear();
        running.release(Runtime.getRuntime().availableProcessors());
    }
}
