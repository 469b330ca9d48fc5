package org.keras4j.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import org.keras4j.golden.Schedules;
import org.keras4j.ops.Ops;

/// The rates of the real Keras, for every schedule.
class ScheduleGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.of("optimizers", "schedules");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        LearningRateSchedule schedule = Schedules.of(golden.className(), golden.config());
        golden.assertConfig(schedule);
        NDArray steps = golden.array("arrays", "steps");
        NDArray rates = golden.array("arrays", "learning_rates");
        List<NDArray> all = Programs.run(List.of(steps), (c, v) -> LongStream.range(0, steps.elements()).mapToObj(
                i -> schedule.rate(Ops.cast(Ops.squeeze(Ops.slice(v.getFirst(), 0, i, i + 1), 0), DType.FLOAT32))).toList());
        golden.assertClose(NDArray.stack(0, all), rates, "rates");
        golden.assertClose(NDArray.scalar(schedule.rate((long) steps.at(3))), rates.row(3), "rate on the host");
    }

    /// A quarter of the way from 0.2 to 1, as `_warmup_function` goes.
    @Test
    void warmsUpFromTheFirstRate() {
        assertThat(CosineDecay.of(0.2, 10).warmup(1, 4).rate(1)).isCloseTo(0.4, within(1e-7));
    }

    @Test
    void saysWhatIsOutOfRange() {
        assertThatThrownBy(() -> ExponentialDecay.of(0.1, 0, 0.5)).hasMessage("ExponentialDecay: expected decay_steps above 0, got 0.0.");
        assertThatThrownBy(() -> CosineDecay.of(0.1, 0)).hasMessage("CosineDecay: expected decay_steps above 0, got 0.0.");
        assertThatThrownBy(() -> CosineDecay.of(0.1, 10).warmup(1, 0)).hasMessage("CosineDecay: expected warmup_steps above 0, got 0.0.");
        assertThatThrownBy(() -> CosineDecayRestarts.of(0.1, 0)).hasMessage("CosineDecayRestarts: expected first_decay_steps above 0, got 0.0.");
        assertThatThrownBy(() -> CosineDecayRestarts.of(0.1, 10).tMul(0)).hasMessage("CosineDecayRestarts: expected t_mul above 0, got 0.0.");
        assertThatThrownBy(() -> PiecewiseConstantDecay.of(List.of(1L), List.of(0.1)))
                .hasMessage("PiecewiseConstantDecay: expected one value more than there are boundaries, got [1] and [0.1].");
    }
}
