package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Fit;
import org.keras4j.models.Predict;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;

class SwapEMAWeightsTest extends TinyTraining {
    @Test
    void averagesAreInTheModelWhileItIsEvaluatedAndAtItsEnd() {
        model = tiny(SGD.of(0.5).ema(0.5));
        var seen = new ArrayList<List<NDArray>>();
        var swap = SwapEMAWeights.create();
        var watch = new Callback() {
            @Override
            public void onTestBegin() {
                seen.add(model().getWeights());
            }

            @Override
            public void onEpochEnd(int epoch, Logs logs) {
                seen.add(model().getWeights());
            }
        };
        fit(1, swap, watch);
        List<NDArray> averages = model.getWeights();
        model.fit(x, y, Fit.epochs(2).batchSize(5).verbose(Verbosity.SILENT).validationData(x, y).callbacks(swap, watch));
        assertThat(seen).hasSize(5);
        assertThat(seen.get(1)).isNotEqualTo(seen.get(2));            // averages in the validation, the model's own weights after it
        assertThat(model.getWeights()).isEqualTo(seen.get(3));        // fit ends with the averages
        assertThat(model.getWeights()).isNotEqualTo(averages);
        model.evaluate(x, y, Evaluate.defaults().silently().callbacks(swap));
        assertThat(model.getWeights()).isEqualTo(seen.get(3));

        seen.clear();
        model.fit(x, y, Fit.epochs(2).batchSize(5).verbose(Verbosity.SILENT).callbacks(SwapEMAWeights.create().onEpoch(), watch));
        assertThat(model.getWeights()).isEqualTo(seen.getLast());
        model = tiny(SGD.of(0.5));
        assertThatThrownBy(() -> fit(1, SwapEMAWeights.create())).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SwapEMAWeights: expected an optimizer that keeps averages, got SGD(");
    }

    @Test
    void averagesPredictToo() {
        model = tiny(SGD.of(0.5).ema(0.5));
        IntStream.range(0, 3).forEach(_ -> model.trainOnBatch(x, y));
        List<NDArray> own = model.getWeights();

        NDArray said = model.predict(x, Predict.defaults().callbacks(SwapEMAWeights.create()));

        assertThat(model.getWeights()).isEqualTo(own);
        var average = tiny(SGD.of(0.5));
        average.setWeights(model.optimizer().variables().stream().filter(slot -> slot.name().endsWith("_average")).map(Variable::value).toList());
        assertThat(said).isEqualTo(average.predict(x)).isNotEqualTo(model.predict(x));
    }

    /// With one batch an epoch and a momentum of 0.5 the average after two epochs is, by arithmetic, the mean of both epochs' weights.
    @Test
    void fitEndsWithTheAveragesAlsoWhenACallbackBehindTheSwapStopsIt() {
        model = tiny(SGD.of(0.5).ema(0.5));
        var own = new ArrayList<NDArray>();
        var before = LambdaCallback.create().onEpochEnd((_, _) -> own.add(model.getWeights().getFirst()));
        var stop = LambdaCallback.create().onEpochEnd((epoch, _) -> {
            if (epoch == 1) {
                model.requestStop();
            }
        });
        fit(9, before, SwapEMAWeights.create().onEpoch(), stop);
        assertThat(own).hasSize(2);
        NDArray averages = model.getWeights().getFirst();
        for (int i = 0; i < 3; i++) {
            assertThat(averages.get(i, 0)).isCloseTo((own.get(0).get(i, 0) + own.get(1).get(i, 0)) / 2, within(1e-7));
        }
        assertThat(averages).isNotEqualTo(own.get(1));
    }

    /// An evaluation that fails leaves the averages in the model; the next training goes on from the model's own weights, as if none had been.
    @Test
    void aFailedEvaluationDoesNotMixUpAveragesAndWeights() {
        var ends = new ArrayList<List<NDArray>>();
        for (boolean failing : List.of(false, true)) {
            model = tiny(SGD.of(0.5).ema(0.5));
            SwapEMAWeights swap = SwapEMAWeights.create();
            model.trainOnBatch(x, y);
            model.trainOnBatch(x, y);
            if (failing) {
                var failure = new Callback() {
                    @Override
                    public void onTestBatchBegin(long batch) {
                        throw new IllegalStateException("no more");
                    }
                };
                assertThatThrownBy(() -> model.evaluate(x, y, Evaluate.defaults().silently().callbacks(swap, failure))).hasMessageContaining("no more");
            }
            fit(2, swap);
            ends.add(model.getWeights());
        }
        assertThat(ends.get(1)).isEqualTo(ends.get(0));
    }
}
