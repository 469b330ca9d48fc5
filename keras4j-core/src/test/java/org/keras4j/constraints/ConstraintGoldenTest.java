package org.keras4j.constraints;

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

/// Constrained weights of the real Keras.
class ConstraintGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.all("constraints");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        var constraint = (Constraint) golden.made("keras.constraints");
        assertThat(constraint.kerasConfig().keySet()).containsExactlyElementsOf(golden.config().propertyNames());
        golden.assertClose(Programs.run(List.of(golden.array("x")), (_, v) -> List.of(constraint.apply(v.getFirst()))).getFirst(), golden.array("y"), "weight");
    }

    @ParameterizedTest
    @CsvSource({"max_norm, MaxNorm", "MinMaxNorm, MinMaxNorm", "non_neg, NonNeg", "unit_norm, UnitNorm"})
    void isKnownByName(String name, String className) {
        assertThat(Constraint.of(name).className()).isEqualTo(className);
    }

    /// Columns of length 5 and 1.
    @Test
    void bringsWeightsBack() {
        NDArray w = NDArray.of(new float[][] {{3, 0}, {4, -1}});
        assertConstrained(new MaxNorm(), w, 1.2f, 0, 1.6f, -1);
        assertConstrained(new UnitNorm(), w, 0.6f, 0, 0.8f, -1);
        assertConstrained(new NonNeg(), w, 3, 0, 4, 0);
        assertConstrained(new MinMaxNorm(), w, 0.6f, 0, 0.8f, -1);
    }

    private static void assertConstrained(Constraint constraint, NDArray w, float... expected) {
        NDArray found = Programs.run(List.of(w), (_, v) -> List.of(constraint.apply(v.getFirst()))).getFirst();
        assertThat(found.toFloatArray()).as(constraint.className()).containsExactly(expected, within(1e-6f));
    }

    @Test
    void namesTheChoices() {
        assertThatThrownBy(() -> Constraint.of("norm")).hasMessage("constraint: expected max_norm, unit_norm, non_neg or min_max_norm, got 'norm'.");
    }
}
