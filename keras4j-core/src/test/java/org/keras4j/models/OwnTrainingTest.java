package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Mean;
import org.keras4j.metrics.MeanAbsoluteError;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.RMSprop;
import org.keras4j.optimizers.SGD;

/// What Keras' guides "Customizing what happens in fit" and "Writing a training loop from scratch" do, in the words of this library.
class OwnTrainingTest extends OnTestBackend {
    private final NDArray x = NDArray.of(new float[][] {{1}, {2}});
    private final NDArray y = NDArray.of(new float[][] {{1}, {3}});

    /// A line through the origin that begins flat, with a loss and a metric of its own.
    private static final class Line extends Model {
        final Dense slope = Dense.of(1).useBias(false).kernelInitializer(new Zeros());
        final Mean loss = Mean.of("squares");
        final Metric mae = MeanAbsoluteError.create().named("mae");

        @Override
        protected Value call(Call c, Value x) {
            return slope.apply(c, x);
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            Value predicted = apply(c, batch.input());
            Value squares = Losses.meanSquaredError().total(c, batch.target(), predicted, batch.weight());
            minimize(c, squares);
            loss.add(c, squares);
            mae.update(c, batch.target(), predicted, batch.weight());
        }

        @Override
        protected void testStep(Call c, Samples batch) {
            Value predicted = apply(c, batch.input());
            loss.add(c, Losses.meanSquaredError().total(c, batch.target(), predicted));
            mae.update(c, batch.target(), predicted);
        }

        double slope() {
            return slope.getWeights().getFirst().item();
        }
    }

    @Test
    void aStepOfOnesOwnWeighsItsSamples() {
        var line = new Line();
        line.compile(SGD.of(0.1));

        var logs = line.trainOnBatch(Element.of(x, y, NDArray.of(1f, 3f)));

        assertThat(logs.get("squares")).as("(1 · 1² + 3 · 3²) / 2").isCloseTo(14, within(1e-5));
        assertThat(logs.get("mae")).as("(1 · 1 + 3 · 3) / (1 + 3)").isCloseTo(2.5, within(1e-6));
        assertThat(line.slope()).as("0.1 · 2 · (1 · 1 · 1 + 3 · 3 · 2) / 2").isCloseTo(1.9, within(1e-6));
    }

    @Test
    void withoutWeightsEachSampleCountsOnce() {
        var line = new Line();
        line.compile(SGD.of(0.1));

        assertThat(line.testOnBatch(x, y)).as("(1² + 3²) / 2, (1 + 3) / 2").containsEntry("squares", 5.0).containsEntry("mae", 2.0);

        line.trainOnBatch(x, y);
        assertThat(line.slope()).as("0.1 · 2 · (1 · 1 + 3 · 2) / 2").isCloseTo(0.7, within(1e-6));
    }

    /// Says how large its inputs are, and lets them pass.
    private static final class Gauge extends Layer {
        final Mean size = Mean.of("size");

        @Override
        protected Value call(Call c, Value x) {
            size.add(c, Ops.abs(x));
            return x;
        }
    }

    @Test
    void whatLayersMeasureStandsInTheLogs() {
        var gauge = new Gauge();
        var model = Sequential.of(Input.shape(1), Sequential.of(Input.shape(1), gauge), Dense.of(1));
        model.compile(SGD.of(0.1), "mse");
        Fit options = Fit.epochs(2).batchSize(1).shuffle(false).validationData(NDArray.of(new float[][] {{-8}}), y.rows(0, 1)).verbose(Verbosity.SILENT);

        var history = model.fit(x, y, options).history();

        assertThat(history.keySet()).containsExactlyInAnyOrder("loss", "size", "val_loss", "val_size");
        assertThat(history.get("size")).as("(1 + 2) / 2, in each epoch anew").containsExactly(1.5, 1.5);
        assertThat(history.get("val_size")).containsExactly(8.0, 8.0);
        assertThat(model.evaluate(x, y, Evaluate.defaults().silently())).containsEntry("size", 1.5);
    }

    /// Two lines, of which each has its optimizer.
    private static final class Two extends Model {
        final Model first = line(), second = line();
        final Optimizer slow = SGD.of(0.1), fast = SGD.of(1);

        private static Model line() {
            return Sequential.of(Input.shape(1), Dense.of(1).useBias(false).kernelInitializer("zeros"));
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            minimize(c, Ops.mean(Ops.subtract(first.apply(c, batch.input()), batch.target())), slow, first.trainableWeights());
            minimize(c, Ops.mean(Ops.subtract(second.apply(c, batch.input()), batch.target())), fast, second.trainableWeights());
        }
    }

    @Test
    void optimizersOfOnesOwnNeedNoneOfTheModels() {
        var two = new Two();
        two.compile();

        two.trainOnBatch(x, y);

        assertThat(two.first.getWeights().getFirst().item()).as("−0.1 · (1 + 2) / 2").isCloseTo(-0.15, within(1e-6));
        assertThat(two.second.getWeights().getFirst().item()).as("−1 · (1 + 2) / 2").isCloseTo(-1.5, within(1e-6));
        // model.compile() of Keras 3.15.1
        assertThat(two.optimizer()).isInstanceOf(RMSprop.class);
        assertThat(two.optimizer().learningRate()).isCloseTo(0.001, within(1e-9));
    }

    @Test
    void optionsMayBeLeftOut() {
        var model = Sequential.of(Input.shape(1), Dense.of(1).useBias(false).kernelInitializer("zeros"));
        model.compile(SGD.of(0.1), "mse");
        Dataset data = Dataset.of(x, y).batch(2);

        assertThat(model.evaluate(data).get("loss")).as("(1² + 3²) / 2").isEqualTo(5);
        assertThat(model.evaluate(List.of(x), List.of(y))).isEqualTo(model.evaluate(data, Evaluate.defaults().silently()));
        assertThat(model.fit(data).get("loss")).as("one epoch of one step").containsExactly(5.0);
        assertThat(model.predict(data).getFirst().toDoubleArray()).as("0.7 of x").containsExactly(new double[] {0.7, 1.4}, within(1e-6));
        double left = (0.3 * 0.3 + 1.6 * 1.6) / 2;
        assertThat(model.fit(List.of(x), List.of(y)).get("loss").getFirst()).isCloseTo(left, within(1e-6));
        assertThat(model.fit(data, Fit.epochs(1).verbose(Verbosity.SILENT)).get("loss").getFirst()).isLessThan(left);
    }
}
