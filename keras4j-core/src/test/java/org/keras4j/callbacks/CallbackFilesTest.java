package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files that callbacks write while a model is trained.
class CallbackFilesTest extends TinyTraining {
    @Test
    void whatCannotBeWrittenIsSaidBeforeTheFirstStep() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> fit(1, CSVLogger.of(file.resolve("log.csv")))).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("CSVLogger: cannot write " + file.resolve("log.csv") + " (")
                .hasMessageEndingWith("). Make room there, or name another place.");
        assertThatThrownBy(() -> fit(1, TensorBoard.in(file))).isInstanceOf(UncheckedIOException.class).hasMessageStartingWith("TensorBoard: cannot write ");
        assertThat(model.optimizer().iterations().value().item()).isZero();
    }

    static List<LambdaCallback> failures() {
        var create = LambdaCallback.create();
        return List.of(create.onTrainBegin(CallbackFilesTest::crash), create.onTrainBatchEnd((_, _) -> crash()), create.onEpochEnd((_, _) -> crash()));
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
            assertThat(descriptors.filter(Files::exists).map(CallbackFilesTest::target)).noneMatch(file -> file.startsWith(folder));
        }
        assertThat(Event.files(folder.resolve("train"))).hasSize(1);
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
