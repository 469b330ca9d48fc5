package org.keras4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.Programs;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

class MetricTest {
    @Test
    void aMaskCountsAsWeightsZeroAndOne() {
        var accuracy = SparseCategoricalAccuracy.create();
        Programs.run(List.of(NDArray.of(new int[][] {{0, 1, 1}}), NDArray.of(new float[][][] {{{1, 0}, {1, 0}, {0, 1}}}), NDArray.of(true, true, false).reshape(1, 3)),
                (c, v) -> {
                    c.mask(v.get(1), v.get(2));
                    accuracy.update(c, v.get(0), v.get(1), null);
                    return List.of();
                });
        assertThat(accuracy.result()).isEqualTo(0.5);
    }

    @Test
    void twoUpdatesInOneProgramAddUp() {
        var mean = Mean.create();
        Programs.run(List.of(NDArray.of(1f, 2f, 6f)), (c, v) -> {
            mean.add(c, v.getFirst(), null);
            mean.add(c, Ops.multiply(v.getFirst(), 2), null);
            return List.of();
        });
        assertThat(mean.result()).isEqualTo(4.5);                     // 27 / 6
    }

    /// How many are above 0.5, as the user counts it.
    private static final class Above extends Metric {
        @Override
        public void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
            accumulate(c, "above", Ops.sum(Ops.cast(Ops.greater(yPred, 0.5), DType.FLOAT32)));
        }

