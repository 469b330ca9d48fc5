package org.keras4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Ops;

class LossTest {
    private static final NDArray LOGITS = NDArray.of(new float[][] {{60, 0, -60}});

    /// TensorFlow computes on the logits: −log p(2) is 120, and the gradient p − y. PyTorch and JAX clip: 16.1, and no gradient.
    @Test
    void computesOnTheLogitsBehindASoftmax() {
        List<NDArray> sparse = withGradient(List.of(NDArray.of(new int[] {2}), LOGITS), Losses.sparseCategoricalCrossentropy(), Ops::softmax);
        assertThat(sparse.get(0).item()).isCloseTo(120, within(1e-4));
        assertThat(sparse.get(1).allClose(NDArray.of(new float[][] {{1, 0, -1}}), 1e-6, 1e-6)).isTrue();

        List<NDArray> oneHot = withGradient(List.of(NDArray.of(new float[][] {{0, 0, 1}}), LOGITS), Losses.categoricalCrossentropy(), Ops::softmax);
        assertThat(oneHot.get(0).item()).isCloseTo(120, within(1e-4));
        assertThat(oneHot.get(1).allClose(NDArray.of(new float[][] {{1, 0, -1}}), 1e-6, 1e-6)).isTrue();
    }

    /// `3 p − y`, from Keras 3.15.1 on JAX and PyTorch. On TensorFlow it is `p − y`, right only of targets that sum to 1: −0.75, −0.75, −0.75, 0.25.
    @Test
    void theGradientOfACrossentropyHoldsForTargetsOfAnySum() {
        List<NDArray> arrays = List.of(NDArray.of(new float[][] {{1, 1, 1, 0}}), NDArray.of(new float[][] {{0, 0, 0, 0}}));
        NDArray gradient = NDArray.of(new float[][] {{-0.25f, -0.25f, -0.25f, 0.75f}});

        assertThat(withGradient(arrays, CategoricalCrossentropy.create().fromLogits(), x -> x).get(1).allClose(gradient, 1e-6, 1e-6)).isTrue();
        assertThat(withGradient(arrays, Losses.categoricalCrossentropy(), Ops::softmax).get(1).allClose(gradient, 1e-6, 1e-6)).isTrue();
    }

    @Test
    void computesOnTheLogitsBehindASigmoidAndThroughCasts() {
        UnaryOperator<Value> sigmoid = x -> Ops.cast(Ops.sigmoid(Ops.cast(x, DType.BFLOAT16)), DType.FLOAT32);
        List<NDArray> results = withGradient(List.of(NDArray.of(new float[][] {{0, 1, 1}}), LOGITS), Losses.binaryCrossentropy(), sigmoid);
        assertThat(results.get(0).item()).isCloseTo((60 + Math.log(2) + 60) / 3, within(1e-4));
        assertThat(results.get(1).allClose(NDArray.of(new float[][] {{1 / 3f, -0.5f / 3, -1 / 3f}}), 1e-2, 1e-6)).isTrue();
    }

    @Test
    void holdsOtherProbabilitiesOffZeroAndOne() {
        NDArray loss = Programs.run(List.of(NDArray.of(new int[] {1}), NDArray.of(new float[][] {{1, 0}})),
                (c, v) -> List.of(Losses.sparseCategoricalCrossentropy().total(c, v.get(0), v.get(1), null))).getFirst();
        assertThat(loss.item()).isCloseTo(-Math.log(1e-7), within(1e-3));
    }

    /// TensorFlow and PyTorch refuse it, too; JAX casts it to class 0.
    @Test
    void aLabelThatIsMissingIsNoClass() {
        assertThatThrownBy(() -> Programs.run(List.of(NDArray.of(0f, Float.NaN), NDArray.of(new float[][] {{0.25f, 0.75f}, {0.5f, 0.5f}})),
                (c, v) -> List.of(Losses.sparseCategoricalCrossentropy().total(c, v.get(0), v.get(1), null))))
                .hasMessageContaining("expected an index from 0 to 1, got -2147483648 at position 1");
    }

    @Test
    void anIgnoredClassHasNoLoss() {
        NDArray losses = Programs.run(List.of(NDArray.of(new int[] {0, 1}), NDArray.of(new float[][] {{0.25f, 0.75f}, {0.5f, 0.5f}})),
                (c, v) -> List.of(LossFunctions.sparseCategoricalCrossentropy(v.get(0), v.get(1), LossFunctions.Predictions.PROBABILITIES, 0))).getFirst();
        assertThat(losses.toDoubleArray()).containsExactly(new double[] {0, Math.log(2)}, within(1e-6));
    }

