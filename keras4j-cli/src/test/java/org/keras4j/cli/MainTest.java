package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Applications;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;

class MainTest {
    private final InputStream input = new ByteArrayInputStream("two.png\n\n three.png\n".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void trainsWhenNoVerbIsGiven() {
        assertThat(run("counter")).isZero();
        assertThat(results()).isEqualTo("TRAIN [] Own[limit=3, mood=CALM, backwards=false, also=[]] seed 0\n");
        assertThat(messages()).isEqualTo("counting\n");
    }

    @Test
    void handsVerbArgumentsAndOptionsInAnyOrder() {
        assertThat(run("counter", "--limit", "5", "predict", "--backwards", "one.png", "--mood=eager", "two.png", "--seed", "7")).isZero();
        assertThat(results()).isEqualTo("PREDICT [one.png, two.png] Own[limit=5, mood=EAGER, backwards=true, also=[]] seed 7\n");
    }

    @Test
    void anOptionMayTakeSeveralWordsAndItsHighestValue() {
        assertThat(run("counter", "--also", "days", "nights", "--limit", "1000", "--also=years")).isZero();
        assertThat(results()).isEqualTo("TRAIN [] Own[limit=1000, mood=CALM, backwards=false, also=[days, nights, years]] seed 0\n");
    }

    @Test
    void saysItsVersion() {
        // Classes in a folder have no version.
        assertThat(run("--version")).isZero();
        assertThat(results()).isEqualTo("keras4j development on Java " + Runtime.version() + System.lineSeparator());
    }

    @Test
    void aDashStandsForTheLinesOfStandardInput() {
        assertThat(run("counter", "predict", "one.png", "-")).isZero();
        assertThat(results()).startsWith("PREDICT [one.png, two.png, three.png] ");
    }

    @Test
    void quietLeavesTheResults() {
        assertThat(run("counter", "--quiet")).isZero();
        assertThat(results()).startsWith("TRAIN");
        assertThat(messages()).isEmpty();
    }

    @Test
    void helpGoesToStandardOutputWithEveryOptionAndItsDefault() {
        assertThat(run("counter", "--help")).isZero();
        assertThat(results()).contains("--epochs=N", "--batch-size=N", "--learning-rate=RATE", "--seed=N", "--threads=N",
                "--dtype=float32|mixed_bfloat16", "--out=DIR", "--data=DIR", "--no-download", "--require-data", "--quiet",
                "what to count to, 100 %natural (default: 3)", "(default: float32)", "train, evaluate, predict");
        assertThat(messages()).isEmpty();
    }

    @Test
    void listsTheApplications() {
        assertThat(run("apps")).isZero();
        assertThat(results()).isEqualTo("counter  Counts\n         data: numbers, as ever\n");
    }

    @Test
    void whoseDataAreBrokenIsListedToo() {
        assertThat(new Main(List.of(new Counter("lost"), new Counter("counter")), input, print(results), print(messages), false).run("apps")).isZero();
        assertThat(results()).isEqualTo("lost     Counts\n         data: /data/numbers: there is no such folder.\ncounter  Counts\n         data: numbers, as ever\n");
    }

    /// In `runs` of the folder in which the process is: two of one second are two.
    @Test
    void theScoreOfTheNewestRunIsListed() throws IOException {
        try (var older = RunFolder.create(RunOptions.DEFAULTS, "scored"); var newer = RunFolder.create(RunOptions.DEFAULTS, "scored")) {
            assertThat(newer.path()).isNotEqualTo(older.path());
            try {
                assertThat(older.path().toString()).matches("runs.scored-\\d{8}-\\d{6}");
                older.write("report.json", "{\"metrics\": {\"loss\": 3}}").toFile().setLastModified(1_000_000_000_000L);
                newer.write("report.json", "{\"metrics\": {\"accuracy\": 0.97531, \"loss\": 2}}");

                assertThat(new Main(List.of(new Counter("scored")), input, print(results), print(messages), false).run("apps")).isZero();
                assertThat(results()).endsWith("        last: accuracy 0.9753  " + newer.path() + "\n");
            } finally {
                for (var run : List.of(older, newer)) {
                    for (var file : List.of("report.json", "keras4j-files.txt")) {
                        Files.deleteIfExists(run.file(file));
                    }
                }
            }
        }
    }

    @Test
    void aNameOfTwoWordsIsAVariant() {
        var main = new Main(List.of(new Counter("count up"), new Counter("count down")), input, print(results), print(messages), false);

        assertThat(main.run("count", "down", "predict", "one.png")).isZero();
        assertThat(results()).startsWith("PREDICT [one.png] ");
        assertThat(main.run("count")).isEqualTo(2);
        assertThat(messages()).contains("Usage: keras4j count", "up    Counts.", "down  Counts.");
    }

    @Test
    void withoutACommandItSaysHowToUseItAsAnError() {
        assertThat(run()).isEqualTo(2);
        assertThat(results()).isEmpty();
        assertThat(messages()).startsWith("Usage: keras4j");
    }

    @Test
    void wrongWordsAreUsageErrorsInOneLine() {
        misused("keras4j: Unknown option: '--bad'", "counter", "--bad");
        misused("keras4j: counter: expected train, evaluate, predict, got 'juggle'.", "counter", "juggle");
        misused("keras4j: counter: expected train, evaluate, predict, got 'demo'.", "counter", "demo");
        misused("keras4j: Unmatched argument at index 0: 'nonsense'\nTry 'keras4j --help'.", "nonsense");
        misused("keras4j: Unmatched arguments from index 0: 'mdel', 'summary'\nDid you mean 'model'? Try 'keras4j --help'.", "mdel", "summary");
        misused("keras4j: Unknown option: '--limt=2'\nDid you mean '--limit'? Try 'keras4j counter --help'.", "counter", "--limt=2");
        misused("keras4j: Unknown option: '--limt=123456789'\nDid you mean '--limit'? Try 'keras4j counter --help'.", "counter", "--limt=123456789");
        misused("keras4j: Unknown option: '--speed'\nDid you mean '--seed'? Try 'keras4j counter --help'.", "counter", "--speed", "2");
        misused("keras4j: Invalid value for option '--epochs': 'many' is not an int", "counter", "--epochs", "many");
        misused("keras4j: --epochs: expected 1 or more, got 0.", "counter", "--epochs", "0");
        misused("keras4j: --limit: expected 0 to 1000, got -1.", "counter", "--limit=-1");
        misused("keras4j: --limit: expected 0 to 1000, got 1001.", "counter", "--limit=1001");
        misused("keras4j: --learning-rate: expected a number above 0, got NaN.", "counter", "--learning-rate", "NaN");
        for (String blank : List.of("", " ")) {
            misused("keras4j: Invalid value for option '--data': expected the name of a file or folder, got nothing", "counter", "--data", blank);
            misused("keras4j: Invalid value for positional parameter at index 0 (FILE): expected the name of a file or folder, got nothing", "model", "summary", blank);
        }
        misused("keras4j: Invalid value for option '--dtype': expected float32 or mixed_bfloat16, got 'float16'", "counter", "--dtype", "float16");
    }

    @Test
    void missingDataIsStatusTwo() {
        misused("keras4j: /data/numbers: there is no such file.", "counter", "train", "missing");
        misused("keras4j: one: there is no such file. Check the path.", "counter", "train", "absent");
        misused("keras4j: \ufffd.csv: there is no such file, or none whose name is text in UTF-8, as Java's have to be. Rename it.", "counter", "train", "garbled");
    }

    @Test
    void failuresAreStatusOneInOneLine() {
        failed("keras4j: NullPointerException: numbers", "counter", "train", "null");
        failed("keras4j: IndexOutOfBoundsException: Index 7 out of bounds for length 3", "counter", "train", "index");
        failed("keras4j: IllegalStateException", "counter", "train", "silent");
        failed("keras4j: one: cannot be written (no folder).", "counter", "train", "unwritable");
        failed("keras4j: first line second line", "counter", "train", "broken");
        failed("keras4j: not enough memory (Java heap space). Try a smaller --batch-size, or more with KERAS4J_OPTS=-Xmx8g.", "counter", "train", "memory");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedBeforeTheWork() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        for (var out : List.of(file, file.resolve("below"))) {
            misused("keras4j: " + file + ": is needed as a folder, and a file has that name. Choose another with --out.",
                    "counter", "train", "folder", "--out", out.toString());
        }
    }

    /// Before anything is learned: nothing but what is wrong is printed.
    @Test
    void noApplicationTrainsForAFolderThatCannotBe() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        for (var application : Applications.all()) {
            var words = Stream.concat(Stream.of(application.name().split(" ")), Stream.of("train", "--no-download", "--out", file.toString())).toArray(String[]::new);
            messages.reset();
            assertThat(Main.run(results, messages, words)).as(application.name()).isEqualTo(2);
            assertThat(results()).as(application.name()).isEmpty();
            assertThat(messages()).isEqualTo("keras4j: " + file + ": is needed as a folder, and a file has that name. Choose another with --out.\n");
        }
    }

