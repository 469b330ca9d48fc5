package org.keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Linalg.Extent;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;

/// Programs within programs, and factors that are known but for signs. Numbers by hand.
class ControlTest {
    private interface Body {
        List<Value> of(List<Value> values);
    }

    private static List<NDArray> of(Body body, NDArray... inputs) {
        return Programs.run(List.of(inputs), (_, values) -> body.of(values));
    }

    /// The logarithm of what isn't positive would make both result and gradient NaN if it were computed.
    @Test
    void onlyTheBranchThatIsChosenCounts() {
        for (float x : new float[] {2, -1}) {
            List<NDArray> found = of(values -> {
                Value y = Ops.cond(Ops.greater(values.getFirst(), 0), v -> List.of(Ops.log(v.getFirst())), v -> List.of(Ops.multiply(v.getFirst(), 3)),
                        values.getFirst()).getFirst();
                return List.of(y, Autodiff.gradients(y, values).getFirst());
            }, NDArray.scalar(x));
            assertThat(found.get(0).item()).isCloseTo(x > 0 ? Math.log(x) : 3 * x, within(1e-6));
            assertThat(found.get(1).item()).isCloseTo(x > 0 ? 1 / x : 3, within(1e-6));
        }
    }

    /// The example of `keras.ops.custom_gradient`: log(1 + eˣ), whose gradient e / (1 + e) is NaN for an x of 100 if it follows from how it is computed.
    @Test
    void aFunctionHasAGradientOfOnesOwn() {
        List<NDArray> found = of(values -> {
            Value x = values.getFirst();
            Value e = Ops.exp(x);
            Value plain = Ops.log(Ops.add(e, 1));
            Value y = Ops.customGradient(plain, values, (in, _, dy) -> List.of(Ops.multiply(dy, Ops.sigmoid(in.getFirst()))));
            return List.of(y, Autodiff.gradients(Ops.sum(plain), values).getFirst(), Autodiff.gradients(Ops.sum(Ops.multiply(y, 3)), values).getFirst());
        }, NDArray.of(0f, 100f));
        assertThat(found.get(0).get(0)).isCloseTo(Math.log(2), within(1e-6));
        assertThat(found.get(1).get(1)).isNaN();
        assertThat(found.get(2).toDoubleArray()).containsExactly(new double[] {1.5, 3}, within(1e-6));
    }

    /// Each of three turns doubles, and turns the gradient around: −2 · −2 · −2.
    @Test
    void aGradientOfOnesOwnIsHeardInLoops() {
        List<NDArray> found = of(values -> {
            Value y = Ops.foriLoop(0, 3, (_, state) -> List.of(Ops.customGradient(Ops.multiply(state.getFirst(), 2), state,
                    (_, _, dy) -> List.of(Ops.multiply(dy, -2)))), values.getFirst()).getFirst();
            return List.of(y, Autodiff.gradients(y, values).getFirst());
        }, NDArray.scalar(1f));
        assertThat(found).containsExactly(NDArray.scalar(8f), NDArray.scalar(-8f));
    }

