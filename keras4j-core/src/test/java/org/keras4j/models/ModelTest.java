package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;
import org.keras4j.regularizers.L2;

/// How models behave, beyond the numbers of single steps.
class ModelTest extends LineToLearn {
    /// `x · scale`, with one scale a feature.
    private static final class Scale extends Layer {
        private @Nullable Variable scale;

        @Override
        protected void build(Type input) {
            scale = addWeight("scale", Shape.of(input.shape().size(-1)), new Ones());
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, c.read(scale));
        }
    }

    private static final class TwoTowers extends Model {
        private final Dense left = Dense.of(3).activation(RELU);
        private final List<Layer> rest = List.of(new Scale(), Dense.of(1));

        @Override
        protected Value call(Call c, Value x) {
            Value joined = Ops.concatenate(List.of(left.apply(c, x), rest.getFirst().apply(c, x)), -1);
            return rest.getLast().apply(c, joined);
        }
    }

    @Test
    void aLayerOfOnesOwnLearns() {
        var model = Sequential.of(Input.shape(4), new Scale(), Dense.of(1));
        assertThat(model.weights().stream().map(Variable::path)).containsExactly("sequential/scale/scale", "sequential/dense/kernel",
                "sequential/dense/bias");
        NDArray before = model.weights().getFirst().value();
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        model.fit(x, y, silently);
        assertThat(model.weights().getFirst().value()).isNotEqualTo(before);
    }

    @Test
    void aModelOfOnesOwnIsMadeOfTheLayersInItsFields() {
        var model = new TwoTowers();
        model.compile(SGD.of(0.05), Losses.meanSquaredError());
        assertThat(model.isBuilt()).isFalse();
        double first = model.fit(x, y, silently).get("loss").getFirst();
        assertThat(model.weights().stream().map(Variable::path)).containsExactly("two_towers/dense/kernel", "two_towers/dense/bias",
                "two_towers/scale/scale", "two_towers/dense_1/kernel", "two_towers/dense_1/bias");
        assertThat(model.fit(x, y, silently).last("loss")).isLessThan(first);
    }

    @Test
    void sharedLayersHaveOneSetOfWeightsAndTheirGradientsAddUp() {
        var input = Input.shape(4);
        var shared = Dense.of(1).useBias(false);
        var twice = Model.of(input, Add.create().apply(shared.apply(input), shared.apply(input)));
        assertThat(twice.weights()).hasSize(1);
        var once = Sequential.of(Input.shape(4), Dense.of(1).useBias(false));
        once.setWeights(List.of(twice.getWeights().getFirst().times(2.0)));
        assertThat(twice.predict(x).allClose(once.predict(x), 1e-5, 1e-6)).isTrue();

        NDArray before = twice.getWeights().getFirst();
        twice.compile(SGD.of(0.1), Losses.meanSquaredError());
        once.compile(SGD.of(0.1), Losses.meanSquaredError());
        twice.trainOnBatch(x, y);
        once.trainOnBatch(x, y);
        NDArray change = twice.getWeights().getFirst().minus(before);
        NDArray expected = once.getWeights().getFirst().minus(before.times(2.0)).times(2.0);
        assertThat(change.allClose(expected, 1e-4, 1e-6)).isTrue();
    }

    @Test
    void outputsHaveLossesAndMetricsByName() {
        var input = Input.shape(4);
        KerasTensor hidden = Dense.of(6).activation(RELU).apply(input);
        var model = Model.of(input, List.of(Dense.of(1).name("price").apply(hidden), Dense.of(3).activation(SOFTMAX).name("kind").apply(hidden)));
        model.compile(Compile.with(SGD.of(0.1)).loss("price", "mse").loss("kind", "sparse_categorical_crossentropy")
                .lossWeight("price", 0.5).metric("kind", "accuracy"));
        NDArray kind = NDArray.generate(DType.INT32, Shape.of(20), i -> i % 3);
        var logs = model.trainOnBatch(model.named(Map.of("input_layer", x), Map.of("kind", kind, "price", y)));
        assertThatThrownBy(() -> model.named(Map.of("input_layer", x), Map.of("kind", kind)))
                .hasMessage("Functional 'functional': expected arrays for its outputs [price, kind], got [kind].");
        assertThat(logs.keySet()).containsExactly("kind_accuracy", "kind_loss", "loss", "price_loss");
        assertThat(logs.get("loss")).isCloseTo(0.5 * logs.get("price_loss") + logs.get("kind_loss"), within(1e-5));
    }

    /// As Keras' examples of CTC, whose labels are an input: `model.fit({"image": x, "label": y})`.
    @Test
    void namedInputsOfAModelWhoseLayersAddTheLossNeedNoTargets() {
        class Distance extends Layer {
            @Override
            protected List<Value> call(Call c, List<Value> inputs) {
                c.addLoss(Ops.mean(Ops.square(Ops.subtract(inputs.get(0), inputs.get(1)))));
                return List.of(inputs.get(1));
            }
        }
        Input image = Input.shape(4).name("image"), label = Input.shape(1).name("label");
        Model model = Model.of(List.of(image, label), new Distance().apply(label, Dense.of(1).apply(image)));
        model.compile(SGD.of(0.01));

        var history = model.fit(Map.of("image", x, "label", y), Map.of(), Fit.epochs(2).verbose(Verbosity.SILENT));

        assertThat(history.get("loss").get(1)).isLessThan(history.get("loss").get(0));
    }

    @Test
    void samplesAreWeighedByTheNamesOfOutputs() {
        var input = Input.shape(4);
        var model = Model.of(input, List.of(Dense.of(1).name("price").apply(input), Dense.of(1).name("cost").apply(input)));
        model.compile(Compile.with("sgd").loss("price", "mse").loss("cost", "mae"));
        NDArray much = NDArray.full(DType.FLOAT32, Shape.of(20), 3), none = NDArray.zeros(DType.FLOAT32, Shape.of(20));
        var arrays = Map.of("price", y, "cost", y);

        var plain = model.testOnBatch(model.named(Map.of("input_layer", x), arrays));
        var weighed = model.testOnBatch(model.named(Map.of("input_layer", x), arrays, Map.of("cost", none, "price", much)));

        assertThat(weighed.get("loss")).isCloseTo(3 * plain.get("price_loss"), within(1e-5));
        assertThatThrownBy(() -> model.named(Map.of("input_layer", x), arrays, Map.of("cost", none)))
                .hasMessage("Functional 'functional': expected arrays for its sample weights [price, cost], got [cost].");
    }

    /// As in Keras: `loss=["mse", "sparse_categorical_crossentropy"], loss_weights=[0.5, 1]`.
    @Test
    void outputsHaveLossesInTheirOrder() {
        var input = Input.shape(4);
        KerasTensor hidden = Dense.of(6).activation(RELU).apply(input);
        var model = Model.of(input, List.of(Dense.of(1).name("price").apply(hidden), Dense.of(3).activation(SOFTMAX).name("kind").apply(hidden)));
        var batch = model.named(Map.of("input_layer", x), Map.of("kind", NDArray.generate(DType.INT32, Shape.of(20), i -> i % 3), "price", y));
        model.compile(Compile.with(SGD.of(0)).loss("price", "mse").loss("kind", "sparse_categorical_crossentropy").lossWeight("price", 0.5).lossWeight("kind", 1));
        var byName = model.trainOnBatch(batch);
        var configuration = model.compileConfig();

        model.compile(Compile.with(SGD.of(0)).losses("mse", "sparse_categorical_crossentropy").lossWeights(0.5, 1));

        assertThat(model.trainOnBatch(batch)).isEqualTo(byName);
        assertThat(model.compileConfig()).isEqualTo(configuration);
        model.compile(Compile.with(SGD.of(0)).losses(Losses.meanSquaredError(), Losses.sparseCategoricalCrossentropy()).lossWeights(0.5, 1));
        assertThat(model.trainOnBatch(batch)).isEqualTo(byName);
        assertThatThrownBy(() -> model.compile(Compile.with("sgd").losses("mse", "mae", "mse"))).hasMessage("Functional 'functional' > compile: expected as many losses "
                + "as outputs, 2 [price, kind], got 3. Name the outputs: loss(output, loss).");
        assertThatThrownBy(() -> model.compile(Compile.with("sgd").losses("mse", "mae").lossWeights(1))).hasMessageContaining("as many loss weights as outputs");
    }

    @Test
    void penaltiesOfWeightsAndLossesOfLayersAreAddedToTheTotal() {
        var model = Sequential.of(Input.shape(4), Dense.of(1).kernelRegularizer(new L2(0.5)));
        model.compile(SGD.of(0), Losses.meanSquaredError(), "mse");
        var logs = model.trainOnBatch(x, y);
        double squares = model.getWeights().getFirst().map(w -> w * w).sum().item();
        assertThat(logs.get("loss")).isCloseTo(logs.get("mse") + 0.5 * squares, within(1e-5));
    }
}
