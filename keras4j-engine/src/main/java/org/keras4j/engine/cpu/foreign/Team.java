package org.keras4j.engine.cpu.foreign;

import module java.base;

/// The threads that run a loop together: those that oneDNN has, or Java's own, where oneDNN keeps to the thread that calls it, so that two
/// pools never fight for the cores. For one caller at a time, which the callers see to. A sequential team is for any number of callers.
public abstract sealed class Team permits GompTeam, JavaTeam, SequentialTeam {
    /// A loop's body, called once by each worker with its number, from 0, and how many there are.
    @FunctionalInterface
    public interface Body {
        void run(int worker, int workers);
    }

    private final int size;

    Team(int size) {
        this.size = size;
    }

    /// The caller alone.
    public static Team sequential() {
        return SequentialTeam.INSTANCE;
    }

    public final int size() {
        return size;
    }

    /// Runs the body on at most `workers` threads, the caller among them, and returns when all are done. What one of them
    /// throws comes out here.
    public final void parallel(int workers, Body body) {
        if (workers <= 1 || size == 1) {
            body.run(0, 1);
        } else {
            fork(Math.min(workers, size), body);
        }
    }

    abstract void fork(int workers, Body body);

    /// Lets oneDNN use as many threads as the team has in primitives that this thread describes, binds or runs from now on.
    public abstract void useOnThisThread();

    /// Lets oneDNN use one thread in what `work` describes, binds or runs, and as many as this team has after it.
    public final <T> T alone(Supplier<T> work) {
        sequential().useOnThisThread();
        try {
            return work.get();
        } finally {
            useOnThisThread();
        }
    }
}
