package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.LogLines;
import org.keras4j.activations.SavableActivation;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasSerializable;
import org.keras4j.config.SavableFunction;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LeakyReLU;
import org.keras4j.layers.Splitter;
import org.keras4j.layers.Standardizer;
import org.keras4j.layers.TextVectorization;
import org.keras4j.losses.Loss;
import org.keras4j.losses.LossConfig;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.saving.hdf5.Hdf5;
import org.keras4j.text.Texts;

/// What the user wrote, in files: functions and classes that Python knows under another name than Java. The descriptions are those of Keras 3.15.1
/// (`model.to_json()`), without keys that are at their defaults.
class OwnPartsTest extends OnTestBackend {
    private static final NDArray X = NDArray.of(new float[][] {{1, -3}});

    @TempDir
    Path folder;

    /// One layer between two numbers and its results.
    private static String model(String layer, String compiled) {
        return """
                {"module": "keras", "class_name": "Sequential", "config": {"name": "net", "trainable": true, "dtype": "float32", "layers": [
                {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 2], "dtype": "float32", "name": "input"}, "registered_name": null},
                %s], "build_input_shape": [null, 2]}, "registered_name": null, "build_config": {"input_shape": [null, 2]}, "compile_config": %s}
                """.formatted(layer, compiled);
    }

    /// A Dense whose kernel and results are the identity but for its activation.
    private static String dense(String activation) {
        return """
                {"module": "keras.layers", "class_name": "Dense", "config": {"name": "a", "trainable": true, "dtype": "float32", "units": 2, "activation": %s,
                "kernel_initializer": {"module": "keras.initializers", "class_name": "Identity", "config": {"gain": 1.0}, "registered_name": null}},
                "registered_name": null, "build_config": {"input_shape": [null, 2]}}""".formatted(activation);
    }

    @Test
    void aLayerMayBeTheActivationOfAnother() {
        String bent = """
                {"module": "keras.layers", "class_name": "LeakyReLU", "config": {"name": "bent", "trainable": true, "dtype": "float32", "negative_slope": 0.1}, "registered_name": null}""";
        Model read = Model.fromJson(model(dense(bent), "{}"));
        assertThat(read.predict(X).allClose(NDArray.of(new float[][] {{1, -0.3f}}), 0, 1e-6)).as("1, and a tenth of -3").isTrue();

        Model made = Sequential.of(Input.shape(2), Dense.of(2).activation(LeakyReLU.create().negativeSlope(0.1)));
        assertThat(made.toJson()).contains("\"class_name\": \"LeakyReLU\"", "\"negative_slope\": 0.1");
        made.save(folder.resolve("bent.keras"));
        assertThat(Model.load(folder.resolve("bent.keras")).predict(X)).isEqualTo(made.predict(X));
    }

    @Test
    void aLayerWithWeightsIsNoActivation() {
        String prelu = """
                {"module": "keras.layers", "class_name": "PReLU", "config": {"name": "p", "trainable": true, "dtype": "float32"}, "registered_name": null}""";
        assertThatThrownBy(() -> Model.fromJson(model(dense(prelu), "{}"))).isInstanceOf(FormatException.class)
                .hasMessageEndingWith("activation: expected a function, got PReLU. Put a layer that isn't one behind.");
    }

    @Test
    void noMoreLossesThanOutputs() {
        for (String key : List.of("loss", "loss_weights")) {
            assertThatThrownBy(() -> Model.fromJson(model(dense("\"linear\""), "{\"optimizer\": \"sgd\", \"" + key + "\": [1, 2]}"))).isInstanceOf(FormatException.class)
                    .hasMessage("compile_config > " + key + ": expected one entry for each of the outputs [a], got 2. Load the model with Load.DEFAULT.uncompiled(), and compile it here.");
        }
    }

    /// `def squared(x): return x * x` of Python's `__main__`, not registered there.
    @KerasSerializable(name = "squared")
    private record Squared() implements SavableActivation {
        @Override
        public Value apply(Value x) {
            return Ops.square(x);
        }
    }

    /// `def tripled(y, p): return 3 * ops.mean(ops.abs(y - p), -1)`, registered there.
    @KerasSerializable(name = "tripled")
    private static final class Tripled extends Loss {
        private Tripled() {
            super(new LossConfig());
        }