    /// The mean of squares as the user writes it.
    private static final class OwnLoss extends Loss {
        @Override
        protected Value call(Value yTrue, Value yPred) {
            return Ops.mean(Ops.square(Ops.subtract(yTrue, yPred)), -1);
        }
    }

    /// Predictions are right. In Keras 3.15.1 a loss of one's own says 4.5: there it gets targets `[2]` beside predictions `[2, 1]`, whose differences are `[2, 2]`.
    @Test
    void aLossOfOnesOwnGetsTargetsInTheRankOfThePredictions() {
        List<NDArray> right = List.of(NDArray.of(0f, 3f), NDArray.of(new float[][] {{0}, {3}}));
        assertThat(Programs.run(right, (c, v) -> List.of(new OwnLoss().total(c, v.get(0), v.get(1)))).getFirst().item()).isZero();
    }

    /// As `label_smoothing=0.2, axis=1` of Keras 3.15.1: there are two classes, of which the second is right, but each of its labels gets 0.2 / 4, for the last axis has
    /// four places.
    @Test
    void labelsAreSmoothedByTheSizeOfTheLastAxis() {
        NDArray right = NDArray.of(new float[][][] {{{0, 0, 0, 0}, {1, 1, 1, 1}}});
        NDArray p = NDArray.of(new float[][][] {{{0.25f, 0.25f, 0.25f, 0.25f}, {0.75f, 0.75f, 0.75f, 0.75f}}});
        double first = 0.2 / 4;
        double second = 0.8 + 0.2 / 4;
        double crossentropy = -(first * Math.log(0.25) + second * Math.log(0.75));
        double focal = -0.25 * (first * 0.75 * 0.75 * Math.log(0.25) + second * 0.25 * 0.25 * Math.log(0.75));

        var results = Programs.run(List.of(right, p), (c, v) -> Stream.of(CategoricalCrossentropy.create().axis(1).labelSmoothing(0.2),
                CategoricalFocalCrossentropy.create().axis(1).labelSmoothing(0.2)).map(loss -> loss.total(c, v.get(0), v.get(1))).toList());
        var metric = org.keras4j.metrics.CategoricalCrossentropy.create().axis(1).labelSmoothing(0.2);
        metric.update(right, p);

        assertThat(results.get(0).item()).isCloseTo(crossentropy, within(1e-6));
        assertThat(results.get(1).item()).isCloseTo(focal, within(1e-6));
        assertThat(metric.result()).isCloseTo(crossentropy, within(1e-6));
    }

    /// Whose lower half is a class: back ends cast it to int32 in different ways.
    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void aLabelBeyondInt32IsNoClass(String backend) {
        NDArray labels = NDArray.of(new long[] {1, (1L << 32) + 2});
        assertThatThrownBy(() -> Programs.run(Backend.named(backend), List.of(labels, NDArray.zeros(DType.FLOAT32, Shape.of(2, 3))),
                (c, v) -> List.of(SparseCategoricalCrossentropy.create().total(c, v.get(0), v.get(1), null))))
                .hasMessageContaining("expected an index from 0 to 2, got 2147483647 at position 1");
    }

    @Test
    void aLabelThatIsNoClassIsSaidToBeALabelOfTheLoss() {
        NDArray labels = NDArray.of(new int[][] {{1, -1}});
        assertThatThrownBy(() -> Programs.run(List.of(labels, NDArray.zeros(DType.FLOAT32, Shape.of(1, 5, 3))),
                (c, v) -> List.of(CTC.create().total(c, v.get(0), v.get(1), null))))
                .hasMessageContaining("'labels of ctc': expected an index from 0 to 2, got -1 at position 1.");
    }

    @Test
    void takesIntegerTargetsAndHalfPrecisionPredictions() {
        NDArray loss = Programs.run(List.of(NDArray.of(new int[] {1, 3}), NDArray.of(new float[][] {{2}, {5}})),
                (c, v) -> List.of(Losses.meanSquaredError().total(c, v.get(0), Ops.cast(v.get(1), DType.BFLOAT16), null))).getFirst();
        assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(loss.item()).isEqualTo(2.5);                       // (1² + 2²) / 2
    }

