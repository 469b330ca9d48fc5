package org.keras4j.apps.cluster;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Workload;
import org.keras4j.apps.cluster.ClusterNetwork.Kind;
import org.keras4j.apps.cluster.ClusterResults.Way;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.mnist.MnistApplication;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.optimizers.Adam;

/// Finds groups of digits, or of the rows of a table, without looking at labels.
public final class ClusterApplication implements Application {
    static final String NAME = "cluster";
    /// What a map needs.
    private static final int LEAST_POINTS = 5;

    // As soon as the application is known: the model of a run is also opened by `keras4j model`.
    static {
        FromKeras.register(ClusteringLayer.class);
    }

    /// @param k how many clusters; as many as there are classes, or for a table without classes chosen, if it is `null`
    /// @param limit how many of the images take part; the preset's number if it is `null`
    record Own(
            @Setting(value = "how many clusters (default: as many as classes, else chosen by silhouette)", label = "K", least = 2) @Nullable Integer k,
            @Setting(value = "cluster the rows of this table instead; a column 'class' or 'target' only scores", label = "FILE") @Nullable Path csv,
            @Setting(value = "cluster the pictures of this folder instead; folders in it only score", label = "DIR") @Nullable Path pictures,
            @Setting("cluster made-up points in a plane instead, of which the truth is known") @Nullable Groups made,
            @Setting("how points become codes: dense layers, or for pictures convolutions") Kind network,
            @Setting("go on reconstructing while clustering") boolean joint,
            @Setting(value = "use only the first N images", label = "N", least = 100) @Nullable Integer limit,
            @Setting(value = "most steps of clustering after the autoencoder has learned", label = "N", least = 1) @Nullable Integer steps) {
        Own {
            if (Stream.of(csv, pictures, made).filter(Objects::nonNull).count() > 1) {
                throw new IllegalArgumentException("--csv, --pictures and --made: expected one of them, got more.");
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Finds groups of pictures, or of a table's rows, without labels (deep embedded clustering)";
    }

    @Override
    public Record ownOptions() {
        return new Own(null, null, null, null, Kind.DENSE, false, null, null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return new MnistApplication().dataState(options, places);
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "1000", "--steps", "20");
    }

    @Override
    public List<Workload> workloads() {
        return List.of(Workload.of("app-cluster", "images", 256, () -> ClusterLesson.compiled(ClusterNetwork.ofDigits().autoencoder(), Adam.create()), size -> {
            var points = Philox.of(1).uniform(DType.FLOAT32, Shape.of(size, 784), 0, 1);
            return Element.of(points, points);
        }));
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        var data = ClusterSource.of(job).read(job);
        var clusters = clusters(own, data);
        requireEnough(data, clusters.orElse(2));
        new ClusterLesson(data, own, settings(job.options(), data.arePictures()), job, folder).run(clusters);
    }

    /// How many there ought to be; nothing where nobody knows.
    private static OptionalInt clusters(Own own, ClusterData data) {
        int classes = data.classNames().size();
        return own.k() != null ? OptionalInt.of(own.k()) : classes > 1 ? OptionalInt.of(classes) : OptionalInt.empty();
    }

    private static void requireEnough(ClusterData data, int clusters) {
        int least = Math.max(LEAST_POINTS, clusters);
        if (data.count() < least) {
            throw new DataException(data.description().location() + ": expected " + least + " or more points for " + clusters + " clusters, got " + data.count() + ".");
        }
    }

    /// Fills in what the user left open. `paper` is the original's: SGD with a rate of 1 for 300 epochs.
    private static Report.Settings settings(RunOptions options, boolean pictures) {
        int epochs = switch (options.preset()) {
            case QUICK -> pictures ? 30 : 200;
            case STANDARD -> pictures ? 100 : 500;
            case PAPER -> 300;
        };
        return Report.Settings.of(options, epochs, pictures ? 256 : 32, options.preset() == Preset.PAPER ? 1 : 1e-3);
    }

    @Override
    public void evaluate(Job job) {
        var run = EarlierRun.of(job.options(), NAME, ClusterFile.NAME);
        var form = ClusterFile.read(run).form();
        var data = ClusterSource.of(job, run, form).read(job, form);
        var network = ClusterNetwork.load(run, settings(job.options(), data.arePictures()));
        job.output().say("Network of " + run.words());
        var heldOut = data.heldOut();
        var points = heldOut != null ? heldOut.points() : data.points();
        var classes = Optional.ofNullable(heldOut != null ? heldOut.classes() : data.classes());
        new ClusterResults(List.of(new Way(heldOut != null ? "DEC, held-out points" : "DEC", "dec", network.encode(points),
                Refinement.surest(network.belongings(points)), classes))).print(job.output());
    }

    @Override
    public void predict(Job job) {
        ClusterReader.of(job, settings(job.options(), true)).predict();
    }

    @Override
    public void demo(Job job) {
        ClusterReader.of(job, settings(job.options(), true)).demo();
    }
}
