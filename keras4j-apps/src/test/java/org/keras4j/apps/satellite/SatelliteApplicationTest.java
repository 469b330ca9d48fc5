package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;
import org.keras4j.apps.satellite.SatelliteApplication.Own;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// On 190 tiles of EuroSAT (MIT, Helber et al. 2019), the first of each class in name order: 14 to train, 5 to test.
class SatelliteApplicationTest {
    @TempDir
    Path folder;

    @Test
    void learnsTheLandOfTilesAndMapsIt() throws IOException {
        realTiles("AnnualCrop", "Forest", "Pasture", "Residential", "SeaLake");
        var trial = trial("run");

        trial.run(Verb.TRAIN, own(Task.CLASSES, SatelliteNetwork.LIGHT), 12, null, () -> false);

        var report = report(trial);
        // Guessing reaches 0.2; 25 tiles leave ±0.2 around a score.
        assertThat(report.at("/metrics/test_accuracy").asDouble()).isGreaterThan(0.44);
        assertThat(report.at("/metrics").propertyNames().iterator().next()).isEqualTo("test_accuracy");
        assertThat(report.at("/metrics/baseline_majority_accuracy").asDouble()).isEqualTo(0.2);
        assertThat(report.at("/history/loss/11").asDouble()).isLessThan(0.8 * report.at("/history/loss/0").asDouble());
        assertThat(report.at("/parameters").asInt()).isEqualTo(323_697);
        assertThat(report.at("/data/splits/train/classes/Forest").asInt()).isEqualTo(14);
        assertThat(report.at("/synthetic").asBoolean()).isFalse();
        for (var file : List.of("curves.svg", "confusion.svg", "grad-cam.svg", "map-scene-before.svg", "change-scene-before.svg", "map-scene-before.csv", "labels.json", "history.csv")) {
            assertThat(folder.resolve("run").resolve(file)).exists();
        }
        assertThat(trial.printed()).contains("colour histogram + logistic regression", "always the most frequent class", "Forest lost: ", "the intervals ");

        // What follows needs the run's folder alone.
        var data = folder.resolve("data/eurosat.zip");
        var evaluated = trial("run");
        evaluated.run(Verb.EVALUATE, 1, null);
        assertThat(evaluated.printed().replaceAll(" +", " "))
                .contains(String.format(Locale.ROOT, "mean of eight views %.2f %%", 100 * report.at("/metrics/test_accuracy").asDouble()));
        Files.delete(data);

        var scene = folder.resolve("run/scene-before.png");
        var tiles = cut(scene);
        var predicted = trial("run");
        predicted.run(Verb.PREDICT, 1, null, tiles.toString(), tiles.resolve("tile-0.png").toString());
        assertThat(predicted.printed().lines()).hasSize(4).allMatch(line -> line.contains(".png: ") && line.contains(" %), "));
        Files.writeString(tiles.resolve("broken.png"), "no picture");
        var most = trial("run");
        assertThatThrownBy(() -> most.run(Verb.PREDICT, 1, null, tiles.toString()))
                .hasMessage("satellite predict: 1 has no answer; what is wrong with it stands above.");
        assertThat(most.printed().lines()).hasSize(3).allMatch(line -> line.contains("tile-") || line.contains("small.png"));
        assertThat(most.progress().toString()).startsWith(tiles.resolve("broken.png") + ": is no picture that Java reads.");

        var mapped = trial("run");
        mapped.run(Verb.MAP, own(null, null), 1, null, () -> false, scene.toString());
        assertThat(mapped.printed()).contains("768 × 512 pixels, 96 squares of 64", "Forest: ", "km² at 10 m a pixel");
        // All land together is the picture's: 7.68 km by 5.12.
        assertThat(Pattern.compile("([\\d.]+) km²").matcher(mapped.printed()).results().mapToDouble(area -> Double.parseDouble(area.group(1))).sum())
                .isCloseTo(7.68 * 5.12, within(0.05));
        assertThat(Files.readAllLines(folder.resolve("run/map-scene-before.csv"))).hasSize(8).allMatch(line -> line.split(",").length == 12);

        var change = trial("run");
        change.run(Verb.MAP, new Own(null, null, false, null, scene, folder.resolve("run/scene-after.png"), 64), 1, null, () -> false);
        assertThat(change.printed()).contains("forest, as before", "forest lost", "never forest", "Forest lost: ");

        var demo = trial("run");
        demo.run(Verb.DEMO, own(null, null), 1, null, () -> false);
        assertThat(demo.printed()).contains("Truly it is ", "of the squares are right", "of it is lost.");

        assertThatThrownBy(() -> trial("run").run(Verb.MAP, 1, null, tiles.resolve("small.png").toString())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("satellite map: expected a picture of at least 64 × 64 pixels, got 20 × 64. Use predict for single tiles.");
        assertThatThrownBy(() -> trial("run").run(Verb.MAP, new Own(null, null, false, null, scene, tiles.resolve("tile-0.png"), 32), 1, null, () -> false))
                .hasMessageStartingWith("satellite map: expected two pictures of one place and size, got 768 × 512 and 64 × 64.");
        assertThatThrownBy(() -> trial("run").run(Verb.PREDICT, 1, null, "none.png")).hasMessage("none.png: there is no such file.");
    }

    @Test
    void learnsTheTagsOfMosaicsWithThresholdsOfValidation() throws IOException {
        realTiles();
        var trial = trial("mosaics");

        trial.run(Verb.TRAIN, own(Task.MOSAICS, SatelliteNetwork.LIGHT), 1, null, () -> false);

        var report = report(trial);
        assertThat(report.at("/metrics").propertyNames().iterator().next()).isEqualTo("test_f2");
        // Always all ten tags: by arithmetic F2 of 1 to 4 tags of 10 is 5/14, 10/18, 15/22 and 20/26, whose mean is 0.591.
        assertThat(report.at("/metrics/baseline_constant_f2").asDouble()).isBetween(0.57, 0.62);
        assertThat(report.at("/metrics/test_f2").asDouble()).isGreaterThan(report.at("/metrics/baseline_constant_f2").asDouble() - 0.02);
        assertThat(report.at("/metrics/test_f2").asDouble()).isGreaterThanOrEqualTo(report.at("/metrics/test_f2_at_half").asDouble());
        var labels = JsonMapper.shared().readTree(trial.file("labels.json"));
        assertThat(labels.at("/task").asString()).isEqualTo("mosaics");
        assertThat(labels.at("/thresholds").size()).isEqualTo(10);
        assertThat(trial.file("thresholds.csv")).startsWith("tag,threshold,precision,recall,f2,average_precision,pictures\nAnnualCrop,");
        assertThat(folder.resolve("mosaics/tags-together.svg")).exists();
        assertThat(trial.printed()).contains("always all tags", "all thresholds 0.5", "without any tag ");

        Files.delete(folder.resolve("data/eurosat.zip"));
        var demo = trial("mosaics");
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed().lines()).hasSize(6).allMatch(line -> line.contains("test-"));
        assertThatThrownBy(() -> trial("mosaics").run(Verb.MAP, 1, null, folder.resolve("mosaics/samples/test-0.png").toString()))
                .hasMessageStartingWith("satellite map: expected a network of classes, got one of tags.");
    }

