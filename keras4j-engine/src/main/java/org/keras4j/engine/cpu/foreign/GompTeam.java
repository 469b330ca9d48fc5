package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.jspecify.annotations.Nullable;

/// libgomp's team, the one that oneDNN uses. A region takes about a microsecond.
final class GompTeam extends Team {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MethodHandle PARALLEL = OneDnn.get().gomp.handle("GOMP_parallel",
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS, INT, INT));
    private static final MethodHandle WORKER = trivial("omp_get_thread_num", FunctionDescriptor.of(INT));
    private static final MethodHandle WORKERS = trivial("omp_get_num_threads", FunctionDescriptor.of(INT));
    private static final MethodHandle SET_THREADS = trivial("omp_set_num_threads", FunctionDescriptor.ofVoid(INT));
    private static final MemorySegment REGION = region();

    private static volatile @Nullable Body body;
    private static volatile @Nullable Throwable failure;

    GompTeam(int size) {
        super(size);
    }

    private static MethodHandle trivial(String function, FunctionDescriptor descriptor) {
        return OneDnn.get().gomp.handle(function, descriptor, Linker.Option.critical(false));
    }

    private static MemorySegment region() {
        try {
            MethodHandle work = MethodHandles.lookup().findStatic(GompTeam.class, "work",
                    MethodType.methodType(void.class, MemorySegment.class));
            return Linker.nativeLinker().upcallStub(work, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS), Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void fork(int workers, Body body) {
        if (GompTeam.body != null) {
            throw new IllegalStateException("Team: expected one loop at a time, got a second one. Don't nest them.");
        }
        GompTeam.body = body;
        try {
            PARALLEL.invokeExact(REGION, MemorySegment.NULL, workers, 0);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        } finally {
            GompTeam.body = null;
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw CLibrary.unexpected(thrown);
        }
    }

    /// Runs on every worker. What left an upcall would end the JVM.
    private static void work(MemorySegment unused) {
        try {
            body.run((int) WORKER.invokeExact(), (int) WORKERS.invokeExact());
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Override
    public void useOnThisThread() {
        setThreads(size());
        OneDnn.get().dismissJavaTeam();
    }

    static void setThreads(int threads) {
        try {
            SET_THREADS.invokeExact(threads);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }
}