    @Test
    void aGradientOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> of(values -> Autodiff.gradients(Ops.customGradient(Ops.sum(values.getFirst()), values, (_, _, dy) -> List.of(dy)), values), NDArray.of(1f, 2f)))
                .hasMessage("OwnGradient: expected what flows back to [float32[2]], got [float32[]]. Give each input a gradient of its type, or null.");
    }

    @Test
    void aNumberChoosesABody() {
        var bodies = List.<Control.Body>of(v -> List.of(Ops.add(v.getFirst(), 1)), v -> List.of(Ops.multiply(v.getFirst(), 2)), v -> List.of(Ops.negative(v.getFirst())));
        int[] numbers = {-3, 0, 1, 2, 9};
        double[] expected = {6, 6, 10, -5, -5};
        for (int i = 0; i < numbers.length; i++) {
            NDArray found = of(values -> Ops.choose(values.get(0), bodies, values.get(1)), NDArray.scalar(numbers[i]), NDArray.scalar(5f)).getFirst();
            assertThat(found.item()).isEqualTo(expected[i]);
        }
    }

    /// Euclid's algorithm.
    @Test
    void aLoopGoesOnWhileItsConditionHolds() {
        NDArray found = of(values -> Ops.whileLoop(v -> Ops.notEqual(v.get(1), 0), v -> List.of(v.get(1), Ops.mod(v.get(0), v.get(1))),
                values.get(0), values.get(1)), NDArray.scalar(252), NDArray.scalar(105)).getFirst();
        assertThat(found).isEqualTo(NDArray.scalar(21));
        assertThatThrownBy(() -> of(values -> {
            Value y = Ops.whileLoop(v -> Ops.less(v.getFirst(), 9), v -> List.of(Ops.multiply(v.getFirst(), 2)), values.getFirst()).getFirst();
            return Autodiff.gradients(y, values);
        }, NDArray.scalar(1f))).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("foriLoop");
    }

    /// x · 1 · 2 · 3 · 4, whose gradient is 24.
    @Test
    void aCountedLoopHasAGradient() {
        List<NDArray> found = of(values -> {
            Value y = Ops.foriLoop(1, 5, (i, state) -> List.of(Ops.multiply(state.getFirst(), i)), values.getFirst()).getFirst();
            return List.of(y, Autodiff.gradients(y, values).getFirst());
        }, NDArray.scalar(2f));
        assertThat(found).containsExactly(NDArray.scalar(48f), NDArray.scalar(24f));
        assertThat(of(values -> Ops.foriLoop(3, 3, (_, state) -> state, values.getFirst()), NDArray.scalar(2f))).containsExactly(NDArray.scalar(2f));
    }

    @Test
    void aScanHandsOnItsStateFromEitherEnd() {
        NDArray x = NDArray.of(1f, 2f, 4f);
        for (var direction : Control.Direction.values()) {
            List<NDArray> found = of(values -> {
                var turn = Ops.scan((state, slices) -> {
                    Value sum = Ops.add(state.getFirst(), slices.getFirst());
                    return new Control.Turn(List.of(sum), List.of(Ops.multiply(sum, 10)));
                }, List.of(Ops.constant(values.getFirst(), NDArray.scalar(0f))), values, direction);
                return List.of(turn.state().getFirst(), turn.kept().getFirst());
            }, x);
            assertThat(found.get(0)).isEqualTo(NDArray.scalar(7f));
            assertThat(found.get(1)).isEqualTo(direction == Control.Direction.FORWARD ? NDArray.of(10f, 30f, 70f) : NDArray.of(70f, 60f, 40f));
        }
    }

    @Test
    void mapsAndAssociativeScans() {
        NDArray x = NDArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(of(values -> List.of(Ops.map(row -> Ops.sum(Ops.square(row)), values.getFirst())), x)).containsExactly(NDArray.of(5f, 25f, 61f));
        assertThat(of(values -> List.of(Ops.associativeScan(Ops::maximum, values.getFirst(), 0)), NDArray.of(1f, 5f, 2f, 7f, 3f)))
                .containsExactly(NDArray.of(1f, 5f, 5f, 7f, 7f));
        assertThat(of(values -> List.of(Ops.associativeScan(Ops::add, values.getFirst(), 1)), x))
                .containsExactly(NDArray.of(new float[][] {{1, 3}, {3, 7}, {5, 11}}));
    }

    @Test
    void factorsMultiplyToTheirMatrix() {
        NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(2, 3, 3), i -> Math.sin(i * i + 1));
        List<NDArray> found = of(values -> {
            Value a = values.getFirst();
            Value symmetric = Ops.add(a, Ops.swapaxes(a, -1, -2));
            var eigh = Ops.eigh(symmetric);
            var svd = Ops.svd(a, Extent.COMPLETE);
            return List.of(
                    Ops.subtract(Ops.matmul(Ops.multiply(eigh.eigenvectors(), Ops.expandDims(eigh.eigenvalues(), -2)), Ops.swapaxes(eigh.eigenvectors(), -1, -2)), symmetric),
                    Ops.subtract(Ops.matmul(Ops.multiply(svd.u(), Ops.expandDims(svd.s(), -2)), svd.vt()), a));
        }, x);
        found.forEach(difference -> assertThat(difference.abs().max().item()).isLessThan(1e-5));
    }

    @Test
    void patternsRearrangeAxes() {
        NDArray x = NDArray.arange(24).reshape(2, 6, 2);
        List<NDArray> found = of(values -> List.of(
                Ops.rearrange(values.getFirst(), "b (h w) c -> b h w c", Map.of("h", 3L)),
                Ops.rearrange(values.getFirst(), "b (h w) c -> (b h) 1 (c w)", Map.of("w", 3L))), x);
        assertThat(found.get(0)).isEqualTo(x.reshape(2, 3, 2, 2));
        assertThat(found.get(1)).isEqualTo(x.reshape(2, 2, 3, 2).transpose(0, 1, 3, 2).reshape(4, 1, 6));
        assertThatThrownBy(() -> of(values -> List.of(Ops.rearrange(values.getFirst(), "b (h w) c -> b h w", Map.of())), x))
                .hasMessageContaining("each name once on either side");
        assertThatThrownBy(() -> of(values -> List.of(Ops.rearrange(values.getFirst(), "b (h w) c -> b h w c", Map.of("h", 4L))), x))
                .hasMessageContaining("sizes that make up axis 1 of int64[2, 6, 2]");
    }

    @Test
    void aFormulaThatDoesntFitSaysSo() {
        NDArray x = NDArray.of(new float[][] {{1, 2}, {3, 4}});
        assertThatThrownBy(() -> of(values -> List.of(Ops.einsum("ij,jk->ik", values.getFirst())), x))
                .hasMessage("einsum: expected a formula with letters for 1 operands, got \"ij,jk->ik\". See numpy.einsum.");
        assertThatThrownBy(() -> of(values -> List.of(Ops.einsum("ijk->ik", values.getFirst())), x)).hasMessageContaining("a letter for each axis");
        assertThatThrownBy(() -> of(values -> List.of(Ops.einsum("ij->ix", values.getFirst())), x)).hasMessageContaining("each letter of the result once");
    }
}
