package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In processes of their own: signals belong to the whole process.
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {

    /// What the other process runs.
    static final class Program {
        public static void main(String[] words) {
            System.exit(new Main(List.of(new Counter("counter")), System.in, System.out, System.err, false).run(words));
        }
    }

    @Test
    void theFirstSignalLetsTheRunWriteItsFiles() throws Exception {
        try (var program = started("train", "forever")) {
            program.signal();

            assertThat(program.status()).isEqualTo(130);
            assertThat(program.rest()).isEqualTo("written");
            assertThat(program.messages()).contains("press Ctrl-C again to end at once");
        }
    }

    @Test
    void theSecondEndsItAtOnce() throws Exception {
        try (var program = started("train", "forever", "deaf")) {
            program.signal();
            program.awaitMessage("stopping after this step");
            program.signal();

            assertThat(program.status()).isEqualTo(130);
            assertThat(program.rest()).isEmpty();
        }
    }

    /// Nothing is lost, and a prediction may be waiting for a line that never comes.
    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate"})
    void whatDoesNotTrainEndsAtOnce(String verb) throws Exception {
        try (var program = started(verb, "forever", "deaf")) {
            program.signal();

            assertThat(program.status()).isEqualTo(130);
            assertThat(program.rest()).isEmpty();
            assertThat(program.messages()).doesNotContain("stopping");
        }
    }

    private record Running(Process process, BufferedReader out, BufferedReader err) implements AutoCloseable {
        void signal() throws Exception {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        }

        int status() throws Exception {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        void awaitMessage(String part) throws IOException {
            String line = err.readLine();
            while (line != null && !line.contains(part)) {
                line = err.readLine();
            }
            assertThat(line).as("'%s'; none comes where SIGINT is ignored, as behind nohup … &", part).isNotNull();
        }

        String rest() {
            return out.lines().collect(Collectors.joining("\n"));
        }

        String messages() {
            return err.lines().collect(Collectors.joining("\n"));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Running started(String... words) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Program.class.getName(), "counter"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).start();
        // Whoever reads what it says would else wait for ever for what it doesn't say.
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("started");
        return new Running(process, out, new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)));
    }
}
