package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.DataFile;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.Scores;
import org.keras4j.engine.tensor.UnwritableException;
import org.keras4j.plots.Curves;
import tools.jackson.databind.json.JsonMapper;

class RunFolderTest {
    private static final Map<String, List<Double>> HISTORY = new TreeMap<>(Map.of(
            "accuracy", List.of(0.5, 0.75), "loss", List.of(1.25, Double.NaN), "val_loss", List.of(1.5)));

    @TempDir
    Path folder;

    @Test
    void isMadeWithItsParentsAndHoldsWhatIsWritten() {
        var run = RunFolder.create(out(folder.resolve("a/b")), "mnist");

        assertThat(run.path()).isEqualTo(folder.resolve("a/b"));
        run.write("words.txt", "kept");
        run.close();
        assertThat(run.path().toFile().list()).containsExactlyInAnyOrder("words.txt", RunFiles.NAME);
    }

    @Test
    void whatWasMadeForNothingIsRemoved() throws IOException {
        var mine = Files.createDirectory(folder.resolve("mine"));
        RunFolder.create(out(mine.resolve("a/b")), "mnist").close();
        RunFolder.create(out(mine), "mnist").close();

        assertThat(mine).as("one that was there stays").isEmptyDirectory();

        try (var run = RunFolder.create(out(mine.resolve("a/b")), "mnist")) {
            run.write("words.txt", "kept");
        }
        assertThat(mine.resolve("a/b/words.txt")).hasContent("kept");
    }

