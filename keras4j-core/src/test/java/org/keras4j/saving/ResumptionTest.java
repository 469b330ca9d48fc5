package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.callbacks.BackupAndRestore;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.History;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.GaussianNoise;
import org.keras4j.layers.Input;
import org.keras4j.models.Compile;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;
import org.keras4j.schedules.ExponentialDecay;

/// A training that was saved and goes on gives the same bytes as one that was never interrupted: with shuffling, dropout, noise and a
/// schedule.
class ResumptionTest extends OnTestBackend {
    private static final NDArray X = NDArray.generate(DType.FLOAT32, Shape.of(37, 4), i -> Math.sin(i * 1.7));
    private static final NDArray Y = NDArray.generate(DType.FLOAT32, Shape.of(37, 1), i -> Math.cos(i * 0.9));
    private static final int EPOCHS = 5;

    @TempDir
    Path folder;

    private static Model fresh() {
        Model model = Sequential.of(Input.shape(4), Dense.of(8).activation("relu"), Dropout.of(0.4), BatchNormalization.create(), GaussianNoise.of(0.1), Dense.of(1));
        model.compile(Compile.with(Adam.create().learningRate(ExponentialDecay.of(0.05, 7, 0.8))).loss("mse").metric("mae"));
        return model;
    }

    private static Fit until(int epochs) {
        return Fit.epochs(epochs).batchSize(8).verbose(Verbosity.SILENT);
    }

    private static List<NDArray> state(Model model) {
        var state = new ArrayList<>(model.getWeights());
        model.optimizer().variables().forEach(variable -> state.add(variable.value()));
        return state;
    }

    /// A model before training, saved: both ways start from it.
    private Path start() {
        Path file = folder.resolve("start.keras");
        Model model = fresh();
        model.fit(X, Y, until(1));                                      // draws all seeds
        model.save(file);
        return file;
    }

    @Test
    void savedBetweenEpochs() {
        Path start = start();
        Model straight = Model.load(start);
        straight.fit(X, Y, until(EPOCHS).initialEpoch(1));

        Model first = Model.load(start);
        first.fit(X, Y, until(3).initialEpoch(1));
        first.save(folder.resolve("half.keras"));
        RandomSeed.set(99);                                             // another process would draw others
        Model second = Model.load(folder.resolve("half.keras"));
        second.fit(X, Y, until(EPOCHS).initialEpoch(3));
        assertThat(state(second)).isEqualTo(state(straight));
    }

