package org.keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;

/// Numbers by hand, or NumPy's where a comment says so.
class OpsTest {
    static NDArray of(UnaryOperator<Value> function, NDArray x) {
        return Programs.run(List.of(x), (_, values) -> List.of(function.apply(values.getFirst()))).getFirst();
    }

    static NDArray of(BinaryOperator<Value> function, NDArray a, NDArray b) {
        return Programs.run(List.of(a, b), (_, values) -> List.of(function.apply(values.get(0), values.get(1)))).getFirst();
    }

    @Test
    void operandsStretchAndTakeTheWiderFloatingType() {
        NDArray sum = of(Ops::add, NDArray.of(Shape.of(2, 1), 1, 2), NDArray.of(10f, 20f, 30f));
        assertThat(sum).isEqualTo(NDArray.of(Shape.of(2, 3), 11f, 21, 31, 12, 22, 32));
        assertThat(Ops.promote(DType.BFLOAT16, DType.FLOAT16)).isEqualTo(DType.FLOAT32);
        assertThat(Ops.promote(DType.INT64, DType.BFLOAT16)).isEqualTo(DType.BFLOAT16);
        assertThat(Ops.promote(DType.BOOL, DType.INT8)).isEqualTo(DType.INT8);
        assertThat(Ops.promote(DType.INT32, DType.INT64)).isEqualTo(DType.INT64);
        assertThat(of(x -> Ops.multiply(x, 0.5), NDArray.of(1, 3))).isEqualTo(NDArray.of(0.5f, 1.5f));
        assertThat(of(x -> Ops.multiply(x, 2), NDArray.of(1, 3))).isEqualTo(NDArray.of(2, 6));
    }

