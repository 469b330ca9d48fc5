package org.keras4j.models;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dot;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is given that can't be meant is refused with a word, before it is computed with.
class WrongCallsTest {
    private static NDArray zeros(long... sizes) {
        return NDArray.zeros(DType.FLOAT32, Shape.of(sizes));
    }

    private static Model model() {
        var model = Sequential.of(Input.shape(3), Dense.of(2));
        model.compile("sgd", "mse");
        return model;
    }

    /// Of two inputs.
    private static final class Sum extends Layer {
        @Override
        protected List<Value> call(Call c, List<Value> inputs) {
            return List.of(Ops.add(inputs.get(0), inputs.get(1)));
        }
    }

    @Test
    void aLayerThatIsGivenTooLittleSaysSo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sum().apply(Input.shape(3)))
                .withMessage("Sum 'sum': expected 2 inputs or more, got 1. Apply it to all that its call takes.");
        assertThatIllegalArgumentException().isThrownBy(() -> Dense.of(3).apply())
                .withMessage("Dense 'dense': expected 1 input or more, got none. Apply it to all that its call takes.");
        assertThatIllegalArgumentException().isThrownBy(() -> Dot.of(1).apply(Input.shape(3)))
                .withMessage("Dot 'dot' > inputs: expected two, got [float32[None, 3]]. Give it a list of two.");
    }

    /// A layer that forgot to ask for its weight.
    private static final class Forgetful extends Layer {
        private Variable factor;

        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, c.read(factor));
        }
    }

    @Test
    void aWeightThatWasNotAskedForIsMissedInItsLayer() {
        assertThatThrownBy(() -> Sequential.of(Input.shape(3), new Forgetful())).isInstanceOf(IllegalStateException.class)
                .hasMessage("Layer 'sequential/forgetful': expected a weight to read or update, got null. Ask for it in build, by addWeight or addState, and keep it "
                        + "in a field.");
    }

    @Test
    void nullIsNoArray() {
        assertThatIllegalArgumentException().isThrownBy(() -> model().predict((NDArray) null)).withMessageContaining("expected arrays for x, got null");
        assertThatIllegalArgumentException().isThrownBy(() -> model().predict((List<NDArray>) null)).withMessageContaining("expected arrays for x");
        assertThatIllegalArgumentException().isThrownBy(() -> model().fit(zeros(4, 3), (NDArray) null)).withMessageContaining("expected arrays for y");
        assertThatIllegalArgumentException().isThrownBy(() -> Element.of(zeros(1), zeros(1), null)).withMessageContaining("expected arrays for weights");
    }

    @Test
    void aScalarHasNoSamples() {
        assertThatIllegalArgumentException().isThrownBy(() -> model().predict(zeros()))
                .withMessage("predict: expected inputs of one or more samples, got float32[]. The first axis counts the samples.");
    }

    @Test
    void nothingHasNoLoss() {
        String message = "Evaluate: expected at least one batch, got none. Check the data, those to validate with too.";
        assertThatIllegalArgumentException().isThrownBy(() -> model().evaluate(zeros(0, 3), zeros(0, 2))).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> model().evaluate(Dataset.of(List.of()), Evaluate.defaults().silently())).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> model().fit(zeros(4, 3), zeros(4, 2), Fit.defaults().validationData(zeros(0, 3), zeros(0, 2))))
                .withMessage(message);
    }

    @Test
    void stepsAreCountedFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fit.defaults().stepsPerEpoch(-1))
                .withMessage("Fit: expected stepsPerEpoch of 1 or more, got -1.");
        assertThatIllegalArgumentException().isThrownBy(() -> Fit.defaults().validationSteps(0)).withMessageContaining("validationSteps of 1 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> Fit.defaults().initialEpoch(-1)).withMessageContaining("initialEpoch of 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> Evaluate.defaults().steps(0)).withMessage("Evaluate: expected steps of 1 or more, got 0.");
    }

    @Test
    void weightsOfSamplesFitTheLoss() {
        assertThatIllegalArgumentException().isThrownBy(() -> model().fit(zeros(4, 3), zeros(4, 2), Fit.defaults().sampleWeight(zeros(4, 2))))
                .withMessageContaining("weights: expected one for each value [4] of the loss, or for each sample, got [4, 2].");
        assertThatIllegalArgumentException().isThrownBy(() -> model().fit(zeros(4, 3), zeros(4, 2), Fit.defaults().sampleWeight(zeros(4), zeros(4))))
                .withMessageContaining("expected one array of sampleWeight, or one for each of 1 targets, got 2.");
        assertThat(model().fit(zeros(4, 3), zeros(4, 2), Fit.defaults().sampleWeight(zeros(4, 1))).get("loss")).containsExactly(0.0);
    }

    @Test
    void aModelOfNothingAnswersNothing() {
        assertThatThrownBy(() -> Sequential.of().predict(zeros(2, 3))).hasMessage("Sequential 'sequential': expected a layer, got none. Add one.");
        assertThatThrownBy(() -> model().getLayer(9)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Sequential 'sequential': expected a layer from 0 to 0 of [dense], got 9.");
    }

    /// Keras' table of a chain has three columns however many of its parts are outputs.
    @Test
    void aChainIsOneWithSeveralOutputsToo() {
        var input = Input.shape(3);
        var hidden = Dense.of(4).apply(input);

        assertThat(Model.of(input, List.of(Dense.of(1).apply(hidden), hidden)).summaryText(Summary.defaults())).doesNotContain("Connected to");
    }

    @Test
    void aLayerCanBeFrozenWhereItIsMade() {
        var model = Sequential.of(Input.shape(3), Dense.of(4).trainable(false), Dense.of(1));
        model.compile("sgd", "mse");
        NDArray before = model.getWeights().getFirst();
        model.fit(NDArray.ones(DType.FLOAT32, Shape.of(2, 3)), NDArray.ones(DType.FLOAT32, Shape.of(2, 1)));

        assertThat(model.getWeights().getFirst()).isEqualTo(before);
        assertThat(model.trainableWeights()).hasSize(2);
    }
}