    @Test
    void savedInAProcessThatIsGone() throws IOException, InterruptedException {
        Path start = start();
        Path half = folder.resolve("half.keras");
        run("3", start.toString(), half.toString(), "1");
        Path end = folder.resolve("end.keras");
        run(Integer.toString(EPOCHS), half.toString(), end.toString(), "3");
        Model straight = Model.load(start);
        straight.fit(X, Y, until(EPOCHS).initialEpoch(1));
        assertThat(state(Model.load(end))).isEqualTo(state(straight));
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Part.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /// The same training in a process of its own: epochs, file to load, file to save, first epoch.
    static final class Part {
        private Part() {}

        static void main(String[] arguments) {
            org.keras4j.config.KerasConfig.backend(Programs.BACKEND);
            Model model = Model.load(Path.of(arguments[1]));
            model.fit(X, Y, until(Integer.parseInt(arguments[0])).initialEpoch(Integer.parseInt(arguments[3])));
            model.save(Path.of(arguments[2]));
        }
    }

    /// Ends the training as a crash would.
    private static final class Crash extends Callback {
        private final int epoch;
        private final long batch;
        private int at;

        private Crash(int epoch, long batch) {
            this.epoch = epoch;
            this.batch = batch;
        }

        @Override
        public void onEpochBegin(int epoch) {
            at = epoch;
        }

        @Override
        public void onTrainBatchEnd(long batch, Logs logs) {
            if (at == epoch && batch == this.batch) {
                throw new IllegalStateException("crash");
            }
        }
    }

    /// Of epochs of five batches: in the middle of one, and after the last batch of one, which isn't closed yet.
    @ParameterizedTest
    @CsvSource({"3, 2", "5, 1"})
    void backedUpBetweenBatches(long saveFreq, int goesOn) {
        Path start = start();
        Model straight = Model.load(start);
        History whole = straight.fit(X, Y, until(EPOCHS).initialEpoch(1));

        BackupAndRestore backup = BackupAndRestore.in(folder.resolve("backup")).saveFreq(saveFreq);
        Model first = Model.load(start);
        assertThatThrownBy(() -> first.fit(X, Y, until(EPOCHS).initialEpoch(1).callbacks(backup, new Crash(2, 3)))).hasMessage("crash");
        RandomSeed.set(98);
        Model second = fresh();
        History rest = second.fit(X, Y, until(EPOCHS).callbacks(BackupAndRestore.in(folder.resolve("backup")).saveFreq(saveFreq)));
        assertThat(rest.epochs()).containsExactly(IntStream.range(goesOn, EPOCHS).boxed().toArray(Integer[]::new));
        assertThat(state(second)).isEqualTo(state(straight));
        // The metrics of the interrupted epoch, too, are those of all of its batches.
        assertThat(rest.get("mae")).isEqualTo(whole.get("mae").subList(goesOn - 1, 4));
        assertThat(folder.resolve("backup")).isEmptyDirectory();
    }

    /// Of five batches, three an epoch: epochs have 3, 2, 3, 2, 3. In the middle of the fourth, and after the last batch of the second.
    @ParameterizedTest
    @CsvSource({"9, 3, 3", "5, 2, 1"})
    void backedUpWhereDataEndBeforeSteps(long saveFreq, int crashesIn, int goesOn) {
        Path start = start();
        Fit threeSteps = until(EPOCHS).stepsPerEpoch(3);
        Model straight = Model.load(start);
        History whole = straight.fit(X, Y, threeSteps);

        Model first = Model.load(start);
        assertThatThrownBy(() -> first.fit(X, Y, threeSteps.callbacks(BackupAndRestore.in(folder.resolve("backup")).saveFreq(saveFreq), new Crash(crashesIn, 1))))
                .hasMessage("crash");
        Model second = fresh();
        History rest = second.fit(X, Y, threeSteps.callbacks(BackupAndRestore.in(folder.resolve("backup")).saveFreq(saveFreq)));
        assertThat(rest.epochs()).containsExactly(IntStream.range(goesOn, EPOCHS).boxed().toArray(Integer[]::new));
        assertThat(state(second)).isEqualTo(state(straight));
        assertThat(rest.get("mae")).isEqualTo(whole.get("mae").subList(goesOn, EPOCHS));
    }

    @Test
    void backedUpBetweenEpochs() {
        Path start = start();
        Model straight = Model.load(start);
        straight.fit(X, Y, until(EPOCHS).initialEpoch(1));
        Model first = Model.load(start);
        assertThatThrownBy(() -> first.fit(X, Y, until(EPOCHS).initialEpoch(1)
                .callbacks(BackupAndRestore.in(folder.resolve("backup")), new Crash(3, 1)))).hasMessage("crash");
        Model second = fresh();
        second.fit(X, Y, until(EPOCHS).callbacks(BackupAndRestore.in(folder.resolve("backup")).keptAtEnd()));
        assertThat(state(second)).isEqualTo(state(straight));
        assertThat(folder.resolve("backup")).isNotEmptyDirectory();
    }

    /// What was stopped early is done: the next training doesn't go on from there.
    @Test
    void stoppedIsNotInterrupted() {
        Model model = fresh();
        model.fit(X, Y, until(EPOCHS).callbacks(BackupAndRestore.in(folder.resolve("backup")), new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs) {
                model().requestStop();
            }
        }));
        assertThat(folder.resolve("backup")).isEmptyDirectory();
    }
}