    @Test
    void aWeightForEachSampleCountsForAllItsSteps() {
        NDArray loss = Programs.run(List.of(NDArray.zeros(DType.FLOAT32, Type.float32(2, 3, 1).shape()),
                        NDArray.ones(DType.FLOAT32, Type.float32(2, 3, 1).shape()), NDArray.of(3f, 1f)),
                (c, v) -> List.of(Losses.meanSquaredError().total(c, v.get(0), v.get(1), v.get(2)))).getFirst();
        assertThat(loss.item()).isEqualTo(2);                         // (3 · 3 + 3 · 1) / 6
    }

    /// Dice of the whole batch is 1 − 2 · 1 / (1 + 2); Keras multiplies by the weights, and takes the mean.
    @Test
    void weightsOfALossOfTheWholeBatchCountByTheirMean() {
        NDArray loss = Programs.run(List.of(NDArray.of(new float[][] {{1}, {0}}), NDArray.of(new float[][] {{1}, {1}}), NDArray.of(3f, 1f)),
                (c, v) -> List.of(Losses.dice().total(c, v.get(0), v.get(1), v.get(2)))).getFirst();
        assertThat(loss.item()).isCloseTo((3 + 1) / 2.0 / 3, within(1e-6));
    }

    @Test
    void saysHowManyClassesAlphaIsFor() {
        NDArray classes = NDArray.of(new float[][] {{0.5f, 0.5f}});
        Loss loss = Losses.categoricalFocalCrossentropy().alpha(0.1, 0.2, 0.3);
        assertThatThrownBy(() -> Programs.run(List.of(classes, classes), (c, v) -> List.of(loss.total(c, v.get(0), v.get(1), null))))
                .hasMessage("alpha: expected one number, or one for each of 2 classes, got [0.1, 0.2, 0.3]. Count the classes of the predictions.");
    }

    @Test
    void takesALossFromAFunctionOrASubclass() {
        Loss cubes = Losses.of("cubes", (yTrue, yPred) -> Ops.mean(Ops.power(Ops.subtract(yPred, yTrue), 3), -1));
        class Deviation extends Loss {
            Deviation() {
                super(new LossConfig());
            }

            @Override
            protected Value call(Value yTrue, Value yPred) {
                return Ops.mean(Ops.abs(Ops.subtract(yTrue, yPred)), -1);
            }
        }
        List<NDArray> inputs = List.of(NDArray.of(new float[][] {{1, 2}}), NDArray.of(new float[][] {{3, 3}}));
        assertThat(cubes.name()).isEqualTo("cubes");
        assertThat(new Deviation().name()).isEqualTo("deviation");
        assertThat(new Deviation().registeredName()).isNull();        // a test of ours stands in our package
        List<NDArray> results = Programs.run(inputs,
                (c, v) -> List.of(cubes.total(c, v.get(0), v.get(1), null), new Deviation().total(c, v.get(0), v.get(1), null)));
        assertThat(results).extracting(NDArray::item).containsExactly(4.5, 1.5);
    }

    @ParameterizedTest
    @CsvSource({"mse, MeanSquaredError", "MSE, MeanSquaredError", "mean_absolute_error, MeanAbsoluteError", "bce, BinaryCrossentropy",
            "CategoricalCrossentropy, CategoricalCrossentropy", "KLD, KLDivergence", "msle, MeanSquaredLogarithmicError", "huber, Huber", "ctc, CTC", "log_cosh, LogCosh",
            "kl_divergence, KLDivergence", "MAPE, MeanAbsolutePercentageError", "sparse_categorical_crossentropy, SparseCategoricalCrossentropy"})
    void findsLossesByAllNamesThatKerasKnows(String name, String className) {
        assertThat(Losses.of(name).className()).isEqualTo(className);
    }

