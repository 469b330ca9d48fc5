package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasSerializable;
import org.keras4j.data.Dataset;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Compile;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Samples;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.Adam;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.SGD;
import org.keras4j.saving.hdf5.Hdf5;

/// Files of models that train in a way of their own: by their own optimizers, and on batches that aren't what they are called with.
class OwnStepTest extends OnTestBackend {
    private final NDArray batches = Philox.of(1).normal(DType.FLOAT32, Shape.of(12, 2), 3, 0.5);
    private final NDArray z = Philox.of(2).normal(DType.FLOAT32, Shape.of(5, 4), 0, 1);
    private final Fit silently = Fit.epochs(1).verbose(Verbosity.SILENT);

    @TempDir
    Path folder;

    /// Makes pairs from four numbers, and learns from pairs. Called within its step, or by `predict` alone.
    @KerasSerializable(name = "Maker")
    static class Maker extends Model {
        final Model maker = Sequential.of(Input.shape(4), Dense.of(2));
        final Model judge = Sequential.of(Input.shape(2), Dense.of(1));
        final Optimizer makerSteps = Adam.of(0.01);
        final List<Optimizer> others = List.of(Adam.of(0.02), SGD.of(0.1));

        @Override
        protected Value call(Call c, Value x) {
            return maker.apply(c, x);
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            Value fours = Ops.concatenate(List.of(batch.input(), batch.input()), -1);
            step(c, others.getFirst(), judge.trainableWeights(), Ops.mean(Ops.square(judge.apply(c, batch.input()))));
            step(c, makerSteps, maker.trainableWeights(), Ops.mean(Ops.square(judge.apply(c, made(c, fours)))));
        }

        Value made(Call c, Value fours) {
            return apply(c, fours);
        }

        private static void step(Call c, Optimizer optimizer, List<Variable> weights, Value loss) {
            optimizer.build(weights);
            optimizer.apply(c, weights, c.gradients(loss, weights));
        }
    }

    /// The same, never called by itself in training.
    @KerasSerializable(name = "Apart")
    static final class Apart extends Maker {
        @Override
        Value made(Call c, Value fours) {
            return maker.apply(c, fours);
        }
    }

    @BeforeEach
    void known() {
        FromKeras.register(Maker.class);
        FromKeras.register(Apart.class);
    }

    private Maker trained(Maker model) {
        model.compile(Compile.with("adam"));
        model.fit(Dataset.of(batches).batch(4), silently);
        return model;
    }

    private Maker loaded(Model model, String name) {
        Path file = folder.resolve(name + ".keras");
        model.save(file);
        return (Maker) Model.load(file);
    }

    @Test
    void itIsBuiltForWhatItIsCalledWith() {
        for (Maker model : List.of(trained(new Maker()), trained(new Apart()))) {
            assertThat(loaded(model, "unasked").predict(z).toFloatArray()).isEqualTo(model.predict(z).toFloatArray());
            assertThat(loaded(model, "asked").predict(z).toFloatArray()).isEqualTo(model.predict(z).toFloatArray());
        }
    }

    @Test
    void itsOptimizersGoOn() {
        Maker model = trained(new Maker());
        Maker again = loaded(loaded(model, "once"), "twice");
        assertThat(again.makerSteps.iterations().value().item()).isEqualTo(3);

        model.fit(Dataset.of(batches).batch(4), silently);
        again.fit(Dataset.of(batches).batch(4), silently);

        assertThat(again.makerSteps.iterations().value().item()).isEqualTo(6);
        assertThat(again.weights()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(again.weights().get(i).value().toFloatArray()).isEqualTo(model.weights().get(i).value().toFloatArray());
        }
    }

    /// The paths that Keras 3.15.1 writes for a model with attributes `maker_steps = Adam()` and `others = [Adam(), SGD()]`.
    @Test
    void itsOptimizersAreWhereKerasHasThem() {
        Path file = folder.resolve("maker.weights.h5");
        trained(new Maker()).saveWeights(file);
        try (Hdf5 opened = Hdf5.open(file)) {
            // Counter, rate, and two moments of a kernel and a bias.
            assertThat(opened.root().group("maker_steps/vars").orElseThrow().children().keySet()).containsExactly("0", "1", "2", "3", "4", "5");
            assertThat(opened.root().group("others/adam/vars").orElseThrow().children()).hasSize(6);
            assertThat(opened.root().group("others/sgd/vars").orElseThrow().children()).hasSize(2);
        }
    }
}
