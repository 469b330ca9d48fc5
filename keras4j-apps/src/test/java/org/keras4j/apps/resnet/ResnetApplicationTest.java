package org.keras4j.apps.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Trial;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.resnet.ResidualNetwork.Style;
import org.keras4j.config.RandomSeed;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.models.Sequential;
import tools.jackson.databind.json.JsonMapper;

class ResnetApplicationTest {
    private static final ResnetApplication.Own EIGHT = new ResnetApplication.Own(8, Style.V1, null, null);

    @TempDir
    Path folder;

    @Test
    @EnabledIfEnvironmentVariable(named = "KERAS4J_DATA", matches = ".+", disabledReason = "CIFAR-10 is not ours to hand on: set KERAS4J_DATA to the folder that holds cifar10")
    void learnsFromRealPicturesAndGoesOnToThoseOfTheUser() throws IOException {
        var data = Path.of(System.getenv("KERAS4J_DATA"));
        var trial = trial("run", data);
        trial.run(Verb.TRAIN, new ResnetApplication.Own(8, Style.V1, null, 960), 3, null, () -> false);

        var report = trial.report();
        var loss = report.at("/history/resnet8_loss");
        assertThat(loss.get(2).asDouble()).isLessThan(0.9 * loss.get(0).asDouble());
        // The most frequent class has 0.112 of the test pictures.
        assertThat(report.at("/metrics/resnet8_test_accuracy").asDouble()).isGreaterThan(0.13);
        assertThat(report.at("/intervals_95/plain8_test_accuracy").size()).isEqualTo(2);
        for (var plot : List.of("curves", "loss", "gradients", "grad-cam", "confusion-resnet8")) {
            assertThat(folder.resolve("run").resolve(plot + ".svg")).exists();
        }

        var demo = trial("run", folder.resolve("nowhere"));
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("00-cat.png: resnet8: ", "00-cat.png: plain8: ");
        var again = trial("run", folder.resolve("nowhere"));
        again.run(Verb.PREDICT, 1, null, folder.resolve("run/samples/01-ship.png").toString());
        assertThat(again.printed().lines()).hasSize(2).allMatch(line -> line.contains("01-ship.png: ") && line.contains(" %), "));

        // The kept samples as a user's pictures: two classes, a folder each.
        for (var picture : List.of("airplane", "frog", "cat", "ship")) {
            var into = Files.createDirectories(folder.resolve("mine").resolve(picture.equals("ship") || picture.equals("airplane") ? "machines" : "animals"));
            try (var files = Files.list(folder.resolve("run/samples"))) {
                for (var file : files.filter(f -> f.toString().endsWith(picture + ".png")).toList()) {
                    for (int copy = 0; copy < 3; copy++) {
                        Files.copy(file, into.resolve(copy + file.getFileName().toString()));
                    }
                }
            }
        }
        var saved = new Trial(new ResnetApplication(), folder.resolve("moved"), null, new ByteArrayOutputStream(), new ByteArrayOutputStream());
        var options = new RunOptions(2, 8, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK,
                folder.resolve("moved"), folder.resolve("run"), null, true, false, false);
        saved.application().run(new Job(Verb.TRAIN, List.of(), options, new ResnetApplication.Own(null, Style.V1, folder.resolve("mine"), null),
                new DataPlaces(null, folder), InputStream.nullInputStream(), Output.to(new PrintStream(saved.results(), true, StandardCharsets.UTF_8), System.err, true), () -> false));
        assertThat(saved.printed()).contains("Network resnet8 of ", "all layers learnt on", "only the last layer is new");
        var moved = JsonMapper.shared().readTree(Files.readString(folder.resolve("moved/report.json")));
        assertThat(moved.at("/history/loss").size()).isEqualTo(4);
        var predicted = trial("moved", folder.resolve("nowhere"));
        predicted.run(Verb.PREDICT, 1, null, folder.resolve("run/samples/01-ship.png").toString());
        assertThat(predicted.printed()).contains("machines (").contains("animals (");
    }

