package org.keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Zeros;

/// Means and variances that follow from the distributions. Seeds are fixed: what holds once holds always.
class RandomOpsTest {
    private static final Shape MANY = Shape.of(200, 100);

    private interface Draw {
        Value of(Call c, Value input);
    }

    private static NDArray drawn(NDArray input, Draw draw) {
        return Programs.run(List.of(input), (c, values) -> List.of(draw.of(c, values.getFirst()))).getFirst();
    }

    private static NDArray drawn(Draw draw) {
        return drawn(NDArray.scalar(0f), draw);
    }

    private static void assertMoments(NDArray found, double mean, double variance) {
        double[] x = found.toDoubleArray();
        double own = DoubleStream.of(x).average().orElseThrow();
        double spread = DoubleStream.of(x).map(v -> (v - own) * (v - own)).average().orElseThrow();
        double error = 5 * Math.sqrt(variance / x.length);
        assertThat(own).isCloseTo(mean, within(error));
        assertThat(spread).isCloseTo(variance, within(0.06 * variance));
    }

    @Test
    void uniformAndNormal() {
        assertMoments(drawn((c, _) -> RandomOps.uniform(c, 1, MANY, -1, 3, DType.FLOAT32)), 1, 16.0 / 12);
        assertMoments(drawn((c, _) -> RandomOps.normal(c, 1, MANY, 2, 3, DType.FLOAT32)), 2, 9);
    }

    /// The variance of what is within two standard deviations: 1 − 4 φ(2) / (2 Φ(2) − 1) = 0.7737.
    @Test
    void truncatedNormalsEndAtTwoStandardDeviations() {
        NDArray found = drawn((c, _) -> RandomOps.truncatedNormal(c, 2, MANY, 1, 2, DType.FLOAT32));
        assertMoments(found, 1, 4 * 0.7737);
        assertThat(DoubleStream.of(found.toDoubleArray())).allMatch(x -> x >= -3 && x <= 5);
    }

    @Test
    void wholeNumbersAreEquallyOften() {
        NDArray found = drawn((c, _) -> RandomOps.randint(c, 3, MANY, -2, 3));
        assertThat(found.dtype()).isEqualTo(DType.INT32);
        assertMoments(found, 0, 2);
        assertThat(IntStream.of(found.toIntArray()).distinct().sorted()).containsExactly(-2, -1, 0, 1, 2);
        assertThatThrownBy(() -> drawn((c, _) -> RandomOps.randint(c, 3, MANY, 3, 3))).hasMessageContaining("got 3 to 3");
    }

    @Test
    void classesAreDrawnAsTheirProbabilitiesSay() {
        double[] p = {0.1, 0.6, 0.3};
        NDArray logits = NDArray.of(new float[][] {{(float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)}});
        int[] found = drawn(logits, (c, x) -> RandomOps.categorical(c, 4, x, 20_000)).toIntArray();
        for (int k = 0; k < 3; k++) {
            int own = k;
            assertThat(IntStream.of(found).filter(i -> i == own).count() / 20_000.0).isCloseTo(p[k], within(0.02));
        }
    }

    @Test
    void gammaBetaAndBinomial() {
        for (double alpha : new double[] {0.5, 1, 4}) {
            assertMoments(drawn((c, x) -> RandomOps.gamma(c, 5, Ops.add(x, alpha), MANY)), alpha, alpha);
        }
        assertMoments(drawn((c, x) -> RandomOps.beta(c, 6, Ops.add(x, 2), Ops.add(x, 3), MANY)), 0.4, 0.04);
        assertMoments(drawn((c, x) -> RandomOps.binomial(c, 7, Ops.add(x, 10), Ops.broadcastTo(Ops.add(x, 0.3), MANY), 12)), 3, 2.1);
    }

