package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Java threads of our own, which sleep between loops.
final class JavaTeam extends Team {
    private final ExecutorService threads;

    JavaTeam(int size) {
        super(size);
        threads = Executors.newFixedThreadPool(size - 1, Thread.ofPlatform().daemon().name("keras4j-worker-", 1).factory());
    }

    @Override
    void fork(int workers, Body body) {
        var others = IntStream.range(1, workers)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> body.run(worker, workers), threads)).toList();
        try {
            body.run(0, workers);
        } finally {
            others.forEach(other -> other.handle((_, _) -> null).join());      // nobody may still run when we return
        }
        try {
            others.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw CLibrary.unexpected(e.getCause());
        }
    }

    @Override
    public void useOnThisThread() {}
}
