package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;

/// Who may change a model's weights, and when that shows.
class ModelWeightsTest extends LineToLearn {
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