    @Test
    void crossentropyIsTheOneThatSuitsTheData() {
        assertThat(Losses.of("ce", Type.float32(8), Type.float32(8, 1)).name()).isEqualTo("binary_crossentropy");
        assertThat(Losses.of("crossentropy", Type.of(DType.INT32, 8), Type.float32(8, 3)).name()).isEqualTo("sparse_categorical_crossentropy");
        assertThat(Losses.of("crossentropy", Type.of(DType.INT32, 8, 1), Type.float32(8, 3)).name()).isEqualTo("sparse_categorical_crossentropy");
        assertThat(Losses.of("ce", Type.float32(8, 3), Type.float32(8, 3)).name()).isEqualTo("categorical_crossentropy");
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Losses.of("msee")).hasMessageStartingWith("loss: expected one of mean_squared_error, mean_absolute_error, ")
                .hasMessageEndingWith(", tversky, circle, ctc, crossentropy, mse, mae, mape, msle, bce, kld, got 'msee'. Did you mean 'mse'?");
        assertThatThrownBy(() -> CategoricalGeneralizedCrossEntropy.of(1)).hasMessage("CategoricalGeneralizedCrossEntropy: expected q between 0 and 1, got 1.0.");
        assertThatThrownBy(() -> BinaryCrossentropy.create().labelSmoothing(2)).hasMessage("BinaryCrossentropy: expected label_smoothing from 0 to 1, got 2.0.");
        assertThatThrownBy(() -> CategoricalFocalCrossentropy.create().labelSmoothing(2)).hasMessage("CategoricalFocalCrossentropy: expected label_smoothing from 0 to 1, got 2.0.");
    }

    /// Not a silent row of zeros: on each back end the run ends in an error.
    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void aLabelOutsideOfTheClassesIsAnErrorOfTheRun(int label) {
        NDArray labels = NDArray.of(new int[] {1, label});
        NDArray rows = NDArray.of(new float[][] {{0.2f, 0.5f, 0.3f}, {0.2f, 0.5f, 0.3f}});
        for (Loss loss : List.of(Losses.sparseCategoricalCrossentropy(), Losses.categoricalGeneralizedCrossEntropy())) {
            assertThatThrownBy(() -> withGradient(List.of(labels, rows), loss, x -> x)).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("expected an index from 0 to 2, got " + label + " at position 1");
        }
        assertThatThrownBy(() -> withGradient(List.of(NDArray.of(new int[][] {{1, label}}), NDArray.zeros(DType.FLOAT32, Shape.of(1, 4, 3))), Losses.ctc(), x -> x))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ctcOfTooFewStepsIsInfiniteAndTeachesNothing() {
        List<NDArray> results = withGradient(List.of(NDArray.of(new int[][] {{1, 1}}), NDArray.zeros(DType.FLOAT32, Shape.of(1, 2, 3))), Losses.ctc(), x -> x);
        assertThat(results.get(0).item()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(results.get(1).abs().max().item()).isZero();
    }

    /// All softmaxes are 1/3. One label in two steps: `_1`, `1_`, `11`.
    @Test
    void ctcAddsUpAllWaysToSpellTheLabels() {
        NDArray loss = withGradient(List.of(NDArray.of(new int[][] {{1, 0}}), NDArray.zeros(DType.FLOAT32, Shape.of(1, 2, 3))), Losses.ctc(), x -> x).getFirst();
        assertThat(loss.item()).isCloseTo(-Math.log(3.0 / 9), within(1e-5));
    }

    @Test
    void noneAndMeanOfKerasAreReductionsToo() {
        var config = new HashMap<String, Object>(Losses.huber().kerasConfig());
        config.put("reduction", null);
        Huber each = FromKeras.object(Huber.class, config);
        assertThat(Programs.run(List.of(NDArray.of(1f, 2f, 3f)), (c, v) -> List.of(each.total(c, v.getFirst(), v.getFirst(), null))).getFirst().shape())
                .isEqualTo(Shape.SCALAR);
        assertThat(each.kerasConfig()).containsEntry("reduction", null);
        config.put("reduction", "mean");
        assertThat(FromKeras.object(Huber.class, config).config().reduction).isEqualTo(Reduction.MEAN);
        assertThat(Losses.huber().name()).isEqualTo("huber_loss");
    }

    @Test
    void optionsAnswerAChangedCopy() {
        var loss = Losses.sparseCategoricalCrossentropy();
        assertThat(loss.fromLogits().ignoreClass(3).config().ignoreClass).isEqualTo(3);
        assertThat(loss.config().fromLogits).isFalse();
    }

    /// The loss of what `activation` makes of the second input, and its gradient to that input.
    private static List<NDArray> withGradient(List<NDArray> inputs, Loss loss, UnaryOperator<Value> activation) {
        return Programs.run(inputs, (c, v) -> {
            Value value = loss.total(c, v.get(0), activation.apply(v.get(1)), null);
            return List.of(value, Autodiff.gradients(value, List.of(v.get(1))).getFirst());
        });
    }
}
