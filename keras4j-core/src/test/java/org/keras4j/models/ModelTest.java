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
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Mean;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;
import org.keras4j.regularizers.L2;

/// How models behave, beyond the numbers of single steps.
class ModelTest extends OnTestBackend {
    private final NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(20, 4), 0, 1);
    private final NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(20, 1), i -> x.get(i, 0) - x.get(i, 3));
    private final Fit silently = Fit.epochs(2).batchSize(8).verbose(Verbosity.SILENT);

    private static Sequential line() {
        var model = Sequential.of(Input.shape(4), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        return model;
    }

    // ---- layers and models of one's own ----------------------------------------------------------------------------

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

    // ---- weights ---------------------------------------------------------------------------------------------------

    @Test
    void weightsThatAreSetAreUsedByProgramsThatAreThere() {
        var model = line();
        model.predict(x);
        model.trainOnBatch(x, y);
        model.setWeights(List.of(NDArray.of(Shape.of(4, 1), 1f, 0, 0, -1), NDArray.of(0f)));
        assertThat(model.predict(x).allClose(y, 1e-5, 1e-6)).isTrue();
        assertThat(model.evaluate(x, y, Evaluate.defaults().silently()).get("loss")).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatIsTrainableIsFixedWhenTheModelIsCompiled() {
        var model = Sequential.of(Input.shape(4), Dense.of(2).name("first"), Dense.of(1));
        model.getLayer("first").setTrainable(false);
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        NDArray frozen = model.weights().getFirst().value();
        NDArray free = model.weights().getLast().value();
        model.getLayer("first").setTrainable(true);
        model.trainOnBatch(x, y);
        assertThat(model.weights().getFirst().value()).isEqualTo(frozen);
        assertThat(model.weights().getLast().value()).isNotEqualTo(free);

        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        model.trainOnBatch(x, y);
        assertThat(model.weights().getFirst().value()).isNotEqualTo(frozen);
    }

    @Test
    void freezingAModelFreezesAllOfItAndCountsStay() {
        var inner = Sequential.of("inner", Input.shape(4), Dense.of(3), BatchNormalization.create());
        var model = Sequential.of(Input.shape(4), inner, Dense.of(1));
        assertThat(model.countParams()).isEqualTo(4 * 3 + 3 + 4 * 3 + 3 + 1);
        assertThat(model.nonTrainableWeights()).hasSize(2);
        inner.setTrainable(false);
        assertThat(model.trainableWeights()).hasSize(2);
        inner.setTrainable(true);
        assertThat(model.nonTrainableWeights()).hasSize(2);
        assertThat(model.weights().stream().map(Variable::path)).startsWith("inner/dense/kernel", "inner/dense/bias", "inner/batch_normalization/gamma");
    }

    @Test
    void refusesWeightsThatDoNotFitAndChangesNone() {
        var model = line();
        List<NDArray> before = model.getWeights();
        assertThatThrownBy(() -> model.setWeights(List.of(NDArray.zeros(DType.FLOAT32, Shape.of(4, 1)), NDArray.zeros(DType.FLOAT32, Shape.of(2)))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Sequential 'sequential' > sequential/dense/bias: expected float32[1], got float32[2]. Was it saved by another model?");
        assertThatThrownBy(() -> model.setWeights(List.of())).hasMessageContaining("expected 2 weights, got 0");
        assertThat(model.getWeights()).isEqualTo(before);
    }

    // ---- what users get wrong --------------------------------------------------------------------------------------

    @Test
    void saysWhichInputDoesNotFit() {
        var model = Sequential.of("lenet", Input.shape(28, 28, 1), Flatten.create(), Dense.of(10));
        assertThatThrownBy(() -> model.predict(NDArray.zeros(DType.UINT8, Shape.of(32, 14, 14))))
                .hasMessage("Sequential 'lenet' > input 'input_layer': expected float32 (None, 28, 28, 1), got uint8[32, 14, 14]. "
                        + "The first axis counts samples.");
        assertThatThrownBy(() -> model.predict(NDArray.zeros(DType.FLOAT32, Shape.of(28, 28, 1))))
                .hasMessageEndingWith("got float32[28, 28, 1]. The first axis counts samples: of a Dataset, batch(…) makes it.");
        assertThat(model.predict(NDArray.zeros(DType.UINT8, Shape.of(2, 28, 28))).shape()).isEqualTo(Shape.of(2, 10));
    }

    @Test
    void saysWhichSizeMustBeKnown() {
        assertThatThrownBy(() -> Sequential.of(Input.shape(-1), Dense.of(3).name("classes")))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Dense 'classes' > kernel: expected a known size at axis 0 of the weight, got [unknown, 3]. "
                        + "Give the input all sizes that weights depend on: only the batch, and axes like time, may be unknown.");
        assertThatThrownBy(() -> Sequential.of(Input.shape(-1, 8, 1), Conv2D.of(2, 3), Flatten.create(), Dense.of(3)))
                .hasMessageStartingWith("Dense 'dense' > kernel: expected a known size at axis 0 of the weight, got [");
    }

    @Test
    void saysWhereALayerIsUsedForAnotherInputThanBefore() {
        var dense = Dense.of(3).name("d");
        dense.apply(Input.shape(4));
        assertThatThrownBy(() -> dense.apply(Input.shape(5))).hasMessageStartingWith("Dense 'd' > kernel: expected a weight [4, 3], as it was built, got [5, 3].");
    }

    @Test
    void saysThatOptionsComeTooLate() {
        var dense = Dense.of(3);
        Sequential.of(Input.shape(4), dense);
        assertThatThrownBy(() -> dense.useBias(false)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Dense 'dense': expected options before the layer is built or joined to a model, got one after.");
    }

    @Test
    void saysThatItMustBeCompiled() {
        var model = Sequential.of(Input.shape(4), Dense.of(1));
        assertThatThrownBy(() -> model.fit(x, y, silently)).isInstanceOf(IllegalStateException.class)
                .hasMessage("Sequential 'sequential': expected compile(optimizer, loss) first. Say how to train it.");
    }

    @Test
    void saysWhatIsWrongWithTargets() {
        var model = line();
        assertThatThrownBy(() -> model.trainOnBatch(new Element(List.of(x), List.of(), List.of())))
                .hasMessageContaining("expected 1 arrays of targets, one for each of [dense], got 0");
        assertThatThrownBy(() -> model.trainOnBatch(x, y.rows(0, 7))).hasMessageContaining("expected a target for each of the 20 samples, got float32[7, 1]");
        assertThatThrownBy(() -> {
            model.compile(Compile.with(SGD.of(0.1)).loss("prize", "mse"));
            model.trainOnBatch(x, y);
        }).hasMessageContaining("expected outputs named [dense], got [prize]");
    }

    @Test
    void saysThatDataMustEnd() {
        var model = line();
        Dataset endless = Dataset.of(x, y).batch(4).repeat();
        assertThatThrownBy(() -> model.fit(endless, silently)).hasMessageContaining("expected stepsPerEpoch");
        assertThatThrownBy(() -> model.evaluate(endless, Evaluate.defaults().silently())).hasMessageContaining("expected steps");
        assertThat(model.fit(endless, silently.stepsPerEpoch(3)).epochs()).hasSize(2);
    }

    @Test
    void saysWhichLabelIsOutsideOfTheClasses() {
        var model = Sequential.of("digits", Input.shape(4), Dense.of(3).activation(SOFTMAX));
        model.compile(SGD.of(0.1), Losses.sparseCategoricalCrossentropy());
        NDArray labels = NDArray.generate(DType.INT32, Shape.of(20), i -> i == 7 ? 3 : 0);
        assertThatThrownBy(() -> model.trainOnBatch(x, labels)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageStartingWith("Sequential 'digits': ").hasMessageContaining("3");
    }

    @Test
    void saysWhichInputIsMissingBetweenInputsAndOutputs() {
        var a = Input.shape(4).name("a");
        var b = Input.shape(4).name("b");
        KerasTensor sum = Add.create().apply(a, b);
        assertThatThrownBy(() -> Model.of(a, sum)).hasMessageContaining("also needs input 'b'");
    }

    @Test
    void weightsThatDoNotChangeTheLossStayAsTheyAre() {
        var x = Input.shape(2);
        var used = Dense.of(1).apply(x);
        var unused = Dense.of(1).kernelInitializer(new Ones()).apply(x);
        var model = Model.of(x, List.of(used, unused));
        model.compile(Compile.with(SGD.of(0.1).momentum(0.9).weightDecay(0.5)).loss(model.outputNames().getFirst(), "mse"));
        model.trainOnBatch(NDArray.ones(DType.FLOAT32, Shape.of(4, 2)), NDArray.ones(DType.FLOAT32, Shape.of(4, 1)));
        assertThat(model.getWeights().get(2)).isEqualTo(NDArray.ones(DType.FLOAT32, Shape.of(2, 1)));
        assertThat(model.getWeights().get(1).item()).isNotZero();
    }
}
