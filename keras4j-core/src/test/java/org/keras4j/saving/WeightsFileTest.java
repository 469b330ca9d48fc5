package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;
import org.keras4j.saving.hdf5.Node;

/// Weights without a configuration, and whole models of before Keras 3.
class WeightsFileTest extends OnTestBackend {
    @TempDir
    Path folder;

    private static Model empty(String name) {
        Model model = Model.load(GoldenFiles.of(name).keras());
        model.weights().forEach(Variable::reset);
        model.optimizer().variables().forEach(Variable::reset);
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp.weights.h5", "mlp.weights.json", "mlp.keras"})
    void weightsOfKerasGoIntoAModelThatIsThere(String file) {
        Model model = empty("mlp");
        model.loadWeights(GoldenFiles.file(file));
        GoldenFiles.of("mlp").assertPredicts(model);
        GoldenFiles.of("mlp").assertTrainsOn(model);
    }

    @Test
    void oursGoTheSameWay() {
        Path file = folder.resolve("shop.weights.h5");
        Model.load(GoldenFiles.of("shop").keras()).saveWeights(file);
        Model model = empty("shop");
        model.loadWeights(file);
        GoldenFiles.of("shop").assertTrainsOn(model);
    }

    /// Passes its input on, and has a number.
    private static final class Numbered extends Layer {
        @Nullable Variable number;

        Numbered() {
            super(new LayerConfig());
        }

        @Override
        protected void build(Type input) {
            number = addState("number", Type.of(DType.INT64), new Zeros());
        }

        @Override
        protected Value call(Call c, Value x) {
            return x;
        }
    }

    @Test
    void numbersOf64BitsStayWhatTheyAre() {
        var saved = new Numbered();
        Model model = Sequential.of(Input.shape(2), saved);
        saved.number.assign(NDArray.scalar(1L << 40));
        Path file = folder.resolve("numbered.weights.h5");
        model.saveWeights(file);

        var loaded = new Numbered();
        Sequential.of(Input.shape(2), loaded).loadWeights(file);

        assertThat(loaded.number.value()).isEqualTo(NDArray.scalar(1L << 40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "shop"})
    void wholeModelsInHdf5TrainOn(String name) {
        Model model = Model.load(GoldenFiles.file(name + ".h5"));
        GoldenFiles.of(name).assertPredicts(model);
        GoldenFiles.of(name).assertTrainsOn(model);
    }

    @Test
    void weightsOfAWholeModelInHdf5GoByOrder() {
        Model model = empty("mlp");
        model.loadWeights(GoldenFiles.file("mlp.h5"));
        GoldenFiles.of("mlp").assertPredicts(model);
    }

    /// Written by Keras 2.3.1: `realworld/README.md` of the data says where it is from.
    @Test
    @EnabledIfEnvironmentVariable(named = "KERAS4J_DATA", matches = ".+")
    void aFileOfKeras2FromElsewhereAnswers() {
        Path file = Path.of(System.getenv("KERAS4J_DATA"), "realworld", "encoder_model.h5");
        assumeTrue(Files.exists(file));
        Model model = Model.load(file);
        List<NDArray> states = model.predict(List.of(NDArray.generate(DType.FLOAT32, Shape.of(2, 5, 67), i -> Math.sin(i))));
        assertThat(states).extracting(NDArray::shape).containsExactly(Shape.of(2, 256), Shape.of(2, 256));
        assertThat(states.get(0).at(0)).isCloseTo(ENCODER[0], offset(1e-5));
        assertThat(states.get(1).at(511)).isCloseTo(ENCODER[1], offset(1e-5));
    }

    /// The first of h and the last of c: `keras.layers.LSTM` of Keras 3.15.1 on JAX with the weights of the file.
    private static final double[] ENCODER = {0.02766943909227848, -0.02746472880244255};

    @Test
    void whatDoesNotFitIsAnErrorAndChangesNothing() {
        Model model = Sequential.of(Input.shape(5), Dense.of(4), Dense.of(7));
        List<NDArray> before = model.getWeights();
        assertThatThrownBy(() -> model.loadWeights(GoldenFiles.file("mlp.weights.h5"))).isInstanceOf(FormatException.class)
                .hasMessageEndingWith("mlp.weights.h5 > layers/dense_1/vars/0: expected float32[4, 7] (sequential/dense_1/kernel), got float32[4, 3]. "
                        + "Was the file saved by another model?");
        assertThat(model.getWeights()).isEqualTo(before);
    }

    @Test
    void aLayerOfAnotherClassIsToldWhyItsWeightsArentFound() {
        Model model = Sequential.of(Input.shape(5), Dense.of(4), new Twice());
        assertThatThrownBy(() -> model.loadWeights(GoldenFiles.file("mlp.weights.h5"))).isInstanceOf(FormatException.class)
                .hasMessageEndingWith("mlp.weights.h5 > layers/twice/vars: expected 1 variable of 'twice', got 0. Was the file saved by another model? "
                        + "It has nothing of that path: layers has batch_normalization, dense, dense_1, dropout. A path goes by names of fields and classes: @KerasSerializable(name = …) gives a class the one it has in Python.");
    }

    private static final class Twice extends Layer {
        private @Nullable Variable factor;

        @Override
        protected void build(Type input) {
            factor = addWeight("factor", Shape.of(1), new Zeros());
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, c.read(factor));
        }
    }

    @Test
    void whatDoesNotFitCanBeSkipped() {
        Model model = Sequential.of(Input.shape(5), Dense.of(4), Dense.of(7));
        NDArray before = model.weights().get(2).value();
        model.loadWeights(GoldenFiles.file("mlp.weights.h5"), Matching.SKIP_MISMATCH);
        assertThat(model.weights().get(2).value()).isEqualTo(before);
        assertThat(model.weights().get(0).value()).isEqualTo(Model.load(GoldenFiles.of("mlp").keras()).weights().get(0).value());
    }

    @Test
    void weightsAloneAreNoModel() {
        assertThatThrownBy(() -> Model.load(GoldenFiles.file("mlp.weights.h5"))).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected a model, got weights alone");
    }

    @Test
    void shardsLieBesideTheirList() throws IOException {
        Path list = folder.resolve("x.weights.json");
        Files.writeString(list, "{\"weight_map\": {\"/layers/dense/vars\": \"../x.weights.h5\"}}");
        Model model = Sequential.of(Input.shape(5), Dense.of(4));
        assertThatThrownBy(() -> model.loadWeights(list)).hasMessageContaining("expected a file beside x.weights.json, got \"../x.weights.h5\"");
    }

    /// In files of Keras 2.12 and 2.13 the list of layers has another name, which `saving_lib` of 3.15.1 looks for all through a path.
    @Test
    void layersMayHaveTheNameThatTheyHadBefore() {
        Supplier<Model> models = () -> Sequential.of(Input.shape(2), Dense.of(3), Sequential.of(Input.shape(3), Dense.of(1)));
        Model saved = models.get();
        Path file = folder.resolve("new.weights.h5");
        Path before = folder.resolve("old.weights.h5");
        saved.saveWeights(file);
        try (var opened = Hdf5.open(file)) {
            Hdf5.write(before, renamed(opened.root()));
        }

        Model model = models.get();
        model.loadWeights(before);

        assertThat(model.getWeights()).isEqualTo(saved.getWeights());
    }

    private static Group renamed(Group group) {
        var children = new LinkedHashMap<String, Node>();
        group.children().forEach((name, node) -> children.put(name.equals("layers") ? "_layer_checkpoint_dependencies" : name,
                node instanceof Group inner ? renamed(inner) : node));
        return new Group(group.attributes(), children);
    }
}