    /// With a parameter of 0.001 most gamma numbers are 0 as floats. The variances are 1 / (8a + 4), and (1/4) (3/4) / (4a + 1) of four shares.
    @Test
    void sharesOfSmallParametersAreNumbers() {
        for (double alpha : new double[] {0.001, 0.3, 2}) {
            assertMoments(drawn((c, x) -> RandomOps.beta(c, 6, Ops.add(x, alpha), Ops.add(x, alpha), MANY)), 0.5, 1 / (8 * alpha + 4));
            NDArray shares = drawn((c, x) -> RandomOps.dirichlet(c, 6, Ops.add(x, alpha), Shape.of(5000, 4)));
            assertMoments(shares, 0.25, 3.0 / 16 / (4 * alpha + 1));
            assertThat(shares.row(17).sum().item()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void shufflingKeepsAllSlices() {
        NDArray x = NDArray.arange(60).cast(DType.FLOAT32).reshape(20, 3);
        NDArray found = drawn(x, (c, v) -> RandomOps.shuffle(c, 8, v, 0));
        assertThat(found).isNotEqualTo(x);
        assertThat(DoubleStream.of(found.toDoubleArray()).sorted().toArray()).isEqualTo(x.toDoubleArray());
        for (long row = 0; row < 20; row++) {
            assertThat(found.row(row).at(2) - found.row(row).at(0)).isEqualTo(2);
        }
    }

    @Test
    void eachDrawWithASeedIsAnother() {
        List<NDArray> found = Programs.run(List.of(), (c, _) -> List.of(RandomOps.uniform(c, 9, Shape.of(4), 0, 1, DType.FLOAT32),
                RandomOps.uniform(c, 9, Shape.of(4), 0, 1, DType.FLOAT32)));
        assertThat(found.get(0)).isNotEqualTo(found.get(1));
        NDArray dropped = drawn(NDArray.ones(DType.FLOAT32, MANY), (c, x) -> RandomOps.dropout(c, 10, x, 0.25));
        assertMoments(dropped, 1, 1.0 / 3);
        NDArray flows = drawn(NDArray.of(1f, 2f), (c, x) -> Autodiff.gradients(Ops.sum(RandomOps.dropout(c, 10, x, 1)), List.of(x)).getFirst());
        assertThat(flows).isEqualTo(NDArray.of(0f, 0f));
    }

    private static List<NDArray> ofTwoRuns(Variable step) {
        try (var program = Programs.compile(List.of(), step, (c, _) -> {
            List<Value> draws = List.of(c.uniform(5, Shape.of(4000), DType.FLOAT32), c.uniform(5, Shape.of(4000), DType.FLOAT32),
                    c.normal(6, Shape.of(4000), DType.FLOAT32), Ops.cast(c.bernoulli(7, 0.3, Shape.of(4000)), DType.FLOAT32));
            c.update(step, Ops.add(c.readExactly(step), 1));
            return draws;
        })) {
            var all = new ArrayList<>(program.run(List.of()));
            all.addAll(program.run(List.of()));
            return all;
        }
    }

    @Test
    void drawsAreFunctionsOfSeedStepAndPosition() {
        var step = Variable.state("step", Type.of(DType.INT64), new Zeros());
        List<NDArray> draws = ofTwoRuns(step);
        assertThat(new HashSet<>(draws)).hasSize(8);                             // none like another
        step.reset();
        assertThat(ofTwoRuns(step)).isEqualTo(draws);                                // from the step counter alone
        assertThat(draws.get(0).mean().item()).isCloseTo(0.5, within(0.02));
        assertThat(draws.get(0).min().item()).isGreaterThanOrEqualTo(0);
        assertThat(draws.get(0).max().item()).isLessThan(1);
        assertThat(draws.get(2).mean().item()).isCloseTo(0, within(0.06));
        assertThat(draws.get(2).map(v -> v * v).mean().item()).isCloseTo(1, within(0.08));
        assertThat(draws.get(3).mean().item()).isCloseTo(0.3, within(0.03));
    }
}
