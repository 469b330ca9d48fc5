package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Sequential;

class FittingTest {
    private static final Element ROWS = Element.of(NDArray.ones(DType.FLOAT32, Shape.of(6, 2)), NDArray.ones(DType.FLOAT32, Shape.of(6, 1)));

    @Test
    void aLongTrainingSaysHowLongItTakes() {
        assertThat(Fitting.toGo(12.4, 299)).contains("About 62 minutes for the 299 epochs to go");
        assertThat(Fitting.toGo(60, 1199)).contains("About 20.0 hours for the 1,199 epochs to go");
        assertThat(Fitting.toGo(0.5, 99)).isEmpty();
    }

    @Test
    void whoeverFitsForTheJobGetsTheSamplesAndTheOptionsAndSaysWhatCameOfIt() {
        var model = Sequential.of(Input.shape(2), Dense.of(1));
        model.compile("sgd", "mse");
        var given = new ArrayList<Samples>();
        // The measures of two epochs of the other library's, here of ours: they reach the callbacks that Fitting and the application added.
        Fitter other = (network, samples, options) -> {
            given.add(samples);
            return samples.fit(network, options.withEpochs(2));
        };
        var best = EarlyStopping.of("val_loss");

        var training = Fitting.of(settings(5), job().fittedBy(other)).run(model, Samples.of("rows", ROWS), best, fit -> fit.validationData(ROWS));

        assertThat(given).containsExactly(new Samples.Arrays("rows", ROWS));
        assertThat(training.epochs()).isEqualTo(2);
        assertThat(training.work().count()).isEqualTo(12);
        assertThat(training.history().keySet()).containsExactly("loss", "val_loss");
        assertThat(best.bestEpoch()).hasValue(1);
    }

    private static Report.Settings settings(int epochs) {
        return new Report.Settings(0, epochs, 3, 0.01, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
    }

    private static Job job() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Job(Application.Verb.TRAIN, List.of(), RunOptions.DEFAULTS, new Application.NoOptions(), new DataPlaces(null, Path.of("none")), InputStream.nullInputStream(),
                new Output(nowhere, nowhere), () -> false);
    }
}