    /// `np.take(x, 1, 0)`, `x[:, 0]` and `x[:, -1]`.
    @Test
    void onePartIsTakenByItsNumber() {
        NDArray x = NDArray.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(of(v -> Ops.take(v, 1, 0), x)).isEqualTo(NDArray.of(4f, 5f, 6f));
        assertThat(of(v -> Ops.take(v, 0, 1), x)).isEqualTo(NDArray.of(1f, 4f));
        assertThat(of(v -> Ops.take(v, -1, -1), x)).isEqualTo(NDArray.of(3f, 6f));
        assertThatThrownBy(() -> of(v -> Ops.take(v, 3, 1), x)).isInstanceOf(ShapeException.class).hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> of(v -> Ops.take(v, -4, 1), x)).isInstanceOf(ShapeException.class).hasMessageContaining("[2, 3]");
    }

    @Test
    void aNumberMayComeFirst() {
        NDArray x = NDArray.of(1f, 3f);
        assertThat(of(v -> Ops.add(1, v), x)).isEqualTo(NDArray.of(2f, 4f));
        assertThat(of(v -> Ops.subtract(1, v), x)).isEqualTo(NDArray.of(0f, -2f));
        assertThat(of(v -> Ops.multiply(0.5, v), x)).isEqualTo(NDArray.of(0.5f, 1.5f));
        assertThat(of(v -> Ops.maximum(2, v), x)).isEqualTo(NDArray.of(2f, 3f));
        assertThat(of(v -> Ops.minimum(2, v), x)).isEqualTo(NDArray.of(1f, 2f));
        assertThat(of(v -> Ops.multiply(0.5, v), NDArray.of(1, 3))).as("of integers, too").isEqualTo(NDArray.of(0.5f, 1.5f));
    }

    /// By arithmetic: −log softmax(1, 2, 3) at the last is log(1 + e⁻¹ + e⁻²), and −log sigmoid(3) is log(1 + e⁻³).
    @Test
    void crossEntropiesOfLogitsNeedNoProbabilities() {
        NDArray logits = NDArray.of(new float[][] {{1, 2, 3}});
        double third = Math.log(1 + Math.exp(-1) + Math.exp(-2));
        assertThat(of(Ops::categoricalCrossentropyOfLogits, NDArray.of(new float[][] {{0, 0, 1}}), logits).item()).isCloseTo(third, within(1e-6));
        assertThat(of(Ops::sparseCategoricalCrossentropyOfLogits, NDArray.of(2), logits).item()).isCloseTo(third, within(1e-6));
        assertThat(of(Ops::binaryCrossentropyOfLogits, NDArray.of(1f), NDArray.of(3f)).item()).isCloseTo(Math.log1p(Math.exp(-3)), within(1e-6));
    }

    /// `math.erfc` of Python; `keras.ops.erfc` of Keras 3.15.1 has the same to the precision of float32.
    @Test
    void littleIsLeftOfTheErrorFunctionFarOut() {
        double[] expected = {0.4795001221869535, 0.004677734981047265, 2.2090496998585438e-05, 3.479222191415441e-08, 1.9661604415428873e-10, 2.1519736712498916e-17,
                1.9999779095030015};
        NDArray x = NDArray.of(0.5f, 2f, 3f, 3.9f, 4.5f, 6f, -3f);
        double[] found = of(Ops::erfc, x).toDoubleArray();
        double[] exact = of(Ops::erfc, x.cast(DType.FLOAT64)).toDoubleArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], withinPercentage(2e-4));
            assertThat(exact[i]).isCloseTo(expected[i], withinPercentage(2e-4));
        }
    }

    /// `x · min(max(x + 3, 0), 6) / 6` (Howard et al. 2019).
    @Test
    void aHardSwishIsAHardSilu() {
        NDArray x = NDArray.of(1f, 3f, 9f);
        assertThat(of(Ops::hardSwish, x).toDoubleArray()).containsExactly(new double[] {4 / 6.0, 3, 9}, within(1e-6));
        assertThat(of(Ops::hardSwish, x)).isEqualTo(of(Ops::hardSilu, x));
    }

    @Test
    void aProductMayKeepItsAxis() {
        assertThat(of(x -> Ops.prodKeeping(x, 1), NDArray.of(new float[][] {{2, 3}, {4, 5}}))).isEqualTo(NDArray.of(new float[][] {{6}, {20}}));
    }

    /// `keras.ops.view` of 3.15.1: bits of 1 and 2 in IEEE 754, and bytes in little endian.
    @Test
    void bytesMayBeSeenAsOtherNumbers() {
        assertThat(of(x -> Ops.view(x, DType.INT32), NDArray.of(0f, 1f, 2f))).isEqualTo(NDArray.of(0, 1_065_353_216, 1_073_741_824));
        assertThat(of(x -> Ops.view(x, DType.INT8), NDArray.of(1, 258)).toIntArray()).containsExactly(1, 0, 0, 0, 2, 1, 0, 0);
        assertThat(of(x -> Ops.view(x, DType.INT32), NDArray.of(new int[][] {{1, 2}, {3, 4}}).cast(DType.INT64)).shape()).isEqualTo(Shape.of(2, 4));
        assertThatThrownBy(() -> of(x -> Ops.view(x, DType.INT64), NDArray.of(1, 2, 3)))
                .hasMessage("Reinterpret: expected numbers whose bytes along the last axis make whole int64s, got int32[3]. Cast it to have the same numbers.");
    }

    /// `keras.ops.unique([3, 1, 3, 2, 1], size=…, return_index=True, return_inverse=True, return_counts=True)` of Keras 3.15.1 on JAX.
    @Test
    void differentNumbersStandInOrder() {
        List<NDArray> four = Programs.run(List.of(NDArray.of(3, 1, 3, 2, 1)), (_, values) -> {
            var unique = Ops.unique(values.getFirst(), 4);
            return List.of(unique.values(), unique.index(), unique.inverse(), unique.counts(), Ops.unique(values.getFirst(), 2).values(), Ops.unique(values.getFirst(), 7).values());
        });
        assertThat(four).containsExactly(NDArray.of(1, 2, 3, 1), NDArray.of(1, 3, 0, 1), NDArray.of(2, 0, 2, 1, 0), NDArray.of(2, 1, 2, 0), NDArray.of(1, 2), NDArray.of(1, 2, 3, 1, 1, 1, 1));
        assertThatThrownBy(() -> of(x -> Ops.unique(x, 0).values(), NDArray.of(1f))).hasMessageContaining("expected one element or more, and a size of 1 or more");
    }

    @Test
    void quotientsAreTrueOnes() {
        assertThat(of(Ops::divide, NDArray.of(1, 3), NDArray.of(2, 2))).isEqualTo(NDArray.of(0.5f, 1.5f));
        assertThat(of(Ops::divideNoNan, NDArray.of(1f, 3f), NDArray.of(0f, 2f))).isEqualTo(NDArray.of(0f, 1.5f));
    }

    @Test
    void infinitiesAreNumbersToo() {
        float least = Float.NEGATIVE_INFINITY;
        NDArray sums = of(Ops::logaddexp, NDArray.of(least, least, 0f), NDArray.of(least, 0f, 0f));
        assertThat(sums).isEqualTo(NDArray.of(least, 0f, (float) Math.log(2)));
        assertThat(of(Ops::signbit, NDArray.of(least, -1f, -0f, 0f, -least))).isEqualTo(NDArray.of(true, true, true, false, false));
    }

    @Test
    void nothingFlowsBackWhereAllIsZero() {
        NDArray rows = NDArray.of(new float[][] {{0, 0}, {3, 4}});
        NDArray gradient = of(x -> Autodiff.gradients(Ops.sum(Ops.multiply(Ops.square(Ops.normalize(x, 1e-7, -1)), 0.5)), List.of(x)).getFirst(), rows);
        assertThat(gradient.allClose(NDArray.zeros(DType.FLOAT32, rows.shape()), 0, 1e-6)).isTrue();
    }

    /// keras.ops.normalize(x, axis), rms_normalization(x, axis=axis) and layer_normalization(x, axis=axis) of Keras 3.15.1.
    @Test
    void aNumberBehindWhatIsNormalizedIsItsAxis() {
        NDArray x = NDArray.of(new float[][] {{3, 4}, {0, 0}, {1, -8}});
        assertThat(of(v -> Ops.normalize(v, 1), x).allClose(NDArray.of(new float[][] {{0.6f, 0.8f}, {0, 0}, {0.12403473f, -0.9922779f}}), 0, 1e-6)).isTrue();
        assertThat(of(v -> Ops.normalize(v, 0), x).allClose(NDArray.of(new float[][] {{0.94868326f, 0.4472136f}, {0, 0}, {0.31622776f, -0.8944272f}}), 0, 1e-6)).isTrue();
        assertThat(of(v -> Ops.rmsNormalization(v, 1), x).allClose(NDArray.of(new float[][] {{0.84852815f, 1.1313709f}, {0, 0}, {0.1754116f, -1.4032928f}}), 0, 1e-6)).isTrue();
        assertThat(of(v -> Ops.layerNormalization(v, -1), x).allClose(NDArray.of(new float[][] {{-0.9999998f, 0.9999998f}, {0, 0}, {1, -1}}), 0, 1e-6)).isTrue();
    }

    @Test
    void aNumberStandsForWhatIsChosen() {
        NDArray x = NDArray.of(new float[][] {{-2, 3}, {0, -1}});
        assertThat(of(v -> Ops.where(Ops.greater(v, 0), v, -9), x)).isEqualTo(NDArray.of(new float[][] {{-9, 3}, {-9, -9}}));
        assertThat(of(v -> Ops.where(Ops.greater(v, 0), 0.5, v), x)).isEqualTo(NDArray.of(new float[][] {{-2, 0.5f}, {0, -1}}));
    }

    @Test
    void amongNothingAllHoldsAndAnyDoesnt() {
        NDArray nothing = NDArray.zeros(DType.FLOAT32, Shape.of(2, 0));
        assertThat(of(v -> Ops.any(v, 1), nothing)).isEqualTo(NDArray.of(false, false));
        assertThat(of(v -> Ops.all(v, 1), nothing)).isEqualTo(NDArray.of(true, true));
    }

    @Test
    void axesCountFromTheEndToo() {
        NDArray x = NDArray.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(of(v -> Ops.sum(v, -1), x)).isEqualTo(NDArray.of(6f, 15f));
        assertThat(of(v -> Ops.meanKeeping(v, -2), x)).isEqualTo(NDArray.of(new float[][] {{2.5f, 3.5f, 4.5f}}));
        assertThat(of(v -> Ops.var(v, -1), x).toFloatArray()).containsExactly(new float[] {2f / 3, 2f / 3}, within(1e-6f));
        assertThat(of(v -> Ops.expandDims(v, -1), x).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(of(v -> Ops.flip(v, -1), x)).isEqualTo(NDArray.of(new float[][] {{3, 2, 1}, {6, 5, 4}}));
        assertThat(of(v -> Ops.reshape(v, 3, -1), x).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(of(v -> Ops.any(Ops.greater(v, 5), 1), x)).isEqualTo(NDArray.of(false, true));
    }

    @Test
    void softmaxAlongAnyAxisSumsToOneThere() {
        NDArray p = of(v -> Ops.softmax(v, 0), NDArray.of(new float[][] {{1, 2}, {3, 2}}));
        assertThat(p.sum(0).toFloatArray()).containsExactly(new float[] {1, 1}, within(1e-6f));
        assertThat(p.get(0, 0)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));
    }

    @Test
    void productsTakeFurtherAxesAsBatches() {
        // numpy.matmul(arange(12).reshape(2, 2, 3), arange(6).reshape(3, 2))
        NDArray a = NDArray.generate(DType.FLOAT32, Shape.of(2, 2, 3), i -> i);
        NDArray b = NDArray.generate(DType.FLOAT32, Shape.of(3, 2), i -> i);
        assertThat(of(Ops::matmul, a, b).flatten()).isEqualTo(NDArray.of(10f, 13, 28, 40, 46, 67, 64, 94));
        assertThat(of(Ops::matmul, a, b.expandDims(0)).flatten()).isEqualTo(NDArray.of(10f, 13, 28, 40, 46, 67, 64, 94));
    }

    @Test
    void theNextNumberIsJavasAlsoAmongTheSmallestAndLargest() {
        double[] from = {0, -0.0, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL, 0x1p-125, 0x1.8p-110, 0x1p-102, 1, 0x1p24,
                Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 3};
        for (double way : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0}) {
            NDArray x = NDArray.of(from).cast(DType.FLOAT32);
            NDArray next = of(Ops::nextafter, x, NDArray.full(DType.FLOAT32, x.shape(), way));
            for (int i = 0; i < from.length; i++) {
                assertThat((float) next.at(i)).as("after %s towards %s", from[i], way).isEqualTo(Math.nextAfter((float) from[i], way) + 0f);
            }
        }
        assertThat(of(Ops::nextafter, NDArray.of(1.0, -3e-310), NDArray.of(2.0, 1.0))).isEqualTo(NDArray.of(Math.nextUp(1.0), Math.nextUp(-3e-310)));
        assertThatThrownBy(() -> of(Ops::nextafter, NDArray.of(1f).cast(DType.BFLOAT16), NDArray.of(1f).cast(DType.BFLOAT16)))
                .hasMessage("nextafter: expected float32 or float64, got bfloat16[1]. Cast it first.");
    }

    @Test
    void partitionedElementsAreOnTheirSideOfThePlace() {
        NDArray x = NDArray.of(5f, 1, 4, 1, 9, 2, 6);
        NDArray order = of(v -> Ops.argpartition(v, 3, 0), x);
        assertThat(IntStream.range(0, 7).mapToObj(i -> x.at((long) order.at(i))).toList().subList(0, 4)).containsExactlyInAnyOrder(1.0, 1.0, 2.0, 4.0);
        assertThatThrownBy(() -> of(v -> Ops.argpartition(v, 7, 0), x))
                .hasMessage("argpartition: expected more than 7 elements along axis 0, got float32[7]. Ask for another place.");
    }

    /// By the definitions of `numpy.eye` and `numpy.full`.
    @Test
    void numbersComeFromNowhere() {
        NDArray x = NDArray.of(1f, 2);
        assertThat(of(v -> Ops.eye(v, 2, 4, 1, DType.INT32), x)).isEqualTo(NDArray.of(Shape.of(2, 4), 0, 1, 0, 0, 0, 0, 1, 0));
        assertThat(of(v -> Ops.eye(v, 3, 2, -1, DType.FLOAT32), x)).isEqualTo(NDArray.of(Shape.of(3, 2), 0f, 0, 1, 0, 0, 1));
        assertThat(of(v -> Ops.identity(v, 2, DType.FLOAT32), x)).isEqualTo(NDArray.eye(2).cast(DType.FLOAT32));
        assertThat(of(v -> Ops.zeros(v, Shape.of(2, 3), DType.INT32), x)).isEqualTo(NDArray.zeros(DType.INT32, Shape.of(2, 3)));
        assertThat(of(v -> Ops.ones(v, Shape.of(0, 3), DType.FLOAT32), x)).isEqualTo(NDArray.ones(DType.FLOAT32, Shape.of(0, 3)));
        assertThat(of(v -> Ops.full(v, Shape.SCALAR, 2.5, DType.FLOAT64), x)).isEqualTo(NDArray.scalar(2.5));
        assertThatThrownBy(() -> of(v -> Ops.eye(v, 2, -1, 0, DType.INT32), x)).hasMessage("eye: expected a count of 0 or more, got -1.");
    }

    @Test
    void rangesAndSharesAreChecked() {
        NDArray x = NDArray.of(1f, 2);
        assertThatThrownBy(() -> of(v -> Ops.linspace(v, 0, 1, -2), x)).hasMessage("linspace: expected a count of 0 or more, got -2.");
        assertThatThrownBy(() -> of(v -> Ops.geomspace(v, -1, 1, 2), x)).hasMessage("geomspace: expected two ends of one sign, got -1.0 and 1.0.");
        assertThatThrownBy(() -> of(v -> Ops.logspace(v, v, 2, Ops.Endpoint.INCLUDED, 0), x)).hasMessage("logspace: expected a base above 0, got 0.0.");
        assertThatThrownBy(() -> of(v -> Ops.nanquantile(v, 30), x))
                .hasMessage("nanquantile: expected a share from 0 to 1, got 30.0. A percentile's is a hundredth of it.");
        assertThatThrownBy(() -> of(v -> Ops.gcd(v, v), x)).hasMessage("gcd: expected integers, got float32[2]. Cast them first.");
        assertThatThrownBy(() -> of(v -> Ops.correlate(v, Ops.expandDims(v, 0), Ops.Overlap.FULL), x))
                .hasMessage("correlate: expected two vectors of one element or more, got float32[2] and float32[1, 2]. Ravel them.");
    }

    @Test
    void aTangentIsTheDerivativeInADirection() {
        NDArray x = NDArray.of(0.5f, 2f, -1f);
        NDArray tangent = of((v, d) -> Ops.jvp(u -> Ops.multiply(Ops.exp(u), Ops.sum(u)), v, d).tangent(), x, NDArray.of(1f, 0f, -2f));
        double sum = 1.5;
        for (int i = 0; i < 3; i++) {                                           // eˣ · (Σx · d + Σd)
            assertThat(tangent.at(i)).isCloseTo(Math.exp(x.at(i)) * (sum * new double[] {1, 0, -2}[i] - 1), within(1e-5));
        }
        assertThatThrownBy(() -> of((v, d) -> Ops.jvp(Ops::exp, v, d).tangent(), x, NDArray.of(1f, 0f)))
                .hasMessage("jvp: expected a direction float32[3], got float32[2]. Cast and reshape it.");
    }

    @Test
    void nothingIsJoinedAndNothingIsNamed() {
        NDArray x = NDArray.of(new float[][] {{1, 2}});
        for (Function<List<Value>, Value> join : List.<Function<List<Value>, Value>>of(parts -> Ops.concatenate(parts, 0), parts -> Ops.stack(parts, 0),
                Ops::vstack, Ops::hstack, Ops::dstack)) {
            assertThatThrownBy(() -> of(_ -> join.apply(List.of()), x))
                    .hasMessage("concatenate: expected one part or more to join, got none. Nothing has no type and no shape: make zeros of those.");
        }
        assertThatThrownBy(() -> of(v -> Ops.scatter(Ops.zeros(v, Shape.of(1, 0), DType.INT32), v, Shape.of(3, 2)), x))
                .hasMessage("scatter: expected indices […, axes] that name one axis or more, got int32[1, 0]. Name the first.");
    }

    /// Numbers of `numpy.arange`.
    @Test
    void rangesGoFromToAndBy() {
        NDArray beside = NDArray.of(0f);
        assertThat(of(v -> Ops.arange(v, 1, 10, 4, DType.INT32), beside)).isEqualTo(NDArray.of(1, 5, 9));
        assertThat(of(v -> Ops.arange(v, 5, -1, -2, DType.FLOAT32), beside)).isEqualTo(NDArray.of(5f, 3f, 1f));
        assertThat(of(v -> Ops.arange(v, 2, 5, DType.INT64), beside)).isEqualTo(NDArray.of(2L, 3L, 4L));
        assertThat(of(v -> Ops.arange(v, 0, 1, 0.25, DType.FLOAT32), beside)).isEqualTo(NDArray.of(0f, 0.25f, 0.5f, 0.75f));
        assertThatThrownBy(() -> of(v -> Ops.arange(v, 0, 1, 0, DType.FLOAT32), beside))
                .hasMessage("arange: expected numbers, and a step that isn't 0, got 0.0 to 1.0 by 0.0.");
    }
}
