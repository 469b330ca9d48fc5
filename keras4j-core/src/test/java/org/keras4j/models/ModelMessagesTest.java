package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.SGD;

/// What users get wrong: where they are told so, and what.
class ModelMessagesTest extends LineToLearn {
    @TempDir
    Path folder;

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

    private static Sequential row() {
        return Sequential.of(Input.shape(4).name("four"), Dense.of(3).activation(RELU).name("features"), Dense.of(1).name("answer"));
    }

    @Test
    void compileRefusesNamesThatNobodyKnows() {
        var model = row();
        assertThatThrownBy(() -> model.compile("sgd", "mse", "acurracy")).hasMessageEndingWith(", got 'acurracy'. Did you mean 'accuracy'?");
        assertThatThrownBy(() -> model.compile("sgd", "mean_square_error")).hasMessageEndingWith(". Did you mean 'mean_squared_error'?");
        assertThatThrownBy(() -> model.compile(Compile.with("sgd").loss("mse").metric("accuracy", "mae")))
                .hasMessageContaining("compile: expected outputs named [answer], got [accuracy]. ").hasMessageContaining("metrics(List.of(");
        assertThat(model.isCompiled()).isFalse();
        model.compile("sgd", "mse", "acc", "mae", "MeanSquaredError");
    }

    @Test
    void unknownSizesAreNoneInMessages() {
        assertThatThrownBy(() -> Sequential.of(Input.shape(3), Conv2D.of(2, 3))).hasMessageContaining("got float32[None, 3]");
    }

    @Test
    void weightsNeedAPlace() {
        row().saveWeights(folder.resolve("row.weights.h5"));
        var model = Sequential.of(Dense.of(3), Dense.of(1));

        assertThatThrownBy(() -> model.loadWeights(folder.resolve("row.weights.h5"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected to be built, so that it has weights to fill. Give it an Input");
    }

    @Test
    void layersHaveDifferentNames() {
        assertThatThrownBy(() -> Sequential.of("s", Input.shape(4), Dense.of(4).name("a"), Dense.of(4).name("a")))
                .hasMessage("Sequential 's': expected layers of different names, got two named 'a'. Name one anew.");
        Input input = Input.shape(4);
        assertThatThrownBy(() -> Model.of(input, List.of(Dense.of(2).name("o").apply(input), Dense.of(2).name("o").apply(input))))
                .hasMessageContaining("got two named 'o'");
    }

    @Test
    void messagesCountTheRowsThatWereGiven() {
        assertThatThrownBy(() -> row().predict(x.rows(0, 3).reshape(3, 2, 2))).hasMessageContaining("got float32[3, 2, 2]");
    }

    @Test
    void whatDoesNotGoTogetherNamesItsLayer() {
        assertThatThrownBy(() -> Add.create().name("sum").apply(Input.shape(2), Input.shape(3)))
                .hasMessage("Add 'sum' > Broadcast: expected sizes that are equal or 1, got [None, 2] and [None, 3]. Reshape one of them.");
    }
}