        @Override
        protected Value call(Value yTrue, Value yPred) {
            return Ops.multiply(Ops.mean(Ops.abs(Ops.subtract(yTrue, yPred)), -1), 3);
        }
    }

    private static String function(String name) {
        return "{\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"" + name + "\", \"registered_name\": \"function\"}";
    }

    @Test
    void functionsOfPythonAreClassesHere() {
        String json = model(dense(function("squared")), "{\"optimizer\": \"sgd\", \"loss\": " + function("Custom>tripled") + "}");
        assertThatThrownBy(() -> Model.fromJson(json)).isInstanceOf(FormatException.class)
                .hasMessageEndingWith("got function of module builtins, registered as \"squared\". Write the class and make it known before: "
                        + "FromKeras.register(\"squared\", YourClass.class).");

        FromKeras.register("squared", Squared.class);
        FromKeras.register(Squared.class);
        FromKeras.register(Tripled.class);
        Model read = Model.fromJson(json);

        assertThat(read.predict(X)).isEqualTo(NDArray.of(new float[][] {{1, 9}}));
        assertThat(read.evaluate(X, X.times(0.0), Evaluate.defaults().silently()).get("loss")).as("3 · (1 + 9) / 2").isCloseTo(15, within(1e-6));
        read.save(folder.resolve("functions.keras"));
        Model again = Model.load(folder.resolve("functions.keras"));
        assertThat(again.evaluate(X, X.times(0.0), Evaluate.defaults().silently()).get("loss")).isCloseTo(15, within(1e-6));
    }

    /// `def without_tags(text): return tf.strings.regex_replace(text, "<[^>]*>", " ")`, registered there in the package `acme`.
    @KerasSerializable(inPackage = "acme", name = "without_tags")
    private record WithoutTags() implements Standardizer, SavableFunction {
        @Override
        public String apply(String text) {
            return text.replaceAll("<[^>]*>", " ");
        }
    }

    /// At commas, or what else: its options stand in the file.
    @KerasSerializable(inPackage = "acme", name = "SplitAt")
    private record SplitAt(String between) implements Splitter, SavableFunction {
        @Override
        public List<String> apply(String text) {
            return Stream.of(text.split(Pattern.quote(between))).map(String::strip).toList();
        }
    }

    @Test
    void textsAreMadePlainAndSplitByFunctionsOfTheUsersInFiles() {
        Supplier<TextVectorization> own = () -> TextVectorization.create().standardize(new WithoutTags()).split(new SplitAt(",")).vocabulary(List.of("red fox", "owl"));
        Model made = Sequential.of(Input.shape(1).texts(), own.get());
        NDArray texts = Texts.array("owl, <b>red fox</b>, cat");
        made.save(folder.resolve("words.keras"));

        assertThatThrownBy(() -> Model.load(folder.resolve("words.keras"))).isInstanceOf(FormatException.class)
                .hasMessageContaining("words.keras > config.json").hasMessageContaining("> standardize: expected a Standardizer")
                .hasMessageContaining("FromKeras.register(\"acme>without_tags\", YourClass.class)");
        FromKeras.register(WithoutTags.class);
        FromKeras.register(SplitAt.class);

        assertThat(made.predict(texts)).as("3 is owl, 2 red fox, 1 what is unknown").isEqualTo(NDArray.of(new long[][] {{3, 2, 1}}));
        assertThat(Model.load(folder.resolve("words.keras")).predict(texts)).isEqualTo(made.predict(texts));
    }

    /// As `TextVectorization(standardize=without_tags, …)` of Keras 3.15.1 is written.
    @Test
    void aFunctionThatPythonRegisteredMakesTextsPlain() {
        FromKeras.register(WithoutTags.class);
        var words = (TextVectorization) FromKeras.object(Map.of("module", "keras.layers", "class_name", "TextVectorization", "config", Map.of("name", "words",
                "standardize", Map.of("module", "builtins", "class_name", "function", "config", "acme>without_tags", "registered_name", "function"), "split", "whitespace",
                "vocabulary", List.of("owl"))));
        assertThat(words.tokens("An <i>owl</i>")).containsExactly("An", "owl");
    }

    @Test
    void aFunctionWithoutANameIsRefusedByFiles() {
        Model made = Sequential.of(Input.shape(1).texts(), TextVectorization.create().split(text -> List.of(text.split(";"))).vocabulary(List.of("owl")));
        assertThatThrownBy(() -> made.save(folder.resolve("unnamed.keras"))).isInstanceOf(IllegalStateException.class)
                .hasMessage("TextVectorization 'text_vectorization' > split: expected a function that a file can name, got one that it can't. Make it a record that "
                        + "implements SavableFunction.");
    }

