package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void wilsonIntervalsEqualThePapersFormula() {
        // The formula of the paper, worked out in Python.
        near(Interval.ofShare(9922, 10_000), 0.990277, 0.993745);
        near(Interval.ofShare(5, 10), 0.236593, 0.763407);
        near(Interval.ofShare(0, 20), 0, 0.161125);
        near(Interval.ofShare(20, 20), 0.838875, 1);
    }

    @Test
    void aShareMustBeOne() {
        assertThatThrownBy(() -> Interval.ofShare(11, 10)).hasMessageContaining("got 11 of 10");
        assertThatThrownBy(() -> Interval.ofShare(0, 0)).hasMessageContaining("got 0 of 0");
    }

    @Test
    void bootstrapOfAMeanIsAsWideAsItsStandardErrorSays() {
        // Of 400 values 0 and 1 in halves the mean's standard error is 0.5 / 20: ± 0.049.
        var values = IntStream.range(0, 400).mapToDouble(i -> i % 2).toArray();

        var interval = Interval.ofScore(400, drawn -> IntStream.of(drawn).mapToDouble(i -> values[i]).average().orElseThrow(), 1);

        assertThat(interval.low()).isCloseTo(0.451, offset(0.006));
        assertThat(interval.high()).isCloseTo(0.549, offset(0.006));
    }

    @Test
    void printsInPerCent() {
        assertThat(Interval.ofShare(9922, 10_000).percent()).isEqualTo("[99.03 – 99.37]");       // as TARGETS has it
    }

    private static void near(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, offset(1e-6));
        assertThat(interval.high()).isCloseTo(high, offset(1e-6));
    }
}
