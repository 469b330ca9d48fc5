package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.text.Output;

/// What `ModelCheckpoint` writes and says: the messages are those of the golden runs of Keras 3.15.1 (`cb_model_checkpoint_*` of
/// `tools/golden/text.py`), where validation losses are put into the logs by hand.
class ModelCheckpointTest extends OnTestBackend {
    @TempDir
    Path folder;

    private static Model tiny() {
        Model model = Sequential.of(Input.shape(3), Dense.of(1));
        model.compile("sgd", "mse");
        return model;
    }

    private String said(ModelCheckpoint checkpoint, double... losses) {
        var text = new StringBuilder();
        Callback force = LambdaCallback.create().onEpochEnd((epoch, logs) -> logs.put("val_loss", losses[epoch]));
        try (var _ = Output.redirect(text::append, Output.Kind.LINES)) {
            tiny().fit(NDArray.of(new float[][] {{1, 2, 3}, {3, 2, 1}, {0, 1, 0}}), NDArray.of(new float[][] {{1}, {2}, {3}}),
                    Fit.epochs(losses.length).batchSize(1).verbose(Verbosity.SILENT).callbacks(force, checkpoint));
        }
        return text.toString().replace(folder + "/", "");
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void savesTheBestAndSaysWhatKerasSays() throws IOException {
        var checkpoint = ModelCheckpoint.to(folder.resolve("best-{epoch:02d}-{val_loss:.2f}.keras")).saveBestOnly().announced();
        assertThat(said(checkpoint, 0.9, 0.95, 0.8)).isEqualTo("""

                Epoch 1: val_loss improved from None to 0.90000, saving model to best-01-0.90.keras

                Epoch 1: finished saving model to best-01-0.90.keras

                Epoch 2: val_loss did not improve from 0.90000

                Epoch 3: val_loss improved from 0.90000 to 0.80000, saving model to best-03-0.80.keras

                Epoch 3: finished saving model to best-03-0.80.keras
                """);
        assertThat(files()).containsExactly("best-01-0.90.keras", "best-03-0.80.keras");
        assertThat(Model.load(folder.resolve("best-03-0.80.keras")).isCompiled()).isTrue();
    }

    @Test
    void savesWeightsAfterEachEpoch() throws IOException {
        assertThat(said(ModelCheckpoint.to(folder.resolve("each-{epoch}.weights.h5")).announced(), 0.9, 0.95)).isEqualTo("""

                Epoch 1: saving model to each-1.weights.h5

                Epoch 1: finished saving model to each-1.weights.h5

                Epoch 2: saving model to each-2.weights.h5

                Epoch 2: finished saving model to each-2.weights.h5
                """);
        assertThat(files()).containsExactly("each-1.weights.h5", "each-2.weights.h5");
    }

    @Test
    void savesAfterSoManyBatchesAndAboveAThreshold() throws IOException {
        said(ModelCheckpoint.to(folder.resolve("{epoch}-{batch:03d}.keras")).saveFreq(2), 1, 1);
        assertThat(files()).containsExactly("1-002.keras", "2-001.keras", "2-003.keras");
        said(ModelCheckpoint.to(folder.resolve("never.keras")).saveBestOnly().initialValueThreshold(0.5), 0.9, 0.6);
        assertThat(files()).doesNotContain("never.keras");
    }

    /// As Keras does, with a warning: better one file too many than none.
    @Test
    void savesWhenTheValueIsNotInTheLogs() throws IOException {
        said(ModelCheckpoint.to(folder.resolve("any.keras")).monitor("val_mae").mode("min").saveBestOnly(), 0.9);
        assertThat(files()).containsExactly("any.keras");
    }

    /// `"{epoch:3d}-{val_loss:.1e}-{val_loss:6.2f}-{val_loss:f}-{val_loss:e}".format(epoch=1, val_loss=0.95)` of Python, in a folder that isn't there yet.
    @Test
    void namesAreFormattedAsInPython() throws IOException {
        said(ModelCheckpoint.to(folder.resolve("new/{epoch:3d}-{val_loss:.1e}-{val_loss:6.2f}-{val_loss:f}-{val_loss:e}.keras")), 0.95);
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("  1-9.5e-01-  0.95-0.950000-9.500000e-01.keras");
        }
    }

    /// What shall grow is better when it is more: the second epoch's 0.95 is the best.
    @Test
    void theBestOfWhatShallGrowIsTheLargest() throws IOException {
        said(ModelCheckpoint.to(folder.resolve("{epoch}.keras")).saveBestOnly().mode(Monitor.Mode.MAX), 0.9, 0.95, 0.8);
        assertThat(files()).containsExactly("1.keras", "2.keras");
    }

    @Test
    void namesMustSuit() {
        assertThatThrownBy(() -> ModelCheckpoint.to("model.h5")).hasMessage("ModelCheckpoint: expected a name that ends in .keras or .weights.h5, got model.h5.");
        assertThatThrownBy(() -> said(ModelCheckpoint.to(folder.resolve("{mape}.keras")), 0.9))
                .hasMessageContaining("expected values of the logs in the name, got {mape}").hasMessageContaining("There are epoch, loss, val_loss.");
    }
}
