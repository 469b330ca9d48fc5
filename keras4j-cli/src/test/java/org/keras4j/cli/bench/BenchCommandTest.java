package org.keras4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void takesTheStepThatStartTimes() {
        assertThat(run("bench", FirstStep.NAME, "--threads", "1")).isZero();

        assertThat(results.toString(StandardCharsets.UTF_8)).isEqualTo(FirstStep.DONE + System.lineSeparator());
    }
}