        @Override
        public double result() {
            return sum("above").item();
        }
    }

    @Test
    void oneOfTheUsersNeedsNoMoreThanWhatItCounts() {
        var above = new Above();
        above.update(NDArray.of(0f, 1f), NDArray.of(0.2f, 0.7f));
        above.update(NDArray.of(0f, 1f), NDArray.of(0.6f, 0.9f));
        assertThat(above.result()).isEqualTo(3);
        assertThat(above.name()).isEqualTo("above");
    }

    @Test
    void copiesHaveAStateOfTheirOwn() {
        Mean mean = Mean.create();
        Mean other = mean.named("other");
        Programs.run(List.of(NDArray.of(3f)), (c, v) -> {
            mean.add(c, v.getFirst(), null);
            return List.of();
        });
        assertThat(mean.result()).isEqualTo(3);
        assertThat(other.result()).isZero();
        other.add(NDArray.of(5f));
        assertThat(mean.result()).isEqualTo(3);
        assertThat(other.variables().getFirst().path()).isEqualTo("other/total");
    }

    @Test
    void keepsTheNameThatWasTyped() {
        assertThat(Metrics.of("mae").name()).isEqualTo("mae");
        assertThat(Metrics.of("MeanAbsoluteError").className()).isEqualTo("MeanAbsoluteError");
        assertThat(MeanAbsoluteError.create().name()).isEqualTo("mean_absolute_error");
        assertThat(Metrics.of("acc", Type.of(DType.INT32, 4), Type.float32(4, 3)).name()).isEqualTo("acc");
    }

    @Test
    void knowsWhichWayIsBetter() {
        assertThat(Metrics.of("accuracy", Type.float32(4), Type.float32(4, 1)).direction()).hasValue(Direction.UP);
        assertThat(Metrics.of("mse").direction()).hasValue(Direction.DOWN);
        assertThat(Metrics.of("binary_crossentropy").direction()).hasValue(Direction.DOWN);
        assertThat(Metrics.of("mine", (yTrue, yPred) -> yPred).direction()).isEmpty();
    }

    @Test
    void takesAMetricFromAFunction() {
        Metric largest = Metrics.of("largest", (yTrue, yPred) -> Ops.max(Ops.abs(Ops.subtract(yTrue, yPred)), -1));
        Programs.run(List.of(NDArray.of(new int[][] {{1, 2}, {3, 4}}), NDArray.of(new float[][] {{1, 4}, {3, 3}})), (c, v) -> {
            largest.update(c, v.get(0), v.get(1), null);
            return List.of();
        });
        assertThat(largest.name()).isEqualTo("largest");
        assertThat(largest.result()).isEqualTo(1.5);
    }

    /// The loss of the same name over all samples: −(log 0.8 + log 0.5 + log 0.5) / 3.
    @Test
    void measuresCrossEntropies() {
        Metric sparse = Metrics.of("sparse_categorical_crossentropy");
        Metric oneHot = Metrics.of("categorical_crossentropy");
        Metric binary = Metrics.of("bce");
        double expected = -(Math.log(0.8) + 2 * Math.log(0.5)) / 3;
        Programs.run(List.of(NDArray.of(new int[] {0, 1, 0}), NDArray.of(new float[][] {{0.8f, 0.2f}, {0.5f, 0.5f}, {0.5f, 0.5f}})), (c, v) -> {
            var labels = Ops.oneHot(v.get(0), 2, DType.INT32);
            sparse.update(c, v.get(0), v.get(1), null);
            oneHot.update(c, labels, v.get(1), null);
            binary.update(c, labels, v.get(1), null);
            return List.of();
        });
        for (Metric metric : List.of(sparse, oneHot, binary)) {
            assertThat(metric.result()).as(metric.name()).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void worksByItselfOnBatchesOfAnySize() {
        var precision = Precision.create();
        precision.update(NDArray.of(1f, 0f, 1f), NDArray.of(0.9f, 0.8f, 0.3f));
        precision.update(NDArray.of(1f), NDArray.of(0.7f));
        assertThat(precision.result()).isCloseTo(2.0 / 3, within(1e-9));
        precision.update(NDArray.of(1f), NDArray.of(0.7f), NDArray.of(3f));
        assertThat(precision.result()).isCloseTo(5.0 / 6, within(1e-9));
        precision.reset();
        assertThat(precision.result()).isZero();
        var mean = Mean.create();
        mean.add(NDArray.of(1f, 2f));
        mean.add(NDArray.of(6f));
        assertThat(mean.result()).isEqualTo(3);
    }

    /// The mean of two batches would be (1 + 0) / 2.
    @Test
    void isThatOfAllSamplesAndNotAMeanOfBatches() {
        var recall = Recall.create();
        recall.update(NDArray.of(1f), NDArray.of(1f));
        recall.update(NDArray.of(1f, 1f, 1f), NDArray.of(0f, 0f, 0f));
        assertThat(recall.result()).isEqualTo(0.25);
    }

    /// Evenly spaced thresholds, whose buckets are computed, and others, which are compared.
    @Test
    void aPredictionOnAThresholdIsNotAboveIt() {
        NDArray ones = NDArray.of(1f, 1f, 1f);
        NDArray predictions = NDArray.of(0f, 0.5f, 1f);
        var even = TruePositives.create().thresholds(0, 0.5, 1);
        even.update(ones, predictions);
        assertThat(even.results().toDoubleArray()).containsExactly(2, 1, 0);
        var others = TruePositives.create().thresholds(0.5, 1);
        others.update(ones, predictions);
        assertThat(others.results().toDoubleArray()).containsExactly(1, 0);
        var auc = AUC.create();
        auc.update(NDArray.of(0f, 1f, 1f), predictions);
        assertThat(auc.result()).isCloseTo(1, within(1e-9));
    }

    @Test
    void severalThresholdsHaveAResultEachAndTheirMeanInLogs() {
        var recall = Recall.create().thresholds(0.2, 0.6);
        recall.update(NDArray.of(1f, 1f), NDArray.of(0.5f, 0.9f));
        assertThat(recall.results().toDoubleArray()).containsExactly(1, 0.5);
        assertThat(recall.result()).isEqualTo(0.75);
    }

    /// Keras stretches the number to what is weighed. One step counts of the first batch, three of the second: (2 · 1 + 5 · 3) / 4.
    @Test
    void oneNumberForAllCountsAsOftenAsItsSteps() {
        var mean = Mean.create();
        Programs.run(List.of(NDArray.scalar(2f), NDArray.of(new float[][] {{1, 0}}), NDArray.scalar(5f), NDArray.of(new float[][] {{1, 1, 1, 0}})), (c, v) -> {
            mean.add(c, v.get(0), v.get(1));
            mean.add(c, v.get(2), v.get(3));
            return List.of();
        });
        assertThat(mean.result()).isEqualTo(4.25);
    }

    /// One number for four of which each counts twice: (1 + 2 + 3 + 6) / 4.
    @Test
    void oneWeightForAllCountsForEach() {
        var mean = Mean.create();
        Programs.run(List.of(NDArray.of(1f, 2f, 3f, 6f), NDArray.of(2f)), (c, v) -> {
            mean.add(c, v.get(0), v.get(1));
            return List.of();
        });
        assertThat(mean.result()).isEqualTo(3);
    }

    /// 1.0078125² = 1.01568603515625, which bfloat16 would round to 1.015625.
    @Test
    void meansOfPredictionsIn16BitsAreOfFloat32() {
        var error = MeanSquaredError.create();
        error.update(NDArray.of(new float[][] {{0}}), NDArray.of(new float[][] {{1.0078125f}}).cast(DType.BFLOAT16));
        assertThat(error.result()).isEqualTo(1.01568603515625);
    }

    /// By hand: who says 0 of all classes says none of them. With weights 3, 1 and 1 the first class is said rightly in 4 of 5 and always found, which makes 8/9; the
    /// second never; and they weigh 4 and 1.
    @Test
    void scoresOfClassesAreByWeightsAndWithoutThoseThatNobodySaid() {
        var none = F1Score.create();
        none.update(NDArray.of(new float[][] {{1, 0}, {0, 1}}), NDArray.of(new float[][] {{0, 0}, {0.2f, 0.8f}}));
        assertThat(none.results().toDoubleArray()).containsExactly(new double[] {0, 1}, within(1e-6));

        var weighted = F1Score.create().average(Average.WEIGHTED);
        weighted.update(NDArray.of(new float[][] {{1, 0}, {0, 1}, {1, 0}}), NDArray.of(new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}, {0.7f, 0.3f}}), NDArray.of(3f, 1f, 1f));
        assertThat(weighted.result()).isCloseTo(8.0 / 9 * 4 / 5, within(1e-6));
    }

    /// As Keras has it: targets that are all the same have no variance to explain; as many regressors as samples, less one, leave nothing to adjust by.
    @Test
    void theShareOfTheVarianceIsAlwaysANumber() {
        var constant = R2Score.create();
        constant.update(NDArray.of(new float[][] {{2}, {2}}), NDArray.of(new float[][] {{1}, {3}}));
        assertThat(constant.result()).isZero();

        // 1 − (0.25 + 0 + 1) / (14/3), and with one regressor 1 − (1 − R²) · 2 / 1.
        double plain = 1 - 1.25 / (14.0 / 3);
        for (int regressors : new int[] {0, 1, 2, 5}) {
            var score = R2Score.create().numRegressors(regressors);
            score.update(NDArray.of(new float[][] {{1}, {2}, {4}}), NDArray.of(new float[][] {{1.5f}, {2}, {3}}));
            assertThat(score.result()).as("%d regressors", regressors).isCloseTo(regressors == 1 ? 1 - (1 - plain) * 2 : plain, within(1e-6));
        }
    }

    /// As Keras writes them; `(Σ − Σ)` of both columns is 1 and −3, of which the second has nine times the variance: (1 · 1 + 9 · −3) / 10.
    @Test
    void scoresOfColumnsAreJoinedByKerasStrings() {
        NDArray y = NDArray.of(new float[][] {{0, 0}, {2, 6}});
        NDArray p = NDArray.of(new float[][] {{0, 6}, {2, 0}});
        for (var expected : Map.of("uniform_average", -1.0, "variance_weighted_average", -2.6).entrySet()) {
            var score = R2Score.create().classAggregation(expected.getKey());
            score.update(y, p);
            assertThat(score.result()).as(expected.getKey()).isCloseTo(expected.getValue(), within(1e-6));
        }
        assertThatThrownBy(() -> R2Score.create().classAggregation("mean")).hasMessageContaining("uniform_average or variance_weighted_average");
        assertThat(TopKCategoricalAccuracy.of(3).config().k).isEqualTo(SparseTopKCategoricalAccuracy.of(3).config().k).isEqualTo(3);
    }

    @Test
    void theMostProbableOfMoreThanThereAreAreAll() {
        var precision = Precision.create().topK(5);
        precision.update(NDArray.of(new float[][] {{1, 0, 0}}), NDArray.of(new float[][] {{0.1f, 0.2f, 0.7f}}));
        assertThat(precision.result()).isCloseTo(1.0 / 3, within(1e-6));
    }

    /// As Keras' own, which hands no mask on from its `update_state`: errors of 3 and 4, of which only the first is of a step that counts.
    @Test
    void theRootOfSquaresTakesNoNoticeOfAMask() {
        var error = RootMeanSquaredError.create();
        Programs.run(List.of(NDArray.of(new float[][] {{0}, {0}}), NDArray.of(new float[][] {{3}, {4}}), NDArray.of(true, false)), (c, v) -> {
            c.mask(v.get(1), v.get(2));
            error.update(c, v.get(0), v.get(1), null);
            return List.of();
        });
        assertThat(error.result()).isCloseTo(Math.sqrt(12.5), within(1e-6));
    }

    /// Numbers of Keras 3.15.1: of predictions beyond 0 and 1 and on a threshold, of thresholds in any order, of labels that are no class, and of parts of weights, where whole ones count.
    @Test
    void borderlinesAreWhereKerasHasThem() {
        assertResult(0.8333334, AUC.create().thresholds(0.8, 0.3), NDArray.of(0f, 1f, 1f, 0f, 1f), NDArray.of(0.1f, 0.4f, 0.35f, 0.8f, 0.9f));
        NDArray beyond = NDArray.of(-0.5f, 0.2f, 0.7f, 1.5f);
        assertResult(0.5, AUC.create(), NDArray.of(0f, 1f, 1f, 0f), beyond);
        var positives = TruePositives.create().thresholds(0, 0.5, 1);
        positives.update(NDArray.of(1f, 1f, 1f, 1f), beyond);
        assertThat(positives.results().toDoubleArray()).containsExactly(3, 2, 0);

        var scores = F1Score.create().threshold(0.5);
        scores.update(NDArray.of(new float[][] {{1, 0}, {0, 1}}), NDArray.of(new float[][] {{0.5f, 0.5f}, {0.6f, 0.6f}}));
        assertThat(scores.results().toDoubleArray()).containsExactly(new double[] {0, 1}, within(1e-6));
        assertResult(1, BinaryAccuracy.create(), NDArray.of(0f, 0f, 1f), NDArray.of(0.5f, 0.5f, 0.6f));
        assertResult(0.5, SparseTopKCategoricalAccuracy.of(5), NDArray.of(0, 7, -1, 2), NDArray.of(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}}));

        var overlap = MeanIoU.of(2);
        overlap.update(NDArray.of(0, 1, 1), NDArray.of(0, 0, 1), NDArray.of(1.5f, 1.5f, 2.7f));
        assertThat(overlap.result()).isCloseTo(0.5833334, within(1e-6));
    }

    private static void assertResult(double expected, Metric metric, NDArray yTrue, NDArray yPred) {
        metric.update(yTrue, yPred);
        assertThat(metric.result()).as(metric.name()).isCloseTo(expected, within(1e-6));
    }

    /// Classes that stand first are those that stand last of the same numbers turned round; before the first batch the overlap is 0, as in Keras.
    @Test
    void theOverlapOfClassesIsAlongTheirAxis() {
        NDArray targets = NDArray.of(new int[][] {{0, 1}, {1, 1}});
        NDArray last = NDArray.of(new float[][][] {{{0.9f, 0.1f}, {0.8f, 0.2f}}, {{0.6f, 0.4f}, {0.3f, 0.7f}}});
        var first = MeanIoU.of(2).predictionsByClass().axis(1);
        assertThat(first.result()).isZero();
        first.update(targets, last.transpose(0, 2, 1));

        // Said are 0, 0, 0, 1: class 0 is in one of three, class 1 in one of three.
        assertThat(first.result()).isCloseTo(1.0 / 3, within(1e-6));
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Metrics.of("accurracy")).hasMessageStartingWith("metric: expected one of mean, sum, accuracy, binary_accuracy, ")
                .hasMessageEndingWith(", binary_io_u, crossentropy, mse, mae, mape, msle, bce, got 'accurracy'. Did you mean 'accuracy'?");
        assertThatThrownBy(() -> IoU.of(2, 0, 2)).hasMessage("target_class_ids: expected classes from 0 to 1, got [0, 2].");
        assertThatThrownBy(() -> Precision.create().thresholds(2)).hasMessage("thresholds: expected numbers from 0 to 1, got [2.0].");
        for (double share : new double[] {-1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> RecallAtPrecision.of(share)).hasMessage("RecallAtPrecision: expected a precision from 0 to 1, got " + share + ".");
        }
        assertThatThrownBy(() -> F1Score.create().threshold(0)).hasMessage("F1Score: expected a threshold above 0 and up to 1, got 0.0.");
        assertThatThrownBy(() -> FBetaScore.create().beta(0)).hasMessage("FBetaScore: expected a beta above 0, got 0.0.");
        assertThatThrownBy(() -> AUC.create().numThresholds(1)).hasMessage("AUC: expected num_thresholds of 2 or more, got 1.");
        assertThatThrownBy(() -> R2Score.create().numRegressors(-1)).hasMessage("R2Score: expected num_regressors of 0 or more, got -1.");
        assertThatThrownBy(() -> F1Score.create().update(NDArray.of(1f), NDArray.of(1f))).hasMessageContaining("[batch, classes]");
        for (int none : new int[] {-1, 2}) {
            assertThatThrownBy(() -> Precision.create().classId(none).update(NDArray.of(new float[][] {{1, 0}}), NDArray.of(new float[][] {{1, 0}})))
                    .hasMessageContaining("class_id: expected one of the classes of [batch, …, classes], got " + none);
        }
        assertThatThrownBy(() -> AUC.create().multiLabel().update(NDArray.of(1f, 0f), NDArray.of(1f, 0f)))
                .hasMessageStartingWith("AUC 'auc': expected predictions [batch, labels], got float32[2]. Leave multiLabel out.");
        var auc = AUC.create().multiLabel();
        auc.update(NDArray.of(new float[][] {{1, 0}}), NDArray.of(new float[][] {{1, 0}}));
        assertThatThrownBy(() -> auc.update(NDArray.of(new float[][] {{1, 0, 1}}), NDArray.of(new float[][] {{1, 0, 1}})))
                .hasMessageContaining("Metric 'auc' > true_positives: expected float32[200, 2], as in the batches before, got float32[200, 3]");
    }
}
