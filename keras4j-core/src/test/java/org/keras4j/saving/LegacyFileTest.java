package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.LogLines;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.saving.hdf5.Attribute;
import org.keras4j.saving.hdf5.Dataset;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// What Keras 2 wrote otherwise than Keras 3 does in `.h5`: configurations in the forms of its versions, with weights whose results are known by arithmetic.
class LegacyFileTest extends OnTestBackend {
    private static final String DENSE = """
            {"class_name": "Dense", "config": {"name": "dense", "trainable": true, "dtype": "float32", "units": 1, "activation": "linear",
            "use_bias": true, "kernel_initializer":
            {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": null}},
            "bias_initializer": {"class_name": "Zeros",
            "config": {}}, "kernel_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null,
            "bias_constraint": null%s}%s}""";

    @TempDir
    Path folder;

    /// Of Keras 2.1: a list of layers, the first of which says the shape of its input, and numbers of words are float32 to it.
    @Test
    void aListOfLayersIsASequentialModel() {
        Path file = written("""
                {"class_name": "Sequential", "config": [{"class_name": "Embedding", "config": {"name": "embedding", "trainable": true,
                "batch_input_shape": [null, 2],
                "dtype": "float32", "input_dim": 3, "output_dim": 2, "embeddings_initializer": {"class_name": "RandomUniform",
                "config": {"minval": -0.05, "maxval": 0.05, "seed": null}},
                "embeddings_regularizer": null, "activity_regularizer": null, "embeddings_constraint": null, "mask_zero": false, "input_length": 2}},
                {"class_name": "Flatten", "config": {"name": "flatten", "trainable": true}}, %s]}""".formatted(DENSE.formatted("", "")), null,
                weights("embedding", NDArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})), weights("flatten"),
                weights("dense", NDArray.ones(DType.FLOAT32, Shape.of(4, 1)), NDArray.of(10f)));

        Model model = Model.load(file);

        assertThat(model.toJson()).contains("\"batch_shape\": [null, 2], \"dtype\": \"int32\"");
        assertThat(model.predict(NDArray.of(new int[][] {{0, 2}})).item()).isEqualTo(1 + 2 + 5 + 6 + 10);
        assertThat(model.isCompiled()).isFalse();
    }

    /// By the names of Keras 2: `alpha` is the slope below zero. By hand: -0.3 · 5 · 2 + 1.
    @Test
    void aSlopeWasCalledAlpha() {
        Path file = written("""
                {"class_name": "Sequential", "config": {"name": "sequential", "layers": [{"class_name": "LeakyReLU", "config": {"name": "leaky",
                "trainable": true, "dtype": "float32",
                "batch_input_shape": [null, 1], "alpha": 0.30000001192092896}}, %s]}}""".formatted(DENSE.formatted("", "")), null,
                weights("leaky"), weights("dense", NDArray.of(new float[][] {{2}}), NDArray.of(1f)));

        assertThat(Model.load(file).predict(NDArray.of(new float[][] {{-5}})).item()).isCloseTo(-2, within(1e-5));
    }

    /// An axis in a list; one tensor without a list around it. By hand: (7 - 1) / sqrt(3.999 + 0.001) * 2 + 0.5 is 6.5, and -6.5 + 10.
    @Test
    void anAxisAndATensorMayStandWithAndWithoutAList() {
        Path file = written("""
                {"class_name": "Model", "config": {"name": "model", "layers": [{"class_name": "InputLayer",
                "config": {"batch_input_shape": [null, 1], "dtype": "float32", "sparse": false,
                "name": "x"}, "name": "x", "inbound_nodes": []}, {"class_name": "BatchNormalization", "config": {"name": "norm", "trainable": true,
                "dtype": "float32", "axis": [1],
                "momentum": 0.99, "epsilon": 0.001, "center": true, "scale": true}, "name": "norm", "inbound_nodes": [[["x", 0, 0, {}]]]}, %s],
                "input_layers": [["x", 0, 0]], "output_layers": [["dense", 0, 0]]}}""".formatted(DENSE.formatted("",
                ", \"name\": \"dense\", \"inbound_nodes\": [[\"norm\", 0, 0, {}]]")), null,
                weights("x"), weights("norm", NDArray.of(2f), NDArray.of(0.5f), NDArray.of(1f), NDArray.of(3.999f)),
                weights("dense", NDArray.of(new float[][] {{-1}}), NDArray.of(10f)));

        assertThat(Model.load(file).predict(NDArray.of(new float[][] {{7}})).item()).isCloseTo(3.5, within(1e-5));
    }

    /// A tensor among the arguments that are named. With keys of zeros each query looks at all alike: at the mean of (1, 2) and (3, 4).
    @Test
    void aTensorMayBeAnArgumentThatIsNamed() {
        String input = """
                {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2, 2], "dtype": "float32", "sparse": false, "ragged": false,
                "name": "%1$s"}, "name": "%1$s", "inbound_nodes": []}""";
        Path file = written("""
                {"class_name": "Functional", "config": {"name": "model", "layers": [%s, %s, {"class_name": "MultiHeadAttention",
                "config": {"name": "looks", "trainable": true,
                "dtype": "float32", "num_heads": 1, "key_dim": 2, "value_dim": 2, "dropout": 0.0, "use_bias": false, "output_shape": null, "attention_axes": [1],
                "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}}, "bias_initializer": {"class_name": "Zeros", "config": {}},
                "kernel_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null},
                "name": "looks", "inbound_nodes": [[["q", 0, 0, {"value": ["v", 0, 0]}]]]}],
                "input_layers": [["q", 0, 0], ["v", 0, 0]], "output_layers": [["looks", 0, 0]]}}""".formatted(input.formatted("q"), input.formatted("v")), null,
                weights("q"), weights("v"),
                weights("looks", identity(2, 1, 2), NDArray.zeros(DType.FLOAT32, Shape.of(2, 1, 2)), identity(2, 1, 2), identity(1, 2, 2)));

        NDArray queries = NDArray.ones(DType.FLOAT32, Shape.of(1, 2, 2));
        NDArray found = Model.load(file).predict(List.of(queries, NDArray.of(Shape.of(1, 2, 2), 1f, 2f, 3f, 4f))).getFirst();

        assertThat(found.toDoubleArray()).containsExactly(new double[] {2, 3, 2, 3}, within(1e-5));
    }

    private static NDArray identity(long... shape) {
        return NDArray.of(Shape.of(shape), 1f, 0f, 0f, 1f);
    }

    /// `lr` of Keras up to 2.2, and what optimizers had that are no more; their state there has no rate, so that it doesn't fit.
    @Test
    void optimizersAreReadAsTheyWereCalled() {
        String sequential = """
                {"class_name": "Sequential", "config": {"name": "sequential",
                "layers": [%s]}}""".formatted(DENSE.formatted(", \"batch_input_shape\": [null, 1]", ""));
        Part dense = weights("dense", NDArray.of(new float[][] {{2}}), NDArray.of(0f));

        Model old = Model.load(written(sequential, """
                {"optimizer_config": {"class_name": "SGD", "config": {"lr": 0.25, "momentum": 0.0, "decay": 0.0, "nesterov": false}}, "loss": "mse",
                "metrics": ["mae"],
                "weighted_metrics": null, "sample_weight_mode": null, "loss_weights": []}""", dense));
        assertThat(old.optimizer().learningRate()).isEqualTo(0.25);
        // (2 · 1 - 1)² and 2 · 1 - 1; the slope is 2 for both weights.
        assertThat(old.trainOnBatch(NDArray.of(new float[][] {{1}}), NDArray.of(new float[][] {{1}}))).containsEntry("loss", 1.0).containsEntry("mae", 1.0);
        assertThat(old.getWeights()).containsExactly(NDArray.of(new float[][] {{1.5f}}), NDArray.of(-0.5f));

        Path newer = written(sequential, """
                {"loss": "mse", "metrics": null, "weighted_metrics": null, "loss_weights": null, "optimizer_config": {"class_name": "Adam",
                "config": {"name": "Adam", "weight_decay": null,
                "clipnorm": null, "global_clipnorm": null, "clipvalue": null, "use_ema": false, "ema_momentum": 0.99, "ema_overwrite_frequency": null, "jit_compile": false,
                "is_legacy_optimizer": false, "learning_rate": 0.5, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}}}""", dense);
        var loaded = new Model[1];
        assertThat(LogLines.of(LegacyWeights.class, () -> loaded[0] = Model.load(newer))).singleElement().asString()
                .isEqualTo("optimizer_weights: expected 6 variables of Adam, got 1. The optimizer starts anew.");
        assertThat(loaded[0].optimizer().learningRate()).isEqualTo(0.5);
    }

    /// Names that don't fit into one attribute of 64 KiB are in pieces, as `save_attributes_to_hdf5_group` of Keras 2 and 3 cuts them.
    @Test
    void namesMayBeInPieces() {
        Group root = Group.EMPTY.with("layer_names0", new Attribute.Texts(List.of("a"))).with("layer_names1", new Attribute.Texts(List.of("b")))
                .with("a", weights("a", NDArray.of(new float[][] {{2}}), NDArray.of(1f)).group)
                .with("b", Group.EMPTY.with("weight_names0", new Attribute.Texts(List.of("b/0"))).with("weight_names1", new Attribute.Texts(List.of("b/1")))
                        .with("b/0", Dataset.of(NDArray.of(new float[][] {{3}}))).with("b/1", Dataset.of(NDArray.of(4f))));
        Path file = folder.resolve("pieces.h5");
        Hdf5.write(file, root);
        Model model = Sequential.of(Input.shape(1), Dense.of(1), Dense.of(1));

        model.loadWeights(file);

        assertThat(model.predict(NDArray.of(new float[][] {{5}})).item()).isEqualTo((5 * 2 + 1) * 3 + 4);
    }

    /// As Keras 3.15.1 writes a model within a model, whose own order is gamma, beta, mean, variance, kernel, bias. By hand: (7 − 1) / √(3.999 + 0.001) · 2 + 0.5 is 6.5,
    /// and −6.5 + 10.
    @Test
    void whatIsTrainedStandsFirstInAModelWithin() {
        Group root = Group.EMPTY.with("layer_names", new Attribute.Texts(List.of("inner"))).with("inner", weights("inner", NDArray.of(2f), NDArray.of(0.5f),
                NDArray.of(new float[][] {{-1}}), NDArray.of(10f), NDArray.of(1f), NDArray.of(3.999f)).group);
        Path file = folder.resolve("within.h5");
        Hdf5.write(file, root);
        Model model = Sequential.of(Input.shape(1), Sequential.of("inner", Input.shape(1), BatchNormalization.create(), Dense.of(1)));

        model.loadWeights(file);

        assertThat(model.predict(NDArray.of(new float[][] {{7}})).item()).isCloseTo(3.5, within(1e-5));
    }

    /// What `load_weights(file, by_name=True, skip_mismatch=…)` of Keras 3.15.1 makes of a file that knows `b` and `a`, in this order: of `b` the kernel alone fits, of `a` all.
    @Test
    void weightsAreFoundByTheNamesOfLayers() {
        Group root = Group.EMPTY.with("layer_names", new Attribute.Texts(List.of("b", "other", "a")))
                .with("b", weights("b", NDArray.of(new float[][] {{3}}), NDArray.of(4f, 5f)).group).with("other", weights("other", NDArray.of(9f)).group)
                .with("a", weights("a", NDArray.of(new float[][] {{2}}), NDArray.of(1f)).group);
        Path file = folder.resolve("named.h5");
        Hdf5.write(file, root);
        List<NDArray> before = List.of(NDArray.of(new float[][] {{7}}), NDArray.of(7f), NDArray.of(new float[][] {{8}}), NDArray.of(8f));
        Model model = Sequential.of(Input.shape(1), Dense.of(1).name("a"), Dense.of(1).name("b"));

        model.setWeights(before);
        assertThatThrownBy(() -> model.loadWeights(file, Matching.BY_NAME)).isInstanceOf(FormatException.class)
                .hasMessageEndingWith("named.h5 > layer 'b': expected float32[1] (sequential/b/bias), got [2]. Was the file saved by another model?");
        assertThat(model.getWeights()).isEqualTo(before);

        assertThat(LogLines.of(LegacyWeights.class, () -> model.loadWeights(file, Matching.BY_NAME_SKIP_MISMATCH))).singleElement().asString()
                .isEqualTo("layer 'b': expected float32[1] (sequential/b/bias), got [2]. It stays as it is.");
        assertThat(model.getWeights()).containsExactly(NDArray.of(new float[][] {{2}}), NDArray.of(1f), NDArray.of(new float[][] {{3}}), NDArray.of(8f));

        Model unlike = Sequential.of(Input.shape(1), Dense.of(1).name("c"));
        assertThat(LogLines.of(LegacyWeights.class, () -> unlike.loadWeights(file, Matching.BY_NAME))).singleElement().asString()
                .isEqualTo("Model 'sequential': expected layers named as in the file, one of [b, other, a], got [c]. All stay as they are.");
    }

    /// A model that has a weight beside its layers. Keras 3.15.1 takes it from `top_level_model_weights` in both ways, and refuses another number of them.
    @Test
    void weightsOfTheModelItselfStandBesideThoseOfLayers() {
        class Scaled extends Model {
            final Dense dense = Dense.of(1).name("a");
            Variable scale;

            @Override
            protected void build(List<Type> inputs) {
                scale = addWeight("scale", Shape.of(1), new Ones());
                super.build(inputs);
            }

            @Override
            protected Value call(Call c, Value x) {
                return Ops.multiply(dense.apply(c, x), c.read(scale));
            }
        }
        Group layers = Group.EMPTY.with("layer_names", new Attribute.Texts(List.of("a"))).with("a", weights("a", NDArray.of(new float[][] {{2}}), NDArray.of(1f)).group);
        Path file = folder.resolve("scaled.h5");
        Hdf5.write(file, layers.with("top_level_model_weights", weights("top", NDArray.of(10f)).group));

        for (Matching matching : List.of(Matching.STRICT, Matching.BY_NAME)) {
            var model = new Scaled();
            NDArray x = NDArray.of(new float[][] {{5}});
            model.predict(x);
            model.loadWeights(file, matching);
            assertThat(model.predict(x).item()).isEqualTo((5 * 2 + 1) * 10);
        }
        Model without = Sequential.of(Input.shape(1), Dense.of(1).name("a"));
        assertThatThrownBy(() -> without.loadWeights(file, Matching.BY_NAME))
                .hasMessageEndingWith("scaled.h5 > the model itself: expected 0 weights, got 1. Was the file saved by another model?");
        assertThat(LogLines.of(LegacyWeights.class, () -> without.loadWeights(file, Matching.BY_NAME_SKIP_MISMATCH))).singleElement().asString()
                .isEqualTo("the model itself: expected 0 weights, got 1. It stays as it is.");
        assertThat(without.getWeights().getFirst().item()).isEqualTo(2);
    }

    @Test
    void onlyOldFilesHaveNames() {
        Model model = Sequential.of(Input.shape(1), Dense.of(1));
        for (String name : List.of("new.weights.h5", "new.keras")) {
            Path file = folder.resolve(name);
            if (name.endsWith(".keras")) {
                model.save(file);
            } else {
                model.saveWeights(file);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> model.loadWeights(file, Matching.BY_NAME)).withMessage(file
                    + ": expected an .h5 as Keras 2 wrote it to load by the names of layers, got a file in which weights are known by their places alone. "
                    + "Use Matching.STRICT or SKIP_MISMATCH.");
        }
    }

    // ---- making them -----------------------------------------------------------------------------------------------

    private record Part(String layer, Group group) {}

    private static Part weights(String layer, NDArray... values) {
        var names = IntStream.range(0, values.length).mapToObj(i -> layer + "/" + i).toList();
        Group group = Group.EMPTY.with("weight_names", new Attribute.Texts(names));
        for (int i = 0; i < values.length; i++) {
            group = group.with(names.get(i), Dataset.of(values[i]));
        }
        return new Part(layer, group);
    }

    /// With an optimizer's count of steps if there is one.
    private Path written(String config, @Nullable String training, Part... parts) {
        Group weights = Group.EMPTY.with("layer_names", new Attribute.Texts(Stream.of(parts).map(Part::layer).toList()));
        for (Part part : parts) {
            weights = weights.with(part.layer, part.group);
        }
        Group root = Group.EMPTY.with("keras_version", new Attribute.Text("2.3.1")).with("model_config", new Attribute.Text(config)).with("model_weights", weights);
        if (training != null) {
            root = root.with("training_config", new Attribute.Text(training)).with("optimizer_weights", Group.EMPTY
                    .with("weight_names", new Attribute.Texts(List.of("iterations:0"))).with("iterations:0", Dataset.of(NDArray.scalar(3L))));
        }
        Path file = folder.resolve("model.h5");
        Hdf5.write(file, root);
        return file;
    }
}