    /// In the training on tiles that mosaics begin with, and in that on mosaics.
    @Test
    void anInterruptedRunGoesOn() throws IOException {
        realTiles();

        trial("run").assertGoesOn(own(Task.MOSAICS, SatelliteNetwork.LIGHT), 2, List.of("model.keras"), 0.4, 0.9);
    }

    @Test
    void saysWhichDataIsMissing() throws IOException {
        var empty = Files.createDirectories(folder.resolve("data"));
        assertThatThrownBy(() -> trial("run").run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessage("--data " + empty + ": holds no satellite pictures. Expected eurosat*.zip or folders for each class (Forest, River, …; also below train and test) there.");
        Files.write(empty.resolve("eurosat.zip"), new byte[100]);
        assertThatThrownBy(() -> trial("run").run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessageContaining("eurosat.zip: expected a zip archive, got a broken one");
        Files.writeString(empty.resolve("train_v2.csv"), "image_name,tags\n");
        assertThatThrownBy(() -> trial("run").run(Verb.TRAIN, own(Task.PLANET, SatelliteNetwork.LIGHT), 1, null, () -> false)).isInstanceOf(DataException.class)
                .hasMessage(empty + ": train-jpg is missing. Complete the files of Planet's Amazon.");
        assertThatThrownBy(() -> trial("run").run(Verb.MAP, 1, null, "a.png")).isInstanceOf(DataException.class).hasMessageContaining("finished run of satellite");
    }

    @Test
    void learnsFromGeneratedTilesUnderABanner() throws IOException {
        var trial = new Trial(application(), folder.resolve("made"), null, new ByteArrayOutputStream(), new ByteArrayOutputStream());
        var asked = new AtomicInteger();

        trial.run(Verb.TRAIN, new Own(Task.CLASSES, SatelliteNetwork.LIGHT, false, 100, null, null, 64), 9, null, () -> asked.incrementAndGet() > 2);

        assertThat(trial.printed()).startsWith("SYNTHETIC DATA (expected eurosat*.zip or folders");
        var report = report(trial);
        assertThat(report.at("/synthetic").asBoolean()).isTrue();
        assertThat(report.at("/end").asString()).isEqualTo("stopped");
        assertThat(report.at("/data/splits/train/samples").asInt()).isEqualTo(100);
        assertThat(folder.resolve("made/curves-synthetic.svg")).exists();

        // The tiles that test are the run's, whatever the seed of the later call.
        var again = Trial.of(application(), folder.resolve("made"), null);
        again.run(Verb.EVALUATE, new Own(null, null, false, 100, null, null, 64), 1, null, 8, () -> false);
        assertThat(again.printed()).contains("drawn by Keras4J with seed 0");
    }

    @Test
    void generatedClassesLookDifferent() {
        var tiles = TileGenerator.tiles(12, 0, 0);
        var test = TileGenerator.tiles(6, 0, 1);

        int[] said = Histograms.ofClasses(tiles, 10).classes(test.images());

        int[] truth = test.classes();
        assertThat(IntStream.range(0, truth.length).filter(i -> said[i] == truth[i]).count()).isGreaterThan(30);
        assertThat(test.images()).isNotEqualTo(tiles.images().rows(0, 60)).isEqualTo(TileGenerator.tiles(6, 0, 1).images());
    }

    /// The slice, or those of its classes.
    private void realTiles(String... classes) throws IOException {
        var kept = Set.of(classes);
        try (var in = new ZipInputStream(Objects.requireNonNull(getClass().getResourceAsStream("/satellite/eurosat.zip")));
                var out = new ZipOutputStream(Files.newOutputStream(Files.createDirectories(folder.resolve("data")).resolve("eurosat.zip")))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (kept.isEmpty() || kept.contains(entry.getName().split("/")[1])) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
    }

    /// Three tiles of a scene, and a picture that is too small for a map.
    private Path cut(Path scene) throws IOException {
        var tiles = Files.createDirectories(folder.resolve("tiles"));
        var picture = ImageIO.read(scene.toFile());
        for (int i = 0; i < 2; i++) {
            ImageIO.write(picture.getSubimage(64 * i, 0, 64, 64), "png", tiles.resolve("tile-" + i + ".png").toFile());
        }
        ImageIO.write(new BufferedImage(20, 64, BufferedImage.TYPE_INT_RGB), "png", tiles.resolve("small.png").toFile());
        return tiles;
    }

    private static Own own(@Nullable Task task, @Nullable SatelliteNetwork network) {
        return new Own(task, network, false, null, null, null, 64);
    }

    private SatelliteApplication application() {
        return new SatelliteApplication();
    }

    private Trial trial(String run) {
        return Trial.of(application(), folder.resolve(run), folder.resolve("data"));
    }

    private static JsonNode report(Trial trial) throws IOException {
        return trial.report();
    }
}
