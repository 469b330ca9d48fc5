package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keras4j.engine.tensor.NDArray;

@Timeout(30)
class PrefetchTest {
    private static final Dataset TEN = Dataset.of(NDArray.arange(10));

    @AfterEach
    void leavesNoThreadBehind() throws InterruptedException {
        for (Thread thread : dataThreads()) {
            assertThat(thread.join(Duration.ofSeconds(10))).as(thread.getName()).isTrue();
        }
    }

    @Test
    void keepsTheOrder() {
        for (int ahead : new int[] {1, 3, 100}) {
            assertThat(DatasetTest.numbers(TEN.shuffle(5).batch(3).prefetch(ahead), 2)).isEqualTo(DatasetTest.numbers(TEN.shuffle(5).batch(3), 2));
        }
    }

    @Test
    void worksAheadOnADaemonThreadOfItsOwn() throws InterruptedException {
        var made = new LinkedBlockingQueue<Thread>();
        try (var elements = TEN.map(e -> {
            made.add(Thread.currentThread());
            return e;
        }).prefetch(3).open(0)) {
            assertThat(dataThreads()).isEmpty();                      // nothing happens before somebody asks
            elements.next();
            Set<Thread> threads = new HashSet<>();
            for (int i = 0; i < 5; i++) {                             // the one taken, three that wait, one in the thread's hand
                threads.add(made.take());
            }
            assertThat(threads).hasSize(1).allMatch(Thread::isDaemon).allMatch(thread -> thread.getName().startsWith("keras4j-data-"))
                    .doesNotContain(Thread.currentThread());
            assertThat(made.poll(20, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    /// What was made ahead counts as passed by.
    @Test
    void skipsAlsoWhenItHasBegun() throws InterruptedException {
        var made = new Semaphore(0);
        try (var elements = TEN.map(e -> {
            made.release();
            return e;
        }).prefetch(3).open(0)) {
            elements.next();
            made.acquire(5);                                          // the one taken, three that wait, one in the thread's hand
            elements.skip(5);
            assertThat(elements.next().input().item()).isEqualTo(6);
        }
    }

    @Test
    void aFailureReachesWhoAsksAfterWhatWasMadeBefore() {
        try (var elements = TEN.map(DatasetTest::failAtSeven).prefetch(2).open(0)) {
            for (int i = 0; i < 7; i++) {
                elements.next();
            }
            assertThatThrownBy(elements::next).isInstanceOf(DatasetException.class).hasMessage("Dataset > map, element 7: seven is bad")
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
            assertThat(elements.hasNext()).isFalse();
        }
    }

    @Test
    void anErrorReachesWhoAsksToo() {
        try (var elements = TEN.map(e -> {
            throw new StackOverflowError("deep");
        }).prefetch(2).open(0)) {
            assertThatThrownBy(elements::next).hasMessage("Dataset > prefetch, element 0: java.lang.StackOverflowError: deep");
        }
    }

    @Test
    void closingEarlyEndsTheThreadAndClosesTheSource() throws InterruptedException {
        var closed = new CountDownLatch(1);
        var endless = Dataset.streaming(() -> Stream.generate(() -> Element.of(NDArray.scalar(1))).onClose(closed::countDown));
        var elements = endless.prefetch(2).batch(2).prefetch(2).open(0);
        elements.next();
        assertThat(dataThreads()).hasSize(2);
        elements.close();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingBeforeTheFirstQuestionClosesTheSource() {
        var closed = new AtomicInteger();
        Dataset.streaming(() -> Stream.<Element>empty().onClose(closed::incrementAndGet)).prefetch(1).open(0).close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aForgottenWalkEndsItsThread() throws InterruptedException {
        var elements = TEN.repeat().prefetch(2).open(0);
        elements.next();
        List<Thread> threads = dataThreads();
        assertThat(threads).hasSize(1);
        elements = null;
        for (int i = 0; i < 100 && threads.getFirst().isAlive(); i++) {
            System.gc();
            threads.getFirst().join(Duration.ofMillis(50));
        }
        assertThat(threads.getFirst().isAlive()).isFalse();
    }

    private static List<Thread> dataThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("keras4j-data-")).toList();
    }
}