    @Test
    void noApplicationLeavesAFolderIfItsDataAreRefused() throws IOException {
        var empty = Files.createDirectory(folder.resolve("empty"));
        // The stories of this one are made up.
        for (var application : Applications.all().stream().filter(each -> !each.name().equals("multi qa")).toList()) {
            var words = Stream.concat(Stream.of(application.name().split(" ")),
                    Stream.of("train", "--data", empty.toString(), "--out", folder.resolve("runs/one").toString())).toArray(String[]::new);
            messages.reset();
            assertThat(Main.run(results, messages, words)).as(application.name()).isEqualTo(2);
            assertThat(messages()).as(application.name()).startsWith("keras4j: --data " + empty + ": ").hasLineCount(1);
            assertThat(folder.resolve("runs")).as(application.name()).doesNotExist();
        }
    }

    @Test
    void theStackTraceIsForThoseWhoAsk() {
        var main = new Main(List.of(new Counter("counter")), input, print(results), print(messages), true);

        assertThat(main.run("counter", "train", "null")).isEqualTo(1);
        assertThat(messages()).contains("NullPointerException", "\tat org.keras4j.cli.Counter.count");
    }

    @Test
    void aClosedPipeEndsItWithoutAWord() {
        // The status that a shell gives a program ended by SIGPIPE: 128 + 13.
        assertThat(runInto("Broken pipe", "counter", "--quiet")).isEqualTo(141);
        assertThat(runInto("Broken pipe", "--help")).isEqualTo(141);
        assertThat(messages()).isEmpty();
    }

