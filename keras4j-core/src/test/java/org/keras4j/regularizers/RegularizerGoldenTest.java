package org.keras4j.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;

/// Penalties of the real Keras.
class RegularizerGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.all("regularizers");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        var regularizer = (Regularizer) golden.made("keras.regularizers");
        golden.assertConfig(regularizer);
        golden.assertClose(Programs.run(List.of(golden.array("x")), (_, v) -> List.of(regularizer.penalty(v.getFirst()))).getFirst(), golden.array("y"), "penalty");
    }

    @ParameterizedTest
    @CsvSource({"l1, L1", "L2, L2", "l1_l2, L1L2", "l1l2, L1L2", "orthogonal_regularizer, OrthogonalRegularizer"})
    void isKnownByName(String name, String className) {
        assertThat(Regularizer.of(name).className()).isEqualTo(className);
    }

    /// Of 3 and −4: 0.1 · 7, 0.1 · 25, and both. Other libraries halve the squares.
    @Test
    void penaltiesHaveNoHalf() {
        assertThat(penalty(new L1(0.1))).isCloseTo(0.7, within(1e-6));
        assertThat(penalty(new L2(0.1))).isCloseTo(2.5, within(1e-6));
        assertThat(penalty(new L1L2(0.1, 0.1))).isCloseTo(3.2, within(1e-6));
    }

    private static double penalty(Regularizer regularizer) {
        return Programs.run(List.of(NDArray.of(3f, -4f)), (_, v) -> List.of(regularizer.penalty(v.getFirst()))).getFirst().item();
    }

    @Test
    void namesTheChoices() {
        assertThatThrownBy(() -> Regularizer.of("l3")).hasMessage("regularizer: expected l1, l2, l1_l2 or orthogonal_regularizer, got 'l3'.");
    }
}