    @Test
    void refusesWhatItCannotUse() throws IOException {
        assertThatThrownBy(() -> trial("run", folder.resolve("nowhere")).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessageContaining("there is no such folder");
        var empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> trial("run", empty).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class).hasMessageContaining("holds no pictures");
        assertThatThrownBy(() -> trial("run", null).run(Verb.TRAIN, new ResnetApplication.Own(null, Style.V1, folder.resolve("none"), null), 1, null, () -> false))
                .isInstanceOf(DataException.class).hasMessage("--transfer " + folder.resolve("none") + ": there is no such folder.");
        var file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> trial("run", null).run(Verb.TRAIN, new ResnetApplication.Own(null, Style.V1, file, null), 1, null, () -> false))
                .isInstanceOf(DataException.class).hasMessage("--transfer " + file + ": expected a folder with a folder of pictures for each class, got a file.");
        assertThatThrownBy(() -> trial("run", null).run(Verb.PREDICT, 1, null, "a.png")).isInstanceOf(DataException.class).hasMessageContaining("report.json");
    }

    /// Pictures without rhyme or reason, of which a network without training guesses as many right as it happens: of others, another number.
    @Test
    void evaluatesWhatTheRunHeldOutWhateverSeedIsAskedFor() throws IOException {
        trial("run", noise()).run(Verb.TRAIN, EIGHT, 1, null, 7, () -> true);
        RandomSeed.set(1);
        var guessing = Sequential.of(Input.shape(32, 32, 3), Flatten.create(), Dense.of(2).activation("softmax"));
        guessing.save(folder.resolve("run/resnet8.keras"));

        var answers = LongStream.of(7, 0, 1).mapToObj(seed -> {
            var evaluated = trial("run", folder.resolve("noise"));
            evaluated.run(Verb.EVALUATE, new ResnetApplication().ownOptions(), 1, null, seed, () -> false);
            return evaluated.printed();
        }).toList();

        assertThat(answers.getFirst()).contains("resnet8 ");
        assertThat(answers).containsOnly(answers.getFirst());
    }

    @Test
    void aStoppedRunKeepsTheNetworkThatLearned() throws IOException {
        var trial = trial("run", noise());
        trial.run(Verb.TRAIN, EIGHT, 100, null, () -> true);

        var report = trial.report();
        assertThat(report.at("/end").asString()).isEqualTo("stopped");
        assertThat(folder.resolve("run/resnet8.keras")).exists();
        assertThat(folder.resolve("run/plain8.keras")).doesNotExist();
        var evaluated = trial("run", folder.resolve("noise"));
        evaluated.run(Verb.EVALUATE, 1, null);
        assertThat(evaluated.printed()).contains("Networks of " + folder.resolve("run") + ", whose run was stopped\n", "resnet8 ").doesNotContain("plain8");

        Files.writeString(folder.resolve("noise/heads/broken.png"), "no picture");
        var predicted = trial("run", null);
        assertThatThrownBy(() -> predicted.run(Verb.PREDICT, 1, null, folder.resolve("noise/heads").toString()))
                .hasMessage("resnet predict: 1 has no answer; what is wrong with it stands above.");
        assertThat(predicted.printed().lines()).hasSize(60).allMatch(line -> line.contains(".png: heads (") || line.contains(".png: tails ("));
        assertThat(predicted.progress().toString(StandardCharsets.UTF_8)).startsWith(folder.resolve("noise/heads/broken.png") + ": is no picture that Java reads.");
    }

    private Path noise() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 120; i++) {
            var into = folder.resolve("noise").resolve(i % 2 == 0 ? "heads" : "tails");
            try {
                Files.createDirectories(into);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // Of four by four squares, each with a shade of its own.
            int[] shades = random.ints(16, 0, 256).toArray();
            ImageFiles.savePng(NDArray.generate(DType.UINT8, Shape.of(32, 32, 3), at -> shades[(int) (at / 96 / 8 * 4 + at / 3 % 32 / 8)]), into.resolve(i + ".png"));
        }
        return folder.resolve("noise");
    }

    private Trial trial(String run, @Nullable Path data) {
        return Trial.of(new ResnetApplication(), folder.resolve(run), data);
    }
}