    /// The first of two can be made, the second can't: no system has such long names.
    @Test
    void halfAWayIsRemoved() {
        var out = folder.resolve("a").resolve("x".repeat(300));

        assertThatThrownBy(() -> RunFolder.create(out(out), "mnist")).isInstanceOf(UnwritableException.class)
                .hasMessageStartingWith(out + ": cannot be written (").hasMessageEndingWith("). Choose another folder with --out.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesAPathThatIsAFile() throws IOException {
        var file = Files.createFile(folder.resolve("taken"));

        for (var out : List.of(file, file.resolve("below"), file.resolve("far/below"))) {
            assertThatThrownBy(() -> RunFolder.create(out(out), "mnist")).as("%s", out).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(file + ": is needed as a folder, and a file has that name. Choose another with --out.");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesAPlaceWhereNoFolderCanBe() {
        assertThatThrownBy(() -> RunFolder.create(out(Path.of("/proc/keras4j")), "mnist")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/proc/keras4j: no folder can be made there. Choose another with --out.").hasNoCause();
    }

    /// Files of several applications go by the names `model.keras` and `vocabulary.txt`.
    @Test
    void theRunOfAnotherApplicationIsRefused() {
        finished(out(folder));
        var run = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, folder, null, false, false, false);

        assertThat(EarlierRun.of(run, "mnist", RunFolder.REPORT).path()).isEqualTo(folder);
        assertThatThrownBy(() -> EarlierRun.of(run, "poem", RunFolder.REPORT)).isInstanceOf(DataException.class)
                .hasMessage("--run " + folder + ": expected the folder of a run of poem, got one of mnist.");
    }

    @Test
    void aRunTakesThePlaceOfTheOneBeforeOnceItWrites() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "the user's");
        try (var first = RunFolder.create(out(folder), "mnist")) {
            first.write("old.json", "{}");
            first.sub("samples").write("old.txt", "old");
            first.plot("curves", Curves.of("t", HISTORY), Origin.REAL);
        }
        try (var said = RunFolder.createForResults(out(folder), "mnist")) {
            said.write("map.txt", "of the first");
        }

        try (var second = RunFolder.create(out(folder), "mnist")) {
            assertThat(folder.resolve("old.json")).as("nothing is lost before there is something new").exists();
            second.write("new.json", "{}");
        }

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("mine.txt", "new.json", RunFiles.NAME);
        assertThat(folder.resolve(RunFiles.NAME)).hasContent("new.json");
    }

    @Test
    void aFileOfTheUsersThatIsInTheWayGetsAnotherName() throws IOException {
        Files.writeString(folder.resolve("report.json"), "the user's");
        Files.writeString(folder.resolve("curves.svg"), "drawn by hand");
        Files.writeString(folder.resolve("curves.svg.old"), "and before");
        for (int run = 0; run < 2; run++) {
            try (var written = RunFolder.create(out(folder), "mnist")) {
                written.report(report(), RunOptions.DEFAULTS);
                written.write("report.json", "{}");
                written.plot("curves", Curves.of("t", HISTORY), Origin.REAL);
                if (run == 0) {
                    assertThat(written.written()).endsWith(". Your own files that were there are now report.json.old, curves.svg.old-2");
                }
            }
        }

        assertThat(folder.resolve("report.json")).hasContent("{}");
        assertThat(folder.resolve("report.json.old")).hasContent("the user's");
        assertThat(folder.resolve("curves.svg.old")).hasContent("and before");
        assertThat(folder.resolve("curves.svg.old-2")).hasContent("drawn by hand");
        assertThat(folder.resolve("report.json.old-2")).doesNotExist();
    }

    @Test
    void aListOfFilesNamesNothingOutsideTheFolder() throws IOException {
        var outside = Files.writeString(folder.resolve("outside"), "");
        var run = RunFolder.create(out(folder.resolve("run")), "mnist");
        Files.createSymbolicLink(run.file("link"), folder);
        Files.writeString(run.file(RunFiles.NAME), "../outside\n" + outside + "\nlink/outside\na\0b\n");

        run.write("new.json", "{}");

        assertThat(outside).exists();
    }

    @Test
    void saysWhatAReportLacks() throws IOException {
        var run = RunFolder.create(out(folder), "mnist");
        Files.writeString(run.file(RunFolder.REPORT), "{\"seed\": \"7\", \"data\": {}}");

        assertThatThrownBy(run.soFar()::seed).isInstanceOf(DataException.class).hasMessage(run.file(RunFolder.REPORT) + ": expected seed as a run writes it, got something else. Train again.");
        assertThatThrownBy(run.soFar()::learnedFrom).isInstanceOf(DataException.class).hasMessageContaining("report.json: expected data.path as a run writes it");
        Files.write(run.file(RunFolder.REPORT), new byte[] {(byte) 0xff});
        assertThatThrownBy(run.soFar()::seed).hasMessage(run.file(RunFolder.REPORT) + ": cannot be read: it is no text in UTF-8");
    }

    @Test
    void refusesToReplaceTheRunItLearnsFrom() {
        var d = RunOptions.DEFAULTS;
        var options = new RunOptions(null, null, null, 0, null, d.dtype(), d.preset(), folder, folder.resolve("."), null, false, false, false);

        assertThatThrownBy(() -> RunFolder.create(options, "resnet")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--out " + folder + ": is the folder of --run, which a new run there would replace. Choose another.");
    }

    /// As the system goes: what is above a link is above the folder that it leads to.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theWayUpFromALinkIsThatOfItsFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(folder.resolve("there/deep")));

        try (var run = RunFolder.create(out(link.resolve("../run")), "mnist")) {
            run.write("report.txt", "");
        }

        assertThat(folder.resolve("there/run/report.txt")).exists();
        assertThat(folder.resolve("run")).doesNotExist();
        var d = RunOptions.DEFAULTS;
        var options = new RunOptions(null, null, null, 0, null, d.dtype(), d.preset(), link.resolve("../run"), folder.resolve("there/run"), null, false, false, false);
        assertThatThrownBy(() -> RunFolder.create(options, "resnet")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is the folder of --run");
    }

    /// A run of `books` writes a `books.csv`, as its data has one.
    @Test
    void refusesToWriteAmongTheData() {
        var d = RunOptions.DEFAULTS;
        var options = new RunOptions(null, null, null, 0, null, d.dtype(), d.preset(), folder, null, folder.resolve("a/.."), false, false, false);

        assertThatThrownBy(() -> RunFolder.create(options, "books")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--out " + folder + ": is the folder of --data, whose files a run there could replace. Choose another.");
    }

    @Test
    void saysWhatItHasWritten() {
        try (var earlier = RunFolder.createForResults(out(folder), "mnist")) {
            earlier.write("earlier.txt", "");
        }
        var run = RunFolder.createForResults(out(folder), "mnist");
        run.write("model.keras", "");
        run.sub("samples").write("1.png", "");
        run.sub("samples").write("2.png", "");
        assertThat(run.written()).isEqualTo("Written to " + folder + ": model.keras, samples");
        run.report(report(), RunOptions.DEFAULTS);
        run.plot("curves", Curves.of("t", HISTORY), Origin.REAL);
        assertThat(run.written()).isEqualTo("Written to " + folder + ": report.json, history.csv, model.keras, samples, and a plot (PNG, SVG)");
        run.plot("loss", Curves.of("t", HISTORY), Origin.SYNTHETIC);
        assertThat(run.written()).endsWith(", and 2 plots (PNG, SVG)");
    }

    @Test
    void writesTheHistoryAsATable() {
        var run = RunFolder.create(out(folder), "mnist");
        run.report(report(), RunOptions.DEFAULTS);
        var file = run.file("history.csv");

        assertThat(file).hasContent("""
                epoch,accuracy,loss,val_loss
                1,0.5,1.25,1.5
                2,0.75,NaN,
                """);
    }

    @Test
    void marksPlotsOfGeneratedData() {
        var run = RunFolder.create(out(folder), "mnist");

        assertThat(run.plot("curves", Curves.of("t", HISTORY), Origin.SYNTHETIC)).contains(folder.resolve("curves-synthetic.svg"));
        assertThat(run.plot("curves", Curves.of("t", HISTORY), Origin.REAL)).contains(folder.resolve("curves.svg"));
    }

    @Test
    void reportHasAllThatARunIs() {
        var json = JsonMapper.shared().readTree(read(RunFolder.create(out(folder), "mnist").report(report(), RunOptions.DEFAULTS)));

        assertThat(json.at("/app").asString()).isEqualTo("mnist");
        assertThat(json.at("/seed").asInt()).isEqualTo(7);
        assertThat(json.at("/dtype").asString()).isEqualTo("mixed_bfloat16");
        // Here those of all applications stand in for an application's own.
        assertThat(json.at("/options/dtype").asString()).isEqualTo("float32");
        assertThat(json.at("/options").has("epochs")).isFalse();
        assertThat(json.at("/end").asString()).isEqualTo("stopped");
        assertThat(json.at("/synthetic").asBoolean()).isTrue();
        assertThat(json.at("/data/path").asString()).isEqualTo("/data/pets");
        assertThat(json.at("/data/sha256/a.gz").asString()).isEqualTo("00ff");
        assertThat(json.at("/data/splits/train/classes/dog").asInt()).isEqualTo(2);
        assertThat(json.at("/parameters").asInt()).isEqualTo(1_087_106);
        assertThat(json.at("/metrics/test_accuracy").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/intervals_95/test_accuracy/1").asDouble()).isEqualTo(0.6);
        assertThat(json.at("/history/accuracy/1").asDouble()).isEqualTo(0.75);
        assertThat(json.at("/history/loss/1").asString()).isEqualTo("NaN");
        assertThat(json.at("/images_per_second").asDouble()).isEqualTo(2000);
        assertThat(json.propertyNames()).contains("epochs", "threads", "seconds_training", "keras4j");
    }

    private static void finished(RunOptions options) {
        try (var run = RunFolder.create(options, "mnist")) {
            run.report(report(), RunOptions.DEFAULTS);
        }
    }

    private static Report report() {
        var labels = new int[] {0, 1, 1};
        var data = new DataDescription("pets", "/data/pets", Origin.SYNTHETIC, List.of(new DataFile(Path.of("/data/pets/a.gz"), "00ff")),
                List.of(Split.of("train", List.of("cat", "dog"), labels)), "none");
        return new Report("mnist", new Report.Settings(7, 2, 128, 0.001, RunOptions.Precision.MIXED_BFLOAT16, 2, RunOptions.Preset.QUICK),
                Report.End.STOPPED, data, 1_087_106, new Scores().put("test_accuracy", 0.5, new Interval(0.4, 0.6)),
                HISTORY, new Report.Work("images", 3000, 1.5));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunOptions out(Path folder) {
        var d = RunOptions.DEFAULTS;
        return new RunOptions(null, null, null, 0, null, d.dtype(), d.preset(), folder, null, null, false, false, false);
    }
}
