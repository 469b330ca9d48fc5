package org.keras4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.cli.Main;
import org.keras4j.config.KerasConfig;

class BenchCommandTest {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int run(String... words) {
        int threads = KerasConfig.threads();
        try {
            return Main.run(results, messages, words);
        } finally {
            KerasConfig.threads(threads);
        }
    }

    /// `step` and `p` end the name of the step that `bench start` runs in processes of its own.
    @ParameterizedTest
    @ValueSource(strings = {"step", "p", "lstmm", ""})
    void namesWhatThereIsToMeasure(String name) {
        assertThat(run("bench", name)).isEqualTo(2);

        assertThat(messages.toString(StandardCharsets.UTF_8)).startsWith("keras4j: bench: expected one of mnist-cnn, resnet20, ").contains(", got '" + name + "'.");
        assertThat(results.size()).isZero();
    }

    /// Before it measures, which takes a while.
    @Test
    void namesWhomToRunInTurnsWith() {
        assertThat(run("bench", "mnist-cnn", "--vs", "torch,tch")).isEqualTo(2);

        assertThat(messages.toString(StandardCharsets.UTF_8))
                .isEqualTo("keras4j: --vs: expected some of torch, torch-compile, keras-tf, keras-torch, keras-jax, onnxruntime, got 'torch,tch'." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"--dtype, float16", "--threads, 0", "--batch, -1", "--rounds, 0", "--seconds, 0", "--seconds, NaN"})
    void whatMakesNoSenseIsRefused(String option, String value) {
        assertThat(run("bench", "mnist-cnn", option + "=" + value)).isEqualTo(2);

        assertThat(messages.toString(StandardCharsets.UTF_8)).startsWith("keras4j: ").contains("expected", option, value.equals("0") ? "above 0" : value);
    }

    @Test
    void printsALineForEachFigure() {
        var found = new LinkedHashMap<String, Object>();
        found.put("unit", "images");
        found.put("median", 12_345.678);
        found.put("peers", Map.of("torch", Map.of("ratio", 2.0)));
        found.put("rows", List.of(Map.of("batch", 1L), Map.of("batch", 4L)));
        found.put("runs", List.of(1.5, 2.5));

        assertThat(BenchCommand.text(found, "")).isEqualTo("""
                unit                 images
                median               1.235e4
                peers
                  torch
                    ratio                2.000
                -
                  batch                1
                -
                  batch                4
                runs                 [1.5, 2.5]""");
    }

    @Test
    void takesTheStepThatStartTimes() {
        int before = KerasConfig.threads();
        try {
            assertThat(Main.run(results, messages, "bench", FirstStep.NAME, "--threads", "1")).isZero();
            assertThat(KerasConfig.threads()).isEqualTo(1);
        } finally {
            KerasConfig.threads(before);
        }

        assertThat(results.toString(StandardCharsets.UTF_8)).isEqualTo(FirstStep.DONE + System.lineSeparator());
    }
}