    @Test
    void aFullDiskIsNamed() {
        assertThat(runInto("No space left on device", "counter")).isEqualTo(1);
        assertThat(messages()).isEqualTo("counting\nkeras4j: standard output: cannot be written: No space left on device.\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFullDeviceIsNamedToo() throws IOException {
        try (var full = new FileOutputStream("/dev/full")) {
            assertThat(new Main(List.of(new Counter("counter")), input, Results.of(full, StandardCharsets.UTF_8), print(messages), false).run("apps")).isEqualTo(1);
        }
        assertThat(messages()).startsWith("keras4j: standard output: cannot be written: ");
    }

    private int runInto(String failure, String... words) {
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        return new Main(List.of(new Counter("counter")), input, Results.of(broken, StandardCharsets.UTF_8), print(messages), false).run(words);
    }

    private void misused(String message, String... words) {
        messages.reset();
        assertThat(run(words)).isEqualTo(2);
        assertThat(results()).isEmpty();
        assertThat(messages().replace("counting\n", "")).startsWith(message + "\n");
    }

    private void failed(String message, String... words) {
        messages.reset();
        assertThat(run(words)).isEqualTo(1);
        assertThat(messages()).isEqualTo("counting\n" + message + "\n");
    }

    private int run(String... words) {
        return new Main(List.of(new Counter("counter")), input, print(results), print(messages), false).run(words);
    }

    private static PrintStream print(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String results() {
        return results.toString(StandardCharsets.UTF_8);
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }
}
