package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Into one folder writes one run at a time.
class RunLockTest {
    private static final long ME = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    /// Another process with a run: into the folder it is given, until it is told to end.
    static final class Writer {
        public static void main(String[] words) throws IOException {
            try (var run = RunFolder.create(out(Path.of(words[0])), "mnist")) {
                run.write("model.txt", "of another process");
                System.out.println("writing");
                System.in.read();
            }
        }
    }

    @Test
    void aSecondRunOfAnotherProcessIsRefusedUntilTheFirstHasEnded() throws Exception {
        var process = writer();

        assertThatThrownBy(() -> RunFolder.create(out(folder), "mnist")).isInstanceOf(IllegalArgumentException.class).hasMessage(message(process.pid()));
        assertThatThrownBy(() -> RunFolder.createForResults(out(folder), "mnist")).hasMessage(message(process.pid()));
        assertThat(new EarlierRun(folder).lines("model.txt")).as("who only reads may").containsExactly("of another process");
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(folder.resolve(RunLock.NAME)).doesNotExist();
        RunFolder.create(out(folder), "mnist").close();
    }

    @Test
    void whatAKilledProcessLeftLocksNothing() throws Exception {
        writer().destroyForcibly().waitFor();
        assertThat(folder.resolve(RunLock.NAME)).exists();

        try (var run = RunFolder.create(out(folder), "mnist")) {
            run.write("model.txt", "of this one");
        }

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.txt", RunFiles.NAME);
    }

    /// Who is refused leaves the lock of the other, in this process as to others: the system takes it away with the last look at its file.
    @Test
    void aSecondRunOfThisProcessIsRefusedByAnyNameOfTheFolder() throws Exception {
        var link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        Files.writeString(folder.resolve(RunLock.NAME), "left over by a process of a long number\n");
        try (var _ = RunFolder.create(out(folder), "mnist")) {
            assertThatThrownBy(() -> RunFolder.create(out(link), "mnist")).hasMessage(message(ME).replace(folder.toString(), link.toString()));
            assertThatThrownBy(() -> RunFolder.create(out(folder.resolve("../" + folder.getFileName())), "mnist")).hasMessageContaining(": another run is writing there");

            var other = started();
            assertThat(new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).contains(message(ME));
        }
        RunFolder.create(out(link), "mnist").close();
        Files.delete(link);
    }

    /// In a folder that is only read no lock can be.
    @Test
    void whatIsSaidOfAnEarlierRunKeepsOthersOutOnceItIsWritten() {
        try (var said = RunFolder.addingTo(new EarlierRun(folder))) {
            assertThat(folder).isEmptyDirectory();
            RunFolder.create(out(folder), "mnist").close();
            said.write("map.csv", "1");
            assertThatThrownBy(() -> RunFolder.create(out(folder), "mnist")).hasMessage(message(ME));
            try (var more = RunFolder.addingTo(new EarlierRun(folder))) {
                assertThatThrownBy(() -> more.write("map.csv", "2")).hasMessage(message(ME));
            }
        }

        assertThat(folder.resolve("map.csv")).hasContent("1");
        assertThat(folder.resolve(RunLock.NAME)).doesNotExist();
    }

    @Test
    void runsThatBeginTogetherHaveFoldersOfTheirOwn() throws Exception {
        var together = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var begun = threads.invokeAll(Collections.nCopies(4, (Callable<RunFolder>) () -> {
                together.await(20, TimeUnit.SECONDS);
                var run = RunFolder.create(RunOptions.DEFAULTS, "together");
                together.await(20, TimeUnit.SECONDS);
                return run;
            }));
            for (var run : begun) {
                run.get().close();
            }
            assertThat(begun.stream().map(run -> run.resultNow().path())).doesNotHaveDuplicates();
        }
    }

    private String message(long process) {
        return folder + ": another run is writing there, process " + process + ". Wait for its end, or choose another folder with --out.";
    }

    private Process writer() throws IOException {
        var process = started();
        assertThat(process.inputReader().readLine()).isEqualTo("writing");
        return process;
    }

    private Process started() throws IOException {
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                Writer.class.getName(), folder.toString()).start();
        // Whoever reads what it says would else wait for ever for what it doesn't say.
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static RunOptions out(Path folder) {
        var d = RunOptions.DEFAULTS;
        return new RunOptions(null, null, null, 0, null, d.dtype(), d.preset(), folder, null, null, false, false, false);
    }
}
