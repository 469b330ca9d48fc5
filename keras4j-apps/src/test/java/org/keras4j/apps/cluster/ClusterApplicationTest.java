package org.keras4j.apps.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.cluster.ClusterNetwork.Kind;
import org.keras4j.apps.Trial;
import org.keras4j.data.Element;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClusterApplicationTest {
    /// A thousand images of MNIST.
    private static final Path DIGITS = Path.of("src/test/resources/mnist");

    @TempDir
    Path folder;

    @Test
    void groupsDigitsWithoutLabels() throws IOException {
        var trial = trial(DIGITS);

        trial.run(Verb.TRAIN, own(null, 100), 40, null, () -> false);

        JsonNode report = trial.report();
        assertThat(report.at("/parameters").asInt()).isEqualTo(3_330_794);
        // The largest class has 11.6 % of these images; clusters drawn at random reach about 0.16.
        assertThat(report.at("/metrics/dec_accuracy").asDouble()).isGreaterThan(0.25);
        assertThat(report.at("/metrics/dec_nmi").asDouble()).isGreaterThan(0.15);
        var losses = report.at("/history/loss");
        assertThat(losses.get(39).asDouble()).isLessThan(0.7 * losses.get(0).asDouble());
        for (var plot : List.of("codes-before", "codes-after", "confusion", "centres", "nearest", "odd", "reconstructions", "curves")) {
            assertThat(folder.resolve("run").resolve(plot + ".svg")).exists();
        }
        assertThat(trial.printed()).contains("k-means on pixels", "k-means on codes", "DEC, held-out points", "steps of clustering");

        var again = trial(DIGITS);
        again.run(Verb.EVALUATE, own(null, null), 1, null, () -> false);
        assertThat(again.printed()).contains(String.format(Locale.ROOT, "ACC %.4f", report.at("/metrics/dec_held_out_accuracy").asDouble()));

        var demo = trial(null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("The centre of cluster 9 (mostly ");
    }

    @Test
    void groupsTheRowsOfATableAndNewOnesAfterwards() throws IOException {
        var table = blobs();
        var trial = trial(null);

        trial.run(Verb.TRAIN, own(table, 100), 60, 3e-3, () -> false);

        JsonNode report = trial.report();
        assertThat(report.at("/metrics/dec_ari").asDouble()).isEqualTo(1);
        assertThat(trial.printed()).doesNotContain("collapsed");

        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, table.toString());
        var lines = predicted.printed().lines().toList();
        assertThat(lines).hasSize(90).first().asString().contains("line 2: cluster ", "(mostly a) ");
        assertThat(lines.get(1)).contains("(mostly b) ");
        var demo = trial(null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("  length ", "  width ");
        assertThat(trial.file("odd.txt").lines()).hasSize(30).allMatch(line -> line.matches("row \\d+: cluster \\d .*"));

        // Thirty rows of one group are one cluster on the run's scale, and spread over all of them on their own.
        var rows = Files.readAllLines(table);
        var some = Files.write(folder.resolve("some.csv"), Stream.concat(rows.stream().limit(1), rows.stream().filter(line -> line.endsWith(",a"))).toList());
        assertThat(evaluated(own(some, null))).contains("ACC 1.0000");
        assertThat(evaluated(own(null, null))).contains("blobs.csv", "ARI 1.0000");
        assertThatThrownBy(() -> evaluated(pictures(folder))).isInstanceOf(DataException.class).hasMessageEndingWith("as the run learned from one. Name it with --csv.");
    }

    @Test
    void aRunStoppedWhileItEncodesKeepsItsNetwork() throws IOException {
        stopped(() -> true);

        assertThat(JsonMapper.shared().readTree(trial(null).file("clusters.json")).at("/names/0").asString()).isEqualTo("cluster 0");
    }

    @Test
    void aRunStoppedWhileItClustersNamesItsClusters() throws IOException {
        var asked = new AtomicBoolean();
        stopped(() -> Files.exists(folder.resolve("run/codes-before.svg")) && asked.getAndSet(true));

        assertThat(JsonMapper.shared().readTree(trial(null).file("clusters.json")).at("/names/0").asString()).startsWith("cluster 0 (mostly ");
    }

    private void stopped(BooleanSupplier stop) throws IOException {
        var table = blobs();
        var trial = trial(null);
        trial.run(Verb.TRAIN, own(table, 100_000), 30, 3e-3, stop);

        assertThat(trial.report().at("/end").asString()).isEqualTo("stopped");
        assertThat(evaluated(own(table, null))).contains("Network of " + folder.resolve("run") + ", whose run was stopped", "ACC ");
    }

    @Test
    void choosesTheNumberOfClustersWhereNobodyKnowsIt() throws IOException {
        var lines = Files.readAllLines(blobs());
        var unlabelled = Files.write(folder.resolve("unlabelled.csv"), lines.stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList());
        var trial = trial(null);

        trial.run(Verb.TRAIN, own(unlabelled, 20), 40, 3e-3, () -> false);

        assertThat(trial.printed()).contains("   3 clusters: silhouette ", "no classes known");
        assertThat(JsonMapper.shared().readTree(trial.file("clusters.json")).at("/names").size()).isEqualTo(3);
    }

    /// The convolutional autoencoder, and clustering while it reconstructs, on pictures of two kinds: dark halves to the left and on top.
    @Test
    void groupsTheUsersPicturesByConvolutions() throws IOException {
        var pictures = halves();
        var trial = trial(null);
        var own = new ClusterApplication.Own(null, null, pictures, null, Kind.CONV, true, null, 30);
        Files.createDirectory(pictures.resolve(".thumbnails"));

        trial.run(Verb.TRAIN, own, 30, null, () -> false);

        JsonNode report = trial.report();
        // Of the published program's autoencoder 32-64-128-10.
        assertThat(report.at("/parameters").asInt()).isEqualTo(275_979);
        assertThat(report.at("/metrics/dec_ari").asDouble()).isEqualTo(1);
        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, pictures.resolve("left").toString());
        assertThat(predicted.printed().lines()).hasSize(12).allMatch(line -> line.contains(": cluster ") && line.contains("(mostly left) "));

        // Of the folder alone, which says where the pictures are.
        assertThat(evaluated(own(null, null))).contains("ARI 1.0000");
        var demo = trial(null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed().lines().filter(line -> line.startsWith("The centre of cluster "))).hasSize(2);
        assertThat(trial.printed()).contains("Odd ones out");
        assertThat(trial.file("odd.txt").lines()).hasSize(24).allMatch(line -> line.matches("(left|top)/\\d+\\.png: cluster \\d .*"));

        var table = new ClusterApplication.Own(null, blobs(), null, null, Kind.CONV, false, null, 1);
        assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, table, 1, null, () -> false)).hasMessageStartingWith("--network conv: expected pictures, got the rows of a table");
    }

    @Test
    void refusesFoldersThatDoNotSayWhatBelongsTogether() throws IOException {
        var pictures = halves();
        Files.copy(pictures.resolve("left").resolve("0.png"), pictures.resolve("loose.png"));
        assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, pictures(pictures), 1, null, () -> false)).isInstanceOf(DataException.class)
                .hasMessage(pictures + ": expected pictures, or folders of pictures, got both: loose.png lies beside folders. Move it into one.");

        var few = Files.createDirectory(folder.resolve("few"));
        Files.move(pictures.resolve("loose.png"), few.resolve("0.png"));
        assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, pictures(few), 1, null, () -> false)).isInstanceOf(DataException.class)
                .hasMessage(few + ": expected 5 or more points for 2 clusters, got 1.");
    }

    /// Both fall, and weigh what the paper gives them; the clusters alone would leave the decoder as it is.
    @Test
    void jointClusteringKeepsReconstructing() {
        var random = Philox.of(1);
        var points = random.uniform(DType.FLOAT32, Shape.of(64, 784), 0, 1);
        var target = NDArray.generate(DType.FLOAT32, Shape.of(64, 10), i -> i % 11 == 0 ? 1 : 0);
        var network = ClusterNetwork.ofDigits();
        var joint = ClusterLesson.joint(network);
        var batch = new Element(List.of(points), List.of(target, points), List.of());

        var first = joint.trainOnBatch(batch);
        IntStream.range(0, 40).forEach(_ -> joint.trainOnBatch(batch));
        joint.resetMetrics();
        var last = joint.trainOnBatch(batch);

        assertThat(first.get("loss")).isCloseTo(0.1 * first.get("clusters_loss") + first.get("decoder_loss"), within(1e-5));
        assertThat(last.get("clusters_loss")).isLessThan(first.get("clusters_loss"));
        assertThat(last.get("decoder_loss")).isLessThan(0.7 * first.get("decoder_loss"));
    }

    private String evaluated(ClusterApplication.Own own) {
        var trial = trial(null);
        trial.run(Verb.EVALUATE, own, 1, null, () -> false);
        return trial.printed();
    }

    private Path halves() throws IOException {
        var random = new SplittableRandom(3);
        for (var kind : List.of("left", "top")) {
            var into = Files.createDirectories(folder.resolve("pictures").resolve(kind));
            for (int i = 0; i < 12; i++) {
                ImageFiles.savePng(NDArray.generate(DType.UINT8, Shape.of(40, 40, 1), at -> {
                    boolean dark = kind.equals("left") ? at % 40 < 20 : at / 40 < 20;
                    return (dark ? 20 : 200) + random.nextInt(40);
                }), into.resolve(i + ".png"));
            }
        }
        return folder.resolve("pictures");
    }

    /// Heaps are found; of two rings around the same centre each is cut in half by any two centres.
    @Test
    void findsHeapsAndNoRings() throws IOException {
        assertThat(made(Groups.BLOBS, 0).at("/metrics/dec_ari").asDouble()).isGreaterThan(0.9);
        assertThat(folder.resolve("run/points-synthetic.svg")).exists();
        assertThat(evaluated(own(null, null))).contains("SYNTHETIC DATA, as asked for", "generated blobs");

        assertThat(made(Groups.RINGS, 0).at("/metrics/kmeans_points_ari").asDouble()).isLessThan(0.05);
        assertThat(Stream.of(Groups.RINGS.points(3)).filter(point -> Math.hypot(point[0], point[1]) < 2)).hasSize(300);
    }

    private JsonNode made(Groups groups, long seed) throws IOException {
        var trial = trial(null);
        trial.run(Verb.TRAIN, new ClusterApplication.Own(null, null, null, groups, Kind.DENSE, false, null, 200), 20, null, seed, () -> false);
        return trial.report();
    }

    @Test
    void refusesATableWithoutFeatures() throws IOException {
        var file = Files.writeString(folder.resolve("one.csv"), "x,class\n1,a\n2,b\n");

        assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, own(file, 1), 1, null, () -> false)).isInstanceOf(DataException.class)
                .hasMessage(file + ": line 1: expected two or more columns beside class and target, got x, class.");
    }

    /// Three groups of thirty, far apart, in turn.
    private Path blobs() throws IOException {
        var random = new SplittableRandom(5);
        var lines = new ArrayList<>(List.of("length,width,height,class"));
        for (int i = 0; i < 90; i++) {
            int group = i % 3;
            lines.add(String.format(Locale.ROOT, "%.3f,%.3f,%.3f,%s", 10 * (group == 0 ? 1 : 0) + random.nextGaussian(), 10 * (group == 1 ? 1 : 0) + random.nextGaussian(),
                    100 + random.nextGaussian(), List.of("a", "b", "c").get(group)));
        }
        return Files.write(folder.resolve("blobs.csv"), lines);
    }

    private static ClusterApplication.Own own(Path csv, Integer steps) {
        return new ClusterApplication.Own(null, csv, null, null, Kind.DENSE, false, null, steps);
    }

    private static ClusterApplication.Own pictures(Path folder) {
        return new ClusterApplication.Own(null, null, folder, null, Kind.DENSE, false, null, 1);
    }

    private Trial trial(Path data) {
        return Trial.of(new ClusterApplication(), folder.resolve("run"), data);
    }
}
