package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;

class CSVLoggerTest extends TinyTraining {
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
}
