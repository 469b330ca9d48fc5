package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.activations.Activations;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Fit;
import org.keras4j.models.Predict;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;
import org.keras4j.text.Output;

/// Callbacks in a training that is one: the model `tiny` of the golden texts.
class FitCallbacksTest {
    private final NDArray x = NDArray.of(IntStream.range(0, 30).mapToDouble(i -> -1 + 2 * i / 29.0).toArray()).reshape(Shape.of(10, 3)).cast(DType.FLOAT32);
    private final NDArray y = NDArray.of(IntStream.range(0, 10).mapToDouble(i -> i < 5 ? 0 : 1).toArray()).reshape(Shape.of(10, 1)).cast(DType.FLOAT32);
    private Sequential model = tiny(SGD.of(0.5));
    private long now = 1_000_000_000_000L;
    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        model = tiny(SGD.of(0.5));
    }

    private static Sequential tiny(SGD sgd) {
        var model = Sequential.of(Input.shape(3), Dense.of(1).activation(Activations.SIGMOID));
        model.setWeights(List.of(NDArray.of(new double[] {0.1, -0.2, 0.3}).reshape(Shape.of(3, 1)), NDArray.of(new double[] {0.05})));
        model.compile(sgd, Losses.binaryCrossentropy(), "accuracy");
        return model;
    }

    @Test
    void reducesTheRateAsKerasDoesAndSaysSo() {
        var reducing = ReduceLROnPlateau.create().factor(0.5).patience(2).minLr(0.2).announced();
        assertThat(printed(reducing, 0.9, 0.9, 0.9, 0.9, 0.9)).isEqualTo(ProgressBarTest.golden("cb_reduce_lr.txt"));
        assertThat(model.optimizer().learningRate()).isEqualTo(0.2f);
    }

    @Test
    void whileItCoolsDownNothingCounts() {
        printed(ReduceLROnPlateau.create().factor(0.5).patience(1).cooldown(2), 0.9, 0.9, 0.9, 0.9, 0.9);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.125);                    // lowered in the 2nd and 4th epoch
        // What is better while it cools down is what the next has to be better than: the 4th epoch isn't.
        assertThat(rateAfter(ReduceLROnPlateau.create().cooldown(2), 0.9, 0.9, 0.5, 0.6)).isEqualTo(0.125);
        assertThatThrownBy(() -> ReduceLROnPlateau.create().factor(1)).hasMessage("ReduceLROnPlateau: expected a factor between 0 and 1, got 1.0.");
    }

    /// The defaults of Keras: a tenth after ten epochs that aren't better.
    @Test
    void theRateBecomesATenthAfterTenEpochs() {
        for (int epochs : List.of(10, 11)) {
            model = tiny(SGD.of(0.5));
            fit(epochs, losses(DoubleStream.generate(() -> 0.9).limit(epochs).toArray()), ReduceLROnPlateau.create());
            assertThat(model.optimizer().learningRate()).isEqualTo(epochs == 10 ? 0.5f : 0.05f);
        }
    }

    /// Keras lowers a rate only while it is above the least.
    @Test
    void theLeastRateIsReachedOnce() {
        var reducing = ReduceLROnPlateau.create().factor(0.5).patience(1).minLr(0.2).announced();
        assertThat(printed(reducing, 0.9, 0.9, 0.9, 0.9, 0.9).split("reducing learning rate to")).hasSize(3);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.2f);
    }

    /// Of 0.5, halved for each epoch that is not better; Keras' `min_delta` is 1e-4.
    @Test
    void whatIsBetterSaysTheModeAndTheLeastDifference() {
        assertThat(rateAfter(ReduceLROnPlateau.create(), 0.9, 0.89995)).isEqualTo(0.25);
        assertThat(rateAfter(ReduceLROnPlateau.create(), 0.9, 0.8998)).isEqualTo(0.5);
        assertThat(rateAfter(ReduceLROnPlateau.create().mode(Monitor.Mode.MAX), 0.5, 0.6, 0.7, 0.6)).isEqualTo(0.25);
        assertThat(rateAfter(ReduceLROnPlateau.create().minDelta(0.2).mode(Monitor.Mode.MAX), 0.5, 0.6)).isEqualTo(0.25);
    }

    /// What was best in the first training is nothing to the second.
    @Test
    void aSecondTrainingStartsAfresh() {
        var reducing = ReduceLROnPlateau.create().factor(0.5).patience(1);
        fit(1, losses(0.1), reducing);
        fit(2, losses(0.9, 0.8), reducing);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.5);
        // Nor does the second cool down from what the first lowered.
        var cooling = ReduceLROnPlateau.create().factor(0.5).patience(1).cooldown(9);
        fit(2, losses(0.1, 0.1), cooling);
        fit(2, losses(0.1, 0.1), cooling);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.125);
    }

    @Test
    void setsTheRateOfEachEpochAsKerasDoesAndSaysSo() {
        assertThat(printed(LearningRateScheduler.of((_, rate) -> rate * 0.9).announced(), 0.9, 0.8)).isEqualTo(ProgressBarTest.golden("cb_lr_scheduler.txt"));
        var asked = new ArrayList<Integer>();
        fit(2, LearningRateScheduler.of((epoch, rate) -> {
            asked.add(epoch);
            return rate;
        }));
        assertThat(asked).containsExactly(0, 1);
        assertThatThrownBy(() -> fit(1, LearningRateScheduler.of((_, _) -> Double.NaN)))
                .hasMessage("LearningRateScheduler: expected a rate of 0 or more for epoch 0, got NaN.");
    }

    @Test
    void writesTheCsvThatKerasWrites() throws IOException {
        Path file = folder.resolve("log.csv");
        Files.writeString(file, "old");
        fit(2, losses(0.9, 0.8), CSVLogger.of(file));
        List<String> lines = Files.readAllLines(file);
        List<String> expected = ProgressBarTest.golden("cb_csv_logger.csv").lines().toList();
        assertThat(Files.readString(file)).endsWith("\r\n");
        assertThat(lines).hasSameSizeAs(expected).first().isEqualTo(expected.getFirst());
        for (int i = 1; i < lines.size(); i++) {                      // the losses agree to float precision
            double[] ours = numbers(lines.get(i));
            double[] keras = numbers(expected.get(i));
            assertThat(ours).hasSameSizeAs(keras);
            IntStream.range(0, ours.length).forEach(at -> assertThat(ours[at]).isCloseTo(keras[at], within(1e-6)));
        }
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void goesOnWithACsvAlsoAfterATornLine() throws IOException {
        Path file = folder.resolve("log.csv");
        fit(1, CSVLogger.of(file).append());
        Files.writeString(file, "1,0.5", StandardOpenOption.APPEND);
        fit(1, CSVLogger.of(file).append().separator(';'));
        assertThat(Files.readAllLines(file)).satisfiesExactly(header -> assertThat(header).isEqualTo("epoch,accuracy,loss,val_accuracy,val_loss"),
                first -> assertThat(first).startsWith("0,0.8").endsWith(",NA,NA"), torn -> assertThat(torn).isEqualTo("1,0.5"),
                last -> assertThat(last).startsWith("0;").endsWith(";NA;NA"));
    }

    /// A crash may come with the next step.
    @Test
    void anEpochIsInTheCsvAsSoonAsItIsOver() {
        Path file = folder.resolve("log.csv");
        var lines = new ArrayList<Integer>();
        fit(2, CSVLogger.of(file), LambdaCallback.create().onEpochEnd((_, _) -> lines.add(lines(file).size())));
        assertThat(lines).containsExactly(2, 3);
    }

    /// The columns are those of the training; a name is quoted as Python's csv does.
    @Test
    void eachTrainingHasItsOwnColumns() {
        Path file = folder.resolve("log.csv");
        CSVLogger logger = CSVLogger.of(file);
        fit(1, logger);
        fit(1, LambdaCallback.create().onEpochEnd((_, logs) -> {
            logs.put("val_a,b", 0.5);
            logs.put("val_\"c\"", 0.25);
        }), logger);
        assertThat(lines(file).getFirst()).isEqualTo("epoch,accuracy,loss,\"val_\"\"c\"\"\",\"val_a,b\"");
        assertThat(lines(file).getLast()).endsWith(",0.25,0.5");
    }

    /// As Python's csv writes a float: `nan`, `inf`, `-inf`.
    @Test
    void whatIsNoNumberIsWrittenAsPythonDoes() {
        Path file = folder.resolve("log.csv");
        fit(3, losses(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY), CSVLogger.of(file));
        assertThat(lines(file).stream().skip(1).map(line -> line.substring(line.lastIndexOf(',') + 1))).containsExactly("nan", "inf", "-inf");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeTheFirstStep() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> fit(1, CSVLogger.of(file.resolve("log.csv")))).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("CSVLogger: cannot write " + file.resolve("log.csv") + " (")
                .hasMessageEndingWith("). Make room there, or name another place.");
        assertThatThrownBy(() -> fit(1, TensorBoard.in(file))).isInstanceOf(UncheckedIOException.class).hasMessageStartingWith("TensorBoard: cannot write ");
        assertThat(model.optimizer().iterations().value().item()).isZero();
    }

    /// Tags by [the names of Keras](https://keras.io/api/callbacks/tensorboard/); `tools/tensorboard/read` shows that TensorFlow reads them.
    @Test
    void writesWhatTensorBoardReads() throws IOException {
        model.fit(x, y, Fit.epochs(2).batchSize(5).shuffle(false).verbose(Verbosity.SILENT).validationData(x, y)
                .callbacks(TensorBoard.in(folder).everyBatches(2).histograms(1)));
        List<Event> train = events(eventFiles(folder.resolve("train")).getFirst());
        List<Event> validation = events(eventFiles(folder.resolve("validation")).getFirst());
        assertThat(train).extracting(Event::toString).containsExactly("0 brain.Event:2", "0 batch_accuracy", "0 batch_loss",
                "0 epoch_accuracy", "0 epoch_loss", "0 epoch_learning_rate", "0 sequential/dense/kernel/histogram", "0 sequential/dense/bias/histogram", "2 batch_accuracy",
                "2 batch_loss", "1 epoch_accuracy", "1 epoch_loss", "1 epoch_learning_rate", "1 sequential/dense/kernel/histogram", "1 sequential/dense/bias/histogram");
        assertThat(validation).extracting(Event::toString).containsExactly("0 brain.Event:2", "2 evaluation_accuracy_vs_iterations",
                "2 evaluation_loss_vs_iterations", "0 epoch_accuracy", "0 epoch_loss", "4 evaluation_accuracy_vs_iterations", "4 evaluation_loss_vs_iterations",
                "1 epoch_accuracy", "1 epoch_loss");
        assertThat(train.get(5).value()).isEqualTo(0.5f);
    }

    /// As Keras, which counts batches from 0 in each training, and takes a rate from the logs where another callback has put it there.
    @Test
    void aSecondTrainingHasAFileOfItsOwn() throws IOException {
        var board = TensorBoard.in(folder).everyBatches(1).histograms(2);
        fit(1, board);
        List<Path> first = eventFiles(folder.resolve("train"));
        fit(3, losses(0.3, 0.2, 0.1), ReduceLROnPlateau.create(), board);
        List<Path> second = eventFiles(folder.resolve("train"));
        second.removeAll(first);

        assertThat(events(second.getFirst())).extracting(Event::toString)
                .filteredOn(event -> !event.contains("acc") && !event.contains("bias") && !event.contains("epoch_loss"))
                .containsExactly("0 brain.Event:2", "0 batch_loss", "0 epoch_learning_rate", "0 sequential/dense/kernel/histogram",
                        "1 batch_loss", "1 epoch_learning_rate", "2 batch_loss", "2 epoch_learning_rate", "2 sequential/dense/kernel/histogram");
        model.evaluate(x, y, Evaluate.defaults().silently().callbacks(board));
        model.evaluate(x, y, Evaluate.defaults().silently().callbacks(board));
        assertThat(eventFiles(folder.resolve("validation"))).as("one of the training, for its val_loss, and one of each evaluation").hasSize(3);
    }

    static List<LambdaCallback> failures() {
        var create = LambdaCallback.create();
        return List.of(create.onTrainBegin(FitCallbacksTest::crash), create.onTrainBatchEnd((_, _) -> crash()), create.onEpochEnd((_, _) -> crash()));
    }

    private static void crash() {
        throw new IllegalStateException("no more");
    }

    /// The system itself says which files of this process are open.
    @ParameterizedTest
    @MethodSource("failures")
    @EnabledOnOs(OS.LINUX)
    void aTrainingThatFailsLeavesNoFileOpen(LambdaCallback failing) throws IOException {
        assertThatThrownBy(() -> fit(2, CSVLogger.of(folder.resolve("log.csv")), TensorBoard.in(folder).everyBatches(1), failing)).hasMessage("no more");
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(descriptors.filter(Files::exists).map(FitCallbacksTest::target)).noneMatch(file -> file.startsWith(folder));
        }
        assertThat(eventFiles(folder.resolve("train"))).hasSize(1);
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Event(long step, String tag, float value) {
        @Override
        public String toString() {
            return step + " " + tag;
        }
    }

    private static List<Path> eventFiles(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.filter(path -> path.getFileName().toString().startsWith("events.out.tfevents.")).toList());
        }
    }

    /// Reads records and checks their checksums; of each event the step, and the first value of its summary.
    private static List<Event> events(Path file) throws IOException {
        var events = new ArrayList<Event>();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(EventFile.masked(length));
            var data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(EventFile.masked(data));
            var event = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
            event.position(9);                                        // the time
            assertThat(event.get()).isEqualTo((byte) 0x10);
            long step = event.get();
            boolean summary = event.get() == 0x2a;
            if (summary) {
                varint(event);
                event.get();
                varint(event);
                event.get();
            }
            var tag = new byte[event.get()];
            event.get(tag);
            float value = summary && event.get() == 0x15 ? event.getFloat() : Float.NaN;
            events.add(new Event(step, new String(tag, StandardCharsets.UTF_8), value));
        }
        return events;
    }

    private static void varint(ByteBuffer in) {
        while (in.get() < 0) { }
    }

    /// By hand: 0 to 29 in parts of 29/30, one number in each, and the last limit is the largest number; what isn't finite is left out.
    @Test
    void histogramsCountWhatLiesInEachThirtiethOfTheRange() throws IOException {
        double[] values = DoubleStream.concat(IntStream.range(0, 30).asDoubleStream(), DoubleStream.of(Double.NaN, Double.POSITIVE_INFINITY)).toArray();
        var file = new EventFile(folder);
        file.histogram("tag", values, 3);
        file.histogram("nothing", new double[] {Double.NaN}, 3);
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(eventFiles(folder).getFirst())).order(ByteOrder.LITTLE_ENDIAN);
        // min, max, num, sum and sum_squares are fields 1 to 5 of `HistogramProto`, 64 bits each; bucket_limit and bucket are packed.
        int at = new String(in.array(), StandardCharsets.ISO_8859_1).indexOf("\u0009" + "\0".repeat(8) + "\u0011");
        double[] facts = IntStream.range(0, 5).mapToDouble(i -> in.getDouble(at + 9 * i + 1)).toArray();
        assertThat(facts).containsExactly(0, 29, 30, 435, 8555);
        assertThat(IntStream.range(0, 5).map(i -> in.get(at + 9 * i) >> 3)).containsExactly(1, 2, 3, 4, 5);
        double[] limits = IntStream.range(0, 30).mapToDouble(i -> in.getDouble(at + 45 + 3 + 8 * i)).toArray();
        assertThat(limits[0]).isCloseTo(29 / 30.0, within(1e-12));
        assertThat(limits[29]).isEqualTo(29);
        assertThat(IntStream.range(0, 30).mapToDouble(i -> in.getDouble(at + 45 + 243 + 3 + 8 * i))).containsOnly(1.0);
        assertThat(in.capacity()).as("ends with the checksum behind the counts").isEqualTo(at + 45 + 2 * 243 + 4);
    }

    /// From Castagnoli's own table of check values: the CRC-32C of 32 zero bytes is 8a9136aa (RFC 3720, B.4), here masked.
    @Test
    void masksChecksumsAsTfRecordDoes() {
        assertThat(EventFile.masked(new byte[32])).isEqualTo(Integer.rotateRight(0x8a9136aa, 15) + 0xa282ead8);
    }

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

    private String printed(Callback callback, double... valLosses) {
        var text = new StringBuilder();
        try (var _ = Output.redirect(text::append, Output.Kind.LINES)) {
            fit(valLosses.length, losses(valLosses), callback, new ProgbarLogger(Verbosity.LINES, () -> now += 20_000_000L));
        }
        return text.toString();
    }

    private double rateAfter(ReduceLROnPlateau reducing, double... valLosses) {
        model = tiny(SGD.of(0.5));
        printed(reducing.factor(0.5).patience(1), valLosses);
        return model.optimizer().learningRate();
    }

    private void fit(int epochs, Callback... callbacks) {
        model.fit(x, y, Fit.epochs(epochs).batchSize(10).shuffle(false).verbose(Verbosity.SILENT).callbacks(callbacks));
    }

    private static Callback losses(double... valLosses) {
        return LambdaCallback.create().onEpochEnd((epoch, logs) -> logs.put("val_loss", valLosses[epoch]));
    }
}
