package org.keras4j.models;

import module java.base;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.layers.PartialShape;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Mean;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.LossScaleOptimizer;
import org.keras4j.optimizers.MultiOptimizer;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.OptimizerMap;
import org.keras4j.optimizers.SGD;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Steps of training that do more than one thing.
class OwnStepsTest {
    private static final NDArray ONE = NDArray.ones(DType.FLOAT32, Shape.of(1, 1));

    @TempDir
    Path folder;

    /// Trains on twice the loss and counts its steps.
    private static final class Doubled extends Model {
        private final Dense dense = Dense.of(1).useBias(false);
        private final Mean seen = Mean.of("seen");

        @Override
        protected Value call(Call c, Value x) {
            return dense.apply(c, x);
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            Value loss = Losses.meanSquaredError().total(c, batch.target(), apply(c, batch.input()), null);
            minimize(c, Ops.multiply(loss, 2));
            seen.add(c, loss, null);
        }

        @Override
        protected List<Metric> extraMetrics() {
            return List.of(seen);
        }
    }

    @Test
    void aStepOfOnesOwnReplacesTheUsualOne() {
        var doubled = new Doubled();
        NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(20, 4), 0, 1);
        NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(20, 1), i -> x.get(i, 0) - x.get(i, 3));
        doubled.build(PartialShape.of(-1, 4));
        var usual = Sequential.of(Input.shape(4), Dense.of(1).useBias(false));
        usual.setWeights(doubled.getWeights());
        doubled.compile(SGD.of(0.1), Losses.meanSquaredError());
        usual.compile(SGD.of(0.2), Losses.meanSquaredError());

        var logs = doubled.trainOnBatch(x, y);
        double loss = usual.trainOnBatch(x, y).get("loss");

        assertThat(logs.get("seen")).isCloseTo(loss, within(1e-6));
        assertThat(doubled.getWeights().getFirst().allClose(usual.getWeights().getFirst(), 1e-5, 1e-6)).isTrue();
    }

    /// Learns twice in each step to make the square of its only weight small.
    private abstract static class Twice extends Model {
        final Dense weight = Dense.of(1).useBias(false).kernelInitializer(new Ones());

        @Override
        protected Value call(Call c, Value x) {
            return Ops.sum(Ops.square(weight.apply(c, x)));
        }

        double afterOneStep() {
            build(PartialShape.of(1, 1));
            compile(SGD.of(0.1));
            trainOnBatch(ONE, ONE);
            return getWeights().getFirst().item();
        }
    }

    @Test
    void aSecondStepStartsFromWhatTheFirstMadeAndNotFromItsGradient() {
        var model = new Twice() {
            @Override
            protected void trainStep(Call c, Samples batch) {
                minimize(c, apply(c, batch.input()));
                minimize(c, apply(c, batch.input()));
            }
        };

        assertThat(model.afterOneStep()).as("1 - 0.1 · 2 · 1 = 0.8, then 0.8 - 0.1 · 2 · 0.8").isCloseTo(0.64, within(1e-6));
    }

    @Test
    void lossesFromBeforeAnUpdateStillHaveTheirGradient() {
        var model = new Twice() {
            @Override
            protected void trainStep(Call c, Samples batch) {
                Value loss = apply(c, batch.input());
                minimize(c, loss);
                minimize(c, loss);
            }
        };

        assertThat(model.afterOneStep()).as("1 - 2 · 0.1 · 2 · 1").isCloseTo(0.6, within(1e-6));
    }

    /// As `self.optimizer.apply(gradients, self.trainable_variables)` in a `train_step` of Keras, where gradients were changed before.
    @ParameterizedTest
    @MethodSource("optimizers")
    void anOptimizerTakesGradientsWithoutAWordBefore(Optimizer optimizer) {
        var model = new Twice() {
            @Override
            protected void trainStep(Call c, Samples batch) {
                List<Variable> weights = trainableWeights();
                Value loss = apply(c, batch.input());
                optimizer().apply(c, weights, c.gradients(loss, weights).stream().map(gradient -> Ops.clip(gradient, -0.5, 0.5)).toList());
            }
        };
        model.build(PartialShape.of(1, 1));
        model.compile(optimizer);

        model.trainOnBatch(ONE, ONE);
        model.trainOnBatch(ONE, ONE);

        assertThat(model.getWeights().getFirst().item()).as("0.1 · 0.5 off, then 0.1 · 0.5 and 0.9 of the step before").isCloseTo(0.855, within(1e-6));
    }

    static Stream<Optimizer> optimizers() {
        Supplier<SGD> momentum = () -> SGD.of(0.1).momentum(0.9);
        return Stream.of(momentum.get(), LossScaleOptimizer.of(momentum.get()).initialScale(1), MultiOptimizer.of(OptimizerMap.of(momentum.get())));
    }

    /// Its loss is another than that of its compilation.
    private static final class Weighed extends Model {
        private final Dense dense = Dense.of(1).useBias(false).kernelInitializer(new Ones());

        @Override
        protected Value call(Call c, Value x) {
            return dense.apply(c, x);
        }

        @Override
        protected Value computeLoss(Call c, Samples batch, List<Value> predictions) {
            return Ops.multiply(super.computeLoss(c, batch, predictions), 3);
        }
    }

    @Test
    void aLossOfOnesOwnIsTheOneInLogs() {
        var model = new Weighed();
        model.compile("sgd", "mse");

        assertThat(model.evaluate(ONE, NDArray.full(DType.FLOAT32, Shape.of(1, 1), 3)).get("loss")).as("3 · (3 - 1)²").isEqualTo(12);
        assertThat(model.fit(ONE, NDArray.full(DType.FLOAT32, Shape.of(1, 1), 3), Fit.defaults()).get("loss")).containsExactly(12.0);
    }

    /// Never called by itself: its step calls its parts.
    private static final class Pair extends Model {
        private final Model first = Sequential.of(Input.shape(1), Dense.of(1));
        private final Model second;

        Pair(Model second) {
            this.second = second;
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            minimize(c, Ops.mean(Ops.square(Ops.subtract(second.apply(c, first.apply(c, batch.input())), batch.target()))));
        }
    }

    @Test
    void weightsOfAModelThatIsNeverCalledAreKept() {
        var pair = new Pair(Sequential.of(Input.shape(1), Dense.of(1)));
        pair.compile(SGD.of(0.1));
        pair.fit(ONE, ONE);
        pair.saveWeights(folder.resolve("pair.weights.h5"));
        var again = new Pair(Sequential.of(Input.shape(1), Dense.of(1)));

        again.loadWeights(folder.resolve("pair.weights.h5"));

        assertThat(again.getWeights()).isEqualTo(pair.getWeights());
    }

    @Test
    void weightsOfAPartThatIsNotBuiltAreNotLeftOutInSilence() {
        new Pair(Sequential.of(Input.shape(1), Dense.of(1))).saveWeights(folder.resolve("pair.weights.h5"));
        var again = new Pair(Sequential.of(Dense.of(1)));
        List<NDArray> before = again.getWeights();

        assertThatThrownBy(() -> again.loadWeights(folder.resolve("pair.weights.h5"))).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected 0 variables of 'dense', got 2. It isn't built yet: give the model an Input, or call it first.");
        assertThat(again.getWeights()).isEqualTo(before);
    }

    /// A penalty on the slope of what a layer says, as that of a Wasserstein critic.
    private static final class Penalty extends Model {
        private final Layer layer;

        Penalty(Layer layer) {
            this.layer = layer;
        }

        @Override
        protected List<Value> call(Call c, List<Value> inputs) {
            Value x = inputs.getFirst();
            Value penalty = Ops.sum(Ops.square(Ops.gradient(Ops.tanh(layer.apply(c, x)), x)));
            return Stream.concat(Stream.of(Ops.gradient(penalty, x)), c.gradients(penalty, layer.trainableWeights()).stream()).toList();
        }
    }

    /// Numbers of Keras 3.15.1 on TensorFlow.
    @Test
    void layerNormalizationHasAGradientOfItsGradient() {
        assertThat(gradients(LayerNormalization.create(), Call.Mode.INFERENCE)).satisfiesExactly(
                near(0.0810713, 0.2021196, -0.2831908, -0.0779403, -0.0636993, 0.1416396, 0.5821853, -4.4329128, 3.8507273),
                near(0.3928696, 1.1517749, -2.4873548),
                near(0.7424661, -0.4781942, -2.963964));
    }

    /// Numbers of Keras 3.15.1 on TensorFlow.
    @Test
    void batchNormalizationHasAGradientOfItsGradient() {
        assertThat(gradients(BatchNormalization.create(), Call.Mode.TRAINING)).satisfiesExactly(
                near(-0.1178554, 0.0012853, -1.8892593, -0.4202282, 0.0055934, 0.8858671, 0.5380836, -0.0068787, 1.0033926),
                near(1.7985163, 0.0713878, -2.300406),
                near(-0.3638089, 0.0183477, -1.3667686));
    }

    private static List<NDArray> gradients(Layer layer, Call.Mode mode) {
        layer.build(PartialShape.of(3, 3));
        List<Variable> weights = layer.trainableWeights();
        weights.get(0).assign(NDArray.of(1f, 0.5f, -2f));
        weights.get(1).assign(NDArray.of(0.1f, -0.2f, 0.3f));
        NDArray x = NDArray.of(new float[][] {{0.5f, -1, 2}, {1.5f, 0.25f, -0.75f}, {-0.5f, 2, 0.75f}});
        var penalty = new Penalty(layer);
        return mode == Call.Mode.TRAINING ? penalty.applyInTraining(List.of(x)) : penalty.predictOnBatch(x);
    }

    private static ThrowingConsumer<NDArray> near(double... expected) {
        return found -> assertThat(found.toDoubleArray()).containsExactly(expected, within(1e-5));
    }
}
