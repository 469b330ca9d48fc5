package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.decoding.StepFunction;
import org.keras4j.engine.tensor.NDArray;

/// A network that writes one sign after the other.
interface Stepper {
    /// Sources are filled up to multiples of this: a program is compiled for each width.
    int WIDTH = 8;

    static Stepper of(TranslateNetwork network) {
        return switch (network.kind()) {
            case ORIGINAL, ATTENTION, PLAIN -> new LstmStepper(network);
            case TRANSFORMER -> new TransformerStepper(network);
        };
    }

    /// Reads sources, all filled up to the same width.
    Reading read(List<int[]> sources);

    /// What was read of several sources.
    interface Reading {

        /// {@return the writer's states before its first sign}
        List<NDArray> states();

        /// {@return writes the next sign of `width` translations of each source}
        StepFunction step(int width);

        /// {@return at which words the network looked while it wrote these signs and the end, `[signs + 1][words]`, of the first source}
        ///
        /// @param width as was searched with, for which there is a program
        /// @throws IllegalStateException if the network has no attention
        double[][] attention(List<Integer> signs, int words, int width);
    }

    /// {@return how wide rows of that many words or signs are}
    static int width(int words) {
        return Math.max(1, (words + WIDTH - 1) / WIDTH) * WIDTH;
    }

    /// {@return the sources as rows of one width}
    static NDArray filled(List<int[]> sources) {
        int width = width(sources.stream().mapToInt(source -> source.length).max().orElseThrow());
        return NDArray.of(sources.stream().map(source -> Arrays.copyOf(source, width)).toArray(int[][]::new));
    }

    /// {@return each row so many times, one after the other}
    static NDArray repeated(NDArray rows, int times) {
        return times == 1 ? rows : rows.take(IntStream.range(0, (int) rows.size(0) * times).map(row -> row / times).toArray());
    }

    /// Of what comes next, leaves out what is no sign.
    static NDArray ofSigns(NDArray logProbabilities) {
        for (int row = 0; row < logProbabilities.size(0); row++) {
            logProbabilities.set(Double.NEGATIVE_INFINITY, row, Vocabulary.PADDING);
            logProbabilities.set(Double.NEGATIVE_INFINITY, row, Vocabulary.START);
        }
        return logProbabilities;
    }
}
