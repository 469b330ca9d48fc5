package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.ops.Call;

/// Calls that say `training=` themselves. What is heard when is what Keras 3.15.1 does, in which `model(x)` lets the call decide, and `fit` and `predict` don't.
class CallModeTest extends OnTestBackend {
    private static final NDArray ONES = NDArray.ones(DType.FLOAT32, Shape.of(5, 40));

    @TempDir
    Path folder;

    private static Model dropping() {
        var x = Input.shape(40);
        return Model.of(x, Dropout.of(0.5).apply(Call.Mode.TRAINING, x));
    }

    private Model savedAndLoaded(Model model) {
        Path file = folder.resolve("model.keras");
        model.save(file);
        return Model.load(file);
    }

    @Test
    void aCallInTrainingIsHeardWhereTheModelIsAppliedByItself() {
        for (Model model : List.of(dropping(), savedAndLoaded(dropping()), dropping().cloneModel())) {
            NDArray first = model.apply(ONES);
            assertThat(first.toDoubleArray()).containsOnly(0, 2).contains(0, 2);
            assertThat(model.apply(ONES)).isNotEqualTo(first);
            assertThat(model.predict(ONES)).isEqualTo(ONES);
        }
    }

    @Test
    void predictIsHeardWithinModelsToo() {
        var x = Input.shape(40);
        Model outer = Model.of(x, Sequential.of(Input.shape(40), Dropout.of(0.5)).apply(Call.Mode.TRAINING, x));
        assertThat(outer.apply(ONES).toDoubleArray()).contains(0, 2);
        assertThat(outer.predict(ONES)).isEqualTo(ONES);

        var y = Input.shape(40);
        Model still = Model.of(y, dropping().apply(Call.Mode.INFERENCE, y));
        assertThat(still.apply(ONES)).isEqualTo(ONES);
    }

    @Test
    void eachCallOfASharedLayerHasItsOwn() {
        var x = Input.shape(40);
        var dropout = Dropout.of(0.5);
        KerasTensor some = dropout.apply(Call.Mode.TRAINING, x);
        KerasTensor all = dropout.apply(Call.Mode.INFERENCE, x);
        Model both = Model.of(List.of(x), List.of(Add.create().apply(some, all)));
        assertThat(savedAndLoaded(both).apply(ONES).toDoubleArray()).containsOnly(1, 3).contains(1, 3);
        assertThat(both.toJson()).containsPattern("\"training\"\\s*:\\s*true").containsPattern("\"training\"\\s*:\\s*false");
    }

    /// In Keras, (1 − 0) / √(1 + 0.001) in inference; 0 over the batch in training.
    @Test
    void movingMeansChangeWhereACallTrains() {
        var x = Input.shape(40);
        var norm = BatchNormalization.create();
        Model model = Model.of(x, norm.apply(Call.Mode.TRAINING, x));
        assertThat(model.apply(ONES).toDoubleArray()).containsOnly(0);
        assertThat(norm.getWeights().get(2).get(0)).isCloseTo(0.01, within(1e-7));
        assertThat(model.predict(ONES).get(0, 0)).isCloseTo((1 - 0.01) / Math.sqrt(0.99 + 1e-3), within(1e-5));
    }

    @Test
    void layersWithCallsOfTheirOwnKeepItToo() {
        var x = Input.shape(3, 4);
        Model model = Model.of(x, MultiHeadAttention.of(1, 2).dropout(0.5).apply(Call.Mode.TRAINING, x, x));
        Model again = savedAndLoaded(model);
        NDArray ones = NDArray.ones(DType.FLOAT32, Shape.of(1, 3, 4));
        assertThat(again.apply(ones)).isNotEqualTo(again.apply(ones));
        assertThat(again.toJson()).isEqualTo(savedAndLoaded(again).toJson());
    }
}
