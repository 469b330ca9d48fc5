package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Fit;

class TensorBoardTest extends TinyTraining {
    /// Tags by [the names of Keras](https://keras.io/api/callbacks/tensorboard/); `tools/tensorboard/read` shows that TensorFlow reads them.
    @Test
    void writesWhatTensorBoardReads() throws IOException {
        model.fit(x, y, Fit.epochs(2).batchSize(5).shuffle(false).verbose(Verbosity.SILENT).validationData(x, y)
                .callbacks(TensorBoard.in(folder).everyBatches(2).histograms(1)));
        List<Event> train = Event.of(Event.files(folder.resolve("train")).getFirst());
        List<Event> validation = Event.of(Event.files(folder.resolve("validation")).getFirst());
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
        List<Path> first = Event.files(folder.resolve("train"));
        fit(3, losses(0.3, 0.2, 0.1), ReduceLROnPlateau.create(), board);
        List<Path> second = Event.files(folder.resolve("train"));
        second.removeAll(first);

        assertThat(Event.of(second.getFirst())).extracting(Event::toString)
                .filteredOn(event -> !event.contains("acc") && !event.contains("bias") && !event.contains("epoch_loss"))
                .containsExactly("0 brain.Event:2", "0 batch_loss", "0 epoch_learning_rate", "0 sequential/dense/kernel/histogram",
                        "1 batch_loss", "1 epoch_learning_rate", "2 batch_loss", "2 epoch_learning_rate", "2 sequential/dense/kernel/histogram");
        model.evaluate(x, y, Evaluate.defaults().silently().callbacks(board));
        model.evaluate(x, y, Evaluate.defaults().silently().callbacks(board));
        assertThat(Event.files(folder.resolve("validation"))).as("one of the training, for its val_loss, and one of each evaluation").hasSize(3);
    }

    /// By hand: 0 to 29 in parts of 29/30, one number in each, and the last limit is the largest number; what isn't finite is left out.
    @Test
    void histogramsCountWhatLiesInEachThirtiethOfTheRange() throws IOException {
        double[] values = DoubleStream.concat(IntStream.range(0, 30).asDoubleStream(), DoubleStream.of(Double.NaN, Double.POSITIVE_INFINITY)).toArray();
        var file = new EventFile(folder);
        file.histogram("tag", values, 3);
        file.histogram("nothing", new double[] {Double.NaN}, 3);
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(Event.files(folder).getFirst())).order(ByteOrder.LITTLE_ENDIAN);
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
}
