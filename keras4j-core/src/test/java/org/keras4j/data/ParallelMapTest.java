package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keras4j.engine.tensor.NDArray;

@Timeout(30)
class ParallelMapTest {
    private static final Dataset TWENTY = Dataset.of(NDArray.arange(20));

    private static Element doubled(Element element) {
        return element.mapX(x -> x.times(2));
    }

    @Test
    void keepsTheOrderHoweverLongEachTakes() {
        UnaryOperator<Element> slow = element -> {
            LockSupport.parkNanos((long) (element.input().item() % 3) * 2_000_000);
            return doubled(element);
        };
        for (Dataset data : List.of(TWENTY, TWENTY.shuffle(5))) {
            assertThat(DatasetTest.numbers(data.map(slow, 4).batch(3), 1)).isEqualTo(DatasetTest.numbers(data.map(ParallelMapTest::doubled).batch(3), 1));
        }
        assertThat(DatasetTest.numbers(TWENTY.map(slow, 4).shuffle(5), 1)).isEqualTo(DatasetTest.numbers(TWENTY.map(slow).shuffle(5), 1));
        assertThat(DatasetTest.numbers(TWENTY.map(slow, 4).split(0.3, 7).left())).isEqualTo(DatasetTest.numbers(TWENTY.map(slow).split(0.3, 7).left()));
        assertThat(TWENTY.map(slow, 4).cardinality()).isEqualTo(TWENTY.cardinality());
    }

    /// The first three wait for each other, and there are never more.
    @Test
    void asManyThreadsWorkAsWereAskedFor() {
        var together = new CountDownLatch(3);
        var working = new AtomicInteger();
        var most = new AtomicInteger();

        DatasetTest.all(Dataset.of(NDArray.arange(100)).map(element -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                working.decrementAndGet();
            }
            return element;
        }, 3));

        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void aFailureIsToldAfterWhatCameBeforeIt() {
        try (var elements = TWENTY.map(element -> {
            if (element.input().item() == 2) {
                throw new IllegalArgumentException("no two");
            }
            return element;
        }, 4).open(0)) {
            assertThat(elements.next().input().item()).isEqualTo(0);
            assertThat(elements.next().input().item()).isEqualTo(1);
            assertThatThrownBy(elements::next).isInstanceOf(DatasetException.class).hasMessage("Dataset > map, element 2: no two");
            assertThat(elements.hasNext()).isFalse();
        }
        try (var elements = TWENTY.filter(element -> {
            if (element.input().item() == 2) {
                throw new IllegalArgumentException("no two");
            }
            return true;
        }).map(ParallelMapTest::doubled, 4).open(0)) {
            assertThat(elements.next().input().item()).isEqualTo(0);
            assertThat(elements.next().input().item()).isEqualTo(2);
            assertThatThrownBy(elements::next).hasMessage("Dataset > filter, element 2: no two");
        }
        assertThatThrownBy(() -> TWENTY.map(_ -> null, 2).stream().findFirst()).hasMessage("Dataset > map, element 0: the function gave null");
        assertThatThrownBy(() -> TWENTY.map(element -> element, 0)).hasMessage("Dataset > map: expected a number of threads of 1 or more, got 0.");
    }

    /// Not made where nobody has asked yet.
    @Test
    void whatIsPassedByIsNotWaitedFor() {
        var made = new ConcurrentLinkedQueue<Double>();
        Dataset data = TWENTY.map(element -> {
            made.add(element.input().item());
            return doubled(element);
        }, 2);

        assertThat(DatasetTest.numbers(data.skip(17))).isEqualTo("34 | 36 | 38");
        assertThat(made).containsExactlyInAnyOrder(17.0, 18.0, 19.0);
        try (var elements = data.open(0)) {
            elements.next();
            elements.skip(10);
            assertThat(elements.next().input().item()).isEqualTo(22);
        }
    }

    @Test
    void endsWhatIsOnItsWayWithItself() throws InterruptedException {
        var begun = new CountDownLatch(2);
        var interrupted = new CountDownLatch(2);
        try (var elements = TWENTY.map(element -> {
            if (element.input().item() > 0) {
                begun.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
            return element;
        }, 3).open(0)) {
            elements.next();
            begun.await();
        }

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
