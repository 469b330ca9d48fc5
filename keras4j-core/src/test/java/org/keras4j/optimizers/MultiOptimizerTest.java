package org.keras4j.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.callbacks.SwapEMAWeights;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Variable;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

class MultiOptimizerTest extends OnTestBackend {
    private static final NDArray X = NDArray.of(new float[][] {{1, 2}, {3, -4}, {-1, 0.5f}});
    private static final NDArray Y = NDArray.of(new float[][] {{1}, {-1}, {0.5f}});

    @TempDir
    Path folder;

    private static Model model(Optimizer optimizer) {
        Model model = Sequential.of("net", Input.shape(2), Dense.of(2).name("body").activation("tanh"), Dense.of(1).name("head"));
        model.setWeights(List.of(NDArray.of(new float[][] {{0.1f, -0.2f}, {0.3f, 0.4f}}), NDArray.zeros(DType.FLOAT32, Shape.of(2)),
                NDArray.of(new float[][] {{0.5f}, {-0.5f}}), NDArray.zeros(DType.FLOAT32, Shape.of(1))));
        model.compile(optimizer, Losses.meanSquaredError());
        return model;
    }

    private static OptimizerMap bodyAndHead() {
        return OptimizerMap.of(SGD.of(0.1).momentum(0.9)).with("net/head/.*", Adam.of(0.02));
    }

    private static void step(Model model, int steps) {
        IntStream.range(0, steps).forEach(_ -> model.trainOnBatch(X, Y));
    }

