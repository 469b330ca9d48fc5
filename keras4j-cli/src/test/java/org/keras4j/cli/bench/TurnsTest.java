package org.keras4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.cli.bench.Side.Timing;

/// All numbers by arithmetic.
class TurnsTest {
    private final List<String> turns = new ArrayList<>();

    /// Whose turns have these medians, and bests ten times as high.
    private final class Scripted implements Side {
        private final String name;
        private final Iterator<Double> medians;

        Scripted(String name, Double... medians) {
            this.name = name;
            this.medians = List.of(medians).iterator();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Timing run(double seconds) {
            turns.add(name + " " + seconds);
            double median = medians.next();
            return new Timing(median, 10 * median, 1000 / median, 2000 / median);
        }

        @Override
        public void close() {}
    }

    /// The ratios of the rounds are 2, 3 and 2; of the medians over all rounds it were 30 / 10.
    @Test
    void comparesTurnsOfOneRound() {
        var found = Turns.of(new Scripted("ours", 10.0, 30.0, 40.0), List.of(new Scripted("torch", 5.0, 10.0, 20.0), new Scripted("jax", 1.0, 1.0, 1.0)), 1.5, 3);

        assertThat(turns).startsWith("ours 1.5", "torch 1.5", "jax 1.5", "ours 1.5").hasSize(9);
        assertThat(found.ratio("torch")).isEqualTo(2);
        assertThat(found.own()).isEqualTo(new Timing(30, 400, 1000.0 / 30, 2000.0 / 30));
        assertThat(found.of("torch")).isEqualTo(new Timing(10, 200, 100, 200));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Turns.median(DoubleStream.of(8, 1, 2, 4))).isEqualTo(3);
    }

    @Test
    void aTimingIsOfTheMedianAndTheFastestStep() {
        assertThat(Timing.of(new long[] {5_000, 1_000, 4_000, 2_000, 3_000}, 6)).isEqualTo(new Timing(2e6, 6e6, 3, 5));
        // Of the times 1 to 200 ms, two are above the 99th percentile.
        assertThat(Timing.of(LongStream.rangeClosed(1, 200).map(i -> i * 1_000_000).toArray(), 1).p99Micros()).isEqualTo(199_000);
    }

    @Test
    void aTurnHasOneStepHoweverShort() {
        var steps = new AtomicInteger();

        Side.time(steps::incrementAndGet, 0, 1);

        assertThat(steps).hasValue(1);
    }
}
