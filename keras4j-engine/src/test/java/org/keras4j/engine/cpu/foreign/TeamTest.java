package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

class TeamTest {
    static Stream<Team> teams() {
        return Stream.of(OneDnn.get().team(), Team.sequential(), OneDnn.get().javaTeam());
    }

    @ParameterizedTest
    @MethodSource("teams")
    void eachWorkerRunsOnce(Team team) {
        for (int round = 0; round < 100; round++) {
            var runs = new AtomicIntegerArray(team.size());

            team.parallel(1000, (worker, workers) -> {
                assertThat(workers).isEqualTo(team.size());
                runs.incrementAndGet(worker);
            });

            assertThat(IntStream.range(0, team.size()).map(runs::get)).containsOnly(1);
        }
    }

    @ParameterizedTest
    @MethodSource("teams")
    void oneWorkerIsTheCaller(Team team) {
        var thread = new AtomicReference<Thread>();

        team.parallel(1, (_, _) -> thread.set(Thread.currentThread()));

        assertThat(thread).hasValue(Thread.currentThread());
    }

    @ParameterizedTest
    @MethodSource("teams")
    void whatAWorkerThrowsComesOut(Team team) {
        var thrown = new IllegalStateException("here");

        assertThatThrownBy(() -> team.parallel(team.size(), (worker, workers) -> {
            if (worker == workers - 1) {
                throw thrown;
            }
        })).isSameAs(thrown);

        eachWorkerRunsOnce(team);
    }

    @Test
    void restEndsTheOtherWorkersUntilTheNextLoop() throws InterruptedException {
        Team team = OneDnn.get().team();
        var others = ConcurrentHashMap.<Thread>newKeySet();
        team.parallel(team.size(), (_, _) -> others.add(Thread.currentThread()));
        others.remove(Thread.currentThread());

        OneDnn.rest();

        for (Thread other : others) {
            other.join(Duration.ofSeconds(20));
            assertThat(other.isAlive()).isFalse();
        }
        eachWorkerRunsOnce(team);
    }

    @ParameterizedTest
    @MethodSource("teams")
    void loopsDoNotNest(Team team) {
        if (team.size() == 1) {
            return;
        }
        assertThatThrownBy(() -> team.parallel(2, (_, _) -> team.parallel(2, (_, _) -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Team: expected one loop at a time, got a second one. Don't nest them.");

        eachWorkerRunsOnce(team);
    }

    /// Its threads sleep after a while.
    @Test
    void wakesJavasThreads() throws InterruptedException {
        Team team = OneDnn.get().javaTeam();
        for (int round = 0; round < 3; round++) {
            Thread.sleep(5);
            eachWorkerRunsOnce(team);
        }
    }

    @Test
    void oneDnnsTeamSendsJavasThreadsToSleep() throws InterruptedException {
        var team = new JavaTeam(2);
        var other = new AtomicReference<Thread>();
        for (int round = 0; round < 100; round++) {
            team.parallel(2, (worker, _) -> {
                if (worker == 1) {
                    other.set(Thread.currentThread());
                }
            });
            team.dismiss();
        }
        while (other.get().getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }

        eachWorkerRunsOnce(team);
    }

    /// Beside which oneDNN's own would fight for the cores.
    @Test
    void oneDnnKeepsToEachOfJavasThreads() {
        Team team = new JavaTeam(3);
        var threads = new AtomicIntegerArray(team.size());
        team.useOnThisThread();

        team.parallel(team.size(), (worker, _) -> threads.set(worker, OneDnn.get().gomp.callInt("omp_get_max_threads")));

        OneDnn.get().team().useOnThisThread();
        assertThat(IntStream.range(0, team.size()).map(threads::get)).containsOnly(1);
    }

    @Test
    void oneThreadProgramsRunBesideEachOther() throws Exception {
        try (var threads = Executors.newFixedThreadPool(64)) {
            var results = threads.invokeAll(Collections.nCopies(64, () -> {
                Team.sequential().useOnThisThread();
                var desc = PrimitiveDesc.matmul(Problem.plain(64, 64), Problem.any(64, 64), null, Problem.plain(64, 64),
                        Attributes.PLAIN);
                try (var problem = new Problem(desc)) {
                    var ones = new float[64 * 64];
                    Arrays.fill(ones, 1);
                    return problem.with(Arg.SRC, ones).with(Arg.WEIGHTS, ones).run(Arg.DST).get(Arg.DST)[0];
                }
            }));

            for (var result : results) {
                assertThat(result.get()).isEqualTo(64f);
            }
        }
    }
}