    private static void assertWeights(Model model, double[]... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(model.getWeights().get(i).flatten().allClose(NDArray.of(expected[i]).cast(DType.FLOAT32), 0, 2e-6))
                    .as("weight %d: expected %s, got %s", i, Arrays.toString(expected[i]), model.getWeights().get(i)).isTrue();
        }
    }

    private static void assertAfterFourSteps(Model model) {
        assertWeights(model, new double[] {-0.1721992, -0.1536128, 0.9361669, -0.1455863}, new double[] {0.1863339, -0.2770080}, new double[] {0.5797954, -0.4235967},
                new double[] {0.0579848});
    }

    /// Numbers of Keras 3.15.1 on TensorFlow: `MultiOptimizer(OptimizerMap(SGD(0.1, momentum=0.9), {"net/head/.*": Adam(0.02)}))`.
    @Test
    void eachLearnsItsOwnVariablesAsInKeras() {
        Model model = model(MultiOptimizer.of(bodyAndHead()));
        step(model, 2);
        assertWeights(model, new double[] {-0.0296824, -0.1961554, 0.5964312, 0.2215600}, new double[] {0.0711604, -0.1104338}, new double[] {0.5400264, -0.4602736},
                new double[] {0.0393400});
        step(model, 2);
        assertAfterFourSteps(model);
        assertThat(model.optimizer().variables()).extracting(Variable::path).as("as Keras has them").containsExactly("multi_optimizer/iteration",
                "multi_optimizer/learning_rate", "adam/iteration", "adam/learning_rate", "adam/net_head_kernel_momentum", "adam/net_head_kernel_velocity",
                "adam/net_head_bias_momentum", "adam/net_head_bias_velocity", "sgd/iteration", "sgd/learning_rate", "sgd/net_body_kernel_momentum",
                "sgd/net_body_bias_momentum");
    }

    @Test
    void goesOnFromAFile() {
        Model model = model(MultiOptimizer.of(bodyAndHead()).named("two"));
        step(model, 2);
        model.save(folder.resolve("two.keras"));
        Model again = Model.load(folder.resolve("two.keras"));
        step(again, 2);

        assertAfterFourSteps(again);
        assertThat(again.optimizer().name()).isEqualTo("two");
        assertThat(((MultiOptimizer) again.optimizer()).optimizers()).extracting(Optimizer::learningRate).containsExactly((double) 0.02f, (double) 0.1f);
    }

    /// Keras 3.15.1 writes the variables of each twice: among those of all, and below its own name.
    @Test
    void standsInAFileAsKerasWritesIt() {
        Model model = model(MultiOptimizer.of(bodyAndHead()));
        step(model, 1);
        model.saveWeights(folder.resolve("two.weights.h5"));

        try (Hdf5 file = Hdf5.open(folder.resolve("two.weights.h5"))) {
            Group optimizer = file.root().group("optimizer").orElseThrow();
            assertThat(optimizer.group("vars").orElseThrow().children()).hasSize(12);
            Group each = optimizer.group("optimizers").orElseThrow();
            assertThat(each.children()).containsOnlyKeys("adam", "sgd");
            assertThat(each.group("adam/vars").orElseThrow().children()).hasSize(6);
            assertThat(each.group("sgd/vars").orElseThrow().children()).hasSize(4);
        }
    }

    @Test
    void scalesTheLossOfAll() {
        Model model = model(MultiOptimizer.of(bodyAndHead()).lossScaleFactor(8));
        step(model, 4);
        assertAfterFourSteps(model);
    }

    /// The average of the head begins as its value after the first step, and is its mean with that after the second.
    @Test
    void givesTheAveragesOfThoseThatKeepSome() {
        Model plain = model(MultiOptimizer.of(bodyAndHead()));
        plain.trainOnBatch(X, Y);
        NDArray first = plain.getWeights().get(2);
        plain.trainOnBatch(X, Y);
        NDArray second = plain.getWeights().get(2);

        Model averaged = model(MultiOptimizer.of(OptimizerMap.of(SGD.of(0.1).momentum(0.9)).with("net/head/.*", Adam.of(0.02).ema(0.5))));
        averaged.fit(X, Y, Fit.epochs(2).shuffle(false).verbose(Verbosity.SILENT).callbacks(SwapEMAWeights.create()));

        assertThat(averaged.getWeights().get(0).allClose(plain.getWeights().get(0), 0, 1e-6)).isTrue();
        assertThat(averaged.getWeights().get(2).allClose(first.plus(second).times(0.5), 0, 1e-6)).isTrue();
        assertThatThrownBy(() -> plain.fit(X, Y, Fit.defaults().verbose(Verbosity.SILENT).callbacks(SwapEMAWeights.create()))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected an optimizer that keeps averages");
    }

    @Test
    void takesTheAveragesBack() {
        Model model = model(MultiOptimizer.of(OptimizerMap.of(SGD.of(0.1)).with("net/head/.*", Adam.of(0.02).ema(0.5))));
        model.trainOnBatch(X, Y);
        NDArray first = model.getWeights().get(2);
        model.trainOnBatch(X, Y);
        List<NDArray> second = model.getWeights();

        model.optimizer().giveAverages();
        assertThat(model.getWeights().get(2).allClose(first.plus(second.get(2)).times(0.5), 0, 1e-6)).isTrue();
        model.optimizer().takeBackAverages();
        assertThat(model.getWeights()).isEqualTo(second);
    }

    /// Its own steps, besides those that each of the optimizers counts, as Keras.
    @Test
    void countsStepsAndKeepsWhatIsSaidOfAll() {
        var multi = MultiOptimizer.of(bodyAndHead()).lossScaleFactor(8).named("two");
        step(model(multi), 3);

        assertThat(multi.iterations().value().item()).isEqualTo(3);
        assertThat(multi.kerasConfig()).containsEntry("loss_scale_factor", 8.0).containsEntry("name", "two");
        assertThat(MultiOptimizer.fromConfig(multi.kerasConfig()).kerasConfig()).isEqualTo(multi.kerasConfig());
    }

    @Test
    void choosesByPathThenByExpression() {
        Variable kernel = Variable.trainable("net/head/kernel", Type.float32(), new Zeros());
        Adam all = Adam.create();
        Adam one = Adam.create();
        Adam others = Adam.create();
        OptimizerMap map = OptimizerMap.of(others).with("net/head/.*", all);

        assertThat(map.of(kernel)).isSameAs(all);
        assertThat(map.with("net/head/kernel", one).of(kernel)).isSameAs(one);
        assertThat(map.of(Variable.trainable("the/net/head/kernel", Type.float32(), new Zeros()))).as("the whole path").isSameAs(others);
        assertThatThrownBy(() -> map.with(".*kernel", one).of(kernel)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OptimizerMap: expected one optimizer for 'net/head/kernel', got those of [net/head/.*, .*kernel]. Say its path itself, or other expressions.");
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> bodyAndHead().with("net/head/.*", Adam.create())).hasMessage("OptimizerMap: expected each path once, got 'net/head/.*' again.");
        assertThatThrownBy(() -> OptimizerMap.of(MultiOptimizer.of(bodyAndHead())))
                .hasMessage("OptimizerMap: expected optimizers such as Adam, got MultiOptimizer. A LossScaleOptimizer goes around a MultiOptimizer, which goes around the others.");
        assertThatThrownBy(() -> OptimizerMap.of(LossScaleOptimizer.of(Adam.create()))).hasMessageContaining("got LossScaleOptimizer");
        assertThatThrownBy(() -> MultiOptimizer.of(bodyAndHead()).learningRate()).isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("MultiOptimizer: expected the learning rate of one of its optimizers, got that of all. Ask optimizers().");
        assertThatThrownBy(() -> MultiOptimizer.of(bodyAndHead()).lossScaleFactor(0)).hasMessage("MultiOptimizer: expected loss_scale_factor above 0, got 0.0.");
    }

    /// Two ways to take each of forty letters, and no way to end: 2⁴⁰ tries, which Java doesn't spare itself where an expression refers back.
    @Test
    void anExpressionOfAFileDoesNotTryForYears() {
        var letters = Variable.trainable("x".repeat(40), Type.float32(), new Zeros());
        var map = OptimizerMap.of(SGD.of(0.1)).with("(x|.)*\\1y", Adam.create());

        assertThatThrownBy(() -> map.of(letters)).hasMessageContaining("expected an expression that is soon decided, got '(x|.)*\\1y'");
    }

    @Test
    void whatAFileHasInPlaceOfAnOptimizerIsRefused() {
        assertThatThrownBy(() -> OptimizerMap.fromConfig(Map.of("default_optimizer", new Zeros().serialized(), "optimizer_map", Map.of())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("OptimizerMap: expected optimizers, got {");
        assertThatThrownBy(() -> OptimizerMap.fromConfig(Map.of("default_optimizer", Adam.create().serialized(), "optimizer_map", Map.of("head", 3))))
                .hasMessage("OptimizerMap: expected optimizers, got 3.");
    }
}