    /// A layer that Python calls `ScaleLayer` and registers as `acme>scale`.
    @KerasSerializable(inPackage = "acme", name = "scale")
    private static final class Scale extends Layer {
        private Variable factor;

        @Override
        protected void build(Type input) {
            factor = addWeight("factor", Shape.of(input.shape().size(-1)), new Ones());
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, c.read(factor));
        }
    }

    /// Without a `get_config` of its own, whose place Keras takes with the arguments of the constructor.
    @Test
    void aClassKeepsThePlaceAndTheNamesThatPythonGaveIt() {
        FromKeras.register(Scale.class);
        Model read = Model.fromJson(model("""
                {"module": null, "class_name": "ScaleLayer", "config": {"name": "mine", "activity_regularizer": null, "trainable": true, "dtype": "float32", "autocast": true},
                "registered_name": "acme>scale", "build_config": {"input_shape": [null, 2]}}""", "{}"));
        read.setWeights(List.of(NDArray.of(2f, 3f)));
        read.save(folder.resolve("scaled.keras"));

        assertThat(read.toJson()).contains("\"class_name\": \"ScaleLayer\"", "\"registered_name\": \"acme>scale\"");
        try (Members members = Members.open(folder.resolve("scaled.keras"), LoadLimits.DEFAULT)) {
            assertThat(Hdf5.read(members.read("model.weights.h5")).group("layers/scale_layer/vars")).as("by the name of the class in Python").isPresent();
        }
        assertThat(Model.load(folder.resolve("scaled.keras")).predict(X)).isEqualTo(NDArray.of(new float[][] {{2, -9}}));
    }

    /// While it is built, another program begins to write its file anew.
    @KerasSerializable(inPackage = "acme", name = "Late")
    private static final class Late extends Layer {
        private static @Nullable Path file;

        @Override
        protected void build(Type input) {
            if (file != null) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        protected Value call(Call c, Value x) {
            return x;
        }
    }

    @Test
    void aFileThatIsWrittenAnewMeanwhileIsToldOf() {
        FromKeras.register(Late.class);
        Path file = folder.resolve("late.keras");
        Sequential.of(Input.shape(2), new Late(), Dense.of(3)).save(file);
        Late.file = file;
        try {
            assertThatThrownBy(() -> Model.load(file, Load.DEFAULT)).isInstanceOf(FormatException.class)
                    .hasMessageStartingWith(file + ": expected the bytes that were there when it was opened");
        } finally {
            Late.file = null;
        }
    }

    /// A class that says itself what Python calls it.
    @KerasSerializable(inPackage = "acme", name = "Halving")
    private static final class HalvingLayer extends Layer {
        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, 0.5);
        }
    }

    @Test
    void aClassIsCalledAsItSays() {
        assertThat(new HalvingLayer().className()).isEqualTo("Halving");
        assertThat(Sequential.of(Input.shape(2), new HalvingLayer()).toJson()).contains("\"class_name\": \"Halving\"", "\"registered_name\": \"acme>Halving\"");
        assertThat(new HalvingLayer().snakeName()).isEqualTo("halving");
    }

    @Test
    void anOptimizerThatTookNoStepStartsAnewWithoutAWord() {
        assertThat(said(0)).isEmpty();
        assertThat(said(1)).singleElement().asString().contains("expected 6 variables of 'adam', got 2").endsWith("The optimizer starts anew.");
    }

    /// What is logged when a model with Adam reads the weights of one whose optimizer keeps nothing, after so many steps: as it is of one that Keras compiled and
    /// did not train.
    private List<String> said(int steps) {
        Model before = Sequential.of(Input.shape(2), Dense.of(2));
        before.compile("sgd", "mse");
        IntStream.range(0, steps).forEach(_ -> before.trainOnBatch(X, X));
        before.saveWeights(folder.resolve("few.weights.h5"));
        Model after = Sequential.of(Input.shape(2), Dense.of(2));
        after.compile("adam", "mse");
        after.trainOnBatch(X, X);
        return LogLines.of(Weights.class, () -> after.loadWeights(folder.resolve("few.weights.h5")));
    }
}
