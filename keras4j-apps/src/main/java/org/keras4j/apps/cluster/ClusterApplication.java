package org.keras4j.apps.cluster;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.analysis.KMeans;
import org.keras4j.apps.Application;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.cluster.ClusterNetwork.Kind;
import org.keras4j.apps.cluster.ClusterResults.Way;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.mnist.MnistApplication;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.losses.Losses;
import org.keras4j.models.Compile;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Adam;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.SGD;
import org.keras4j.plots.Curves;

/// Finds groups of digits, or of the rows of a table, without looking at labels.
public final class ClusterApplication implements Application {
    static final String NAME = "cluster";
    private static final int MOST_CLUSTERS = 15;
    /// A cluster with less than this share of an equal one has collapsed.
    private static final double COLLAPSED = 0.05;
    /// What a map needs.
    private static final int LEAST_POINTS = 5;
    private static final String ODD_FILE = "odd.txt";
    private static final int SAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        return List.of(Workload.of("app-cluster", "images", 256, () -> compiled(ClusterNetwork.ofDigits().autoencoder(), Adam.create()), size -> {
            var points = Philox.of(1).uniform(DType.FLOAT32, Shape.of(size, 784), 0, 1);
            return Element.of(points, points);
        }));
    }

    // ---- train -----------------------------------------------------------------------------------------------------

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        var data = ClusterSource.of(job).read(job);
        var expected = expected(own, data);
        requireEnough(data, expected.orElse(2));
        var settings = settings(job.options(), data.arePictures());
        long seed = settings.seed();

        var unfinished = Unfinished.in(folder, NAME, settings, own, data.description());
        var network = ClusterNetwork.create(data, own.network(), expected.orElse(10), settings);
        var training = learnToEncode(network.autoencoder(), data, settings, job, unfinished.part("autoencoder"), so -> {
            network.save(folder);
            // Until they have been looked for, clusters have numbers.
            new ClusterFile(data.form(), IntStream.range(0, (int) network.centres().size(0)).mapToObj(c -> "cluster " + c).toList()).write(folder);
            folder.report(report(settings, so, data, network), job.own());
        });
        job.output().say(training.words(data.count()));
        if (training.end() == Report.End.STOPPED) {
            job.output().say(folder.written());
            unfinished.end(job);
            return;
        }
        var codes = network.encode(data.points());
        int k = expected.isPresent() ? expected.getAsInt() : chosen(codes, seed, job);
        var clustered = k == network.centres().size(0) ? network : network.clusters(k);

        var classes = Optional.ofNullable(data.classes());
        var onPoints = kMeans("the points", data.points(), k, seed, job);
        var onCodes = kMeans("their codes", codes, k, seed, job);
        clustered.centres(onCodes.centres());
        var before = new ClusterPlots(data, clustered, clustered.belongings(data.points()), codes);
        folder.plot("codes-before", before.map("Codes before clustering (t-SNE)", codes), data.description().origin());
        var outcome = Refinement.of(steps(job.options(), own, data)).run(clustered, stepping(clustered, own.joint()), data.points(), onCodes.labels(), seed, job,
                unfinished.part("clusters"));
        clustered.save(folder);

        var refined = clustered.encode(data.points());
        var ways = new ArrayList<>(List.of(
                new Way(data.arePictures() ? "k-means on pixels" : "k-means on columns", "kmeans_points", data.points(), onPoints.labels(), classes),
                new Way("k-means on codes", "kmeans_codes", codes, onCodes.labels(), classes)));
        var heldOut = data.heldOut();
        if (heldOut != null) {
            ways.add(new Way("DEC, held-out points", "dec_held_out", clustered.encode(heldOut.points()),
                    Refinement.surest(clustered.belongings(heldOut.points())), Optional.of(heldOut.classes())));
        }
        ways.add(new Way("DEC", "dec", refined, outcome.labels(), classes));
        var results = new ClusterResults(ways);
        results.print(job.output());
        job.output().say(String.format(Locale.ROOT, "%,d steps of clustering in %.1f s; %.2f %% of the points changed their cluster at the last look",
                outcome.steps(), outcome.seconds(), 100 * outcome.change()));
        sayCollapsed(outcome.labels(), k, job);

        var file = new ClusterFile(data.form(), names(data, outcome.labels(), k));
        file.write(folder);
        var belongings = clustered.belongings(data.points());
        var odd = OddOnes.of(belongings, ClusterPlots.ODD).lines(data, file);
        folder.write(ODD_FILE, String.join("\n", odd) + "\n");
        job.output().say("Odd ones out, which belong to no cluster clearly:");
        odd.stream().limit(SAMPLES).forEach(line -> job.output().say("  " + line));
        var report = report(settings, training, data, clustered).scored(results.scores().put("dec_steps", outcome.steps())
                .put("dec_last_change", outcome.change()).put("dec_seconds", outcome.seconds()));
        folder.report(outcome.end() == Report.End.STOPPED ? report.stopped() : report, job.own());
        folder.plot("curves", Curves.of("The autoencoder's error", training.history()), data.description().origin());
        new ClusterPlots(data, clustered, belongings, refined).into(folder);
        job.output().say(folder.written());
        unfinished.end(job);
    }

    /// Says now and then how far it is, and ends early when the job asks for that: with many points it takes minutes.
    private static KMeans.Result kMeans(String what, NDArray points, int k, long seed, Job job) {
        var means = KMeans.of(k, seed);
        job.output().tell("k-means on " + what + ", " + means.restarts() + " starts");
        var told = new AtomicLong(System.nanoTime());
        return means.fit(points, done -> {
            if (System.nanoTime() - told.get() > PATIENCE.toNanos()) {
                job.output().tell("  " + done + " of " + means.restarts() + " starts done");
                told.set(System.nanoTime());
            }
            return !job.stopRequested().getAsBoolean();
        });
    }

    /// How many clusters there ought to be; nothing where nobody knows.
    private static OptionalInt expected(Own own, ClusterData data) {
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

    private static int steps(RunOptions options, Own own, ClusterData data) {
        return own.steps() != null ? own.steps() : !data.arePictures() ? 1000 : options.preset() == Preset.QUICK ? 2000 : 8000;
    }

    private static Training learnToEncode(Model autoencoder, ClusterData data, Report.Settings settings, Job job, Unfinished.Part part,
            Consumer<Training> saving) {
        compiled(autoencoder, settings.preset() == Preset.PAPER ? SGD.of(settings.learningRate()).momentum(0.9) : Adam.of(settings.learningRate()));
        var fit = Fit.epochs(settings.epochs()).batchSize(settings.batchSize()).seed(settings.seed());
        return Training.of(autoencoder, Element.of(data.points(), data.points()), fit, settings, "points", job, part, saving);
    }

    private static Model compiled(Model autoencoder, Optimizer optimizer) {
        autoencoder.compile(optimizer, Losses.meanSquaredError());
        return autoencoder;
    }

    /// With the losses of the originals.
    static Refinement.Step stepping(ClusterNetwork network, boolean joint) {
        if (joint) {
            return new Refinement.Step(joint(network), (points, target) -> new Element(List.of(points), List.of(target, points), List.of()));
        }
        network.clustering().compile(SGD.of(0.01).momentum(0.9), Losses.klDivergence());
        return new Refinement.Step(network.clustering(), (points, target) -> Element.of(points, target));
    }

    /// Clusters and reconstruction, with losses weighted 0.1 : 1.
    static Model joint(ClusterNetwork network) {
        var both = network.joint();
        both.compile(Compile.with(Adam.create()).loss("clusters", Losses.klDivergence()).loss("decoder", Losses.meanSquaredError()).lossWeight("clusters", 0.1));
        return both;
    }

    private static int chosen(NDArray codes, long seed, Job job) {
        job.output().say("How many clusters? k-means on the codes:");
        return ClusterResults.choose(codes, 2, (int) Math.min(MOST_CLUSTERS, codes.size(0) - 1), seed, job.output());
    }

    private static void sayCollapsed(int[] labels, int k, Job job) {
        for (int c = 0; c < k; c++) {
            int cluster = c;
            long size = IntStream.of(labels).filter(label -> label == cluster).count();
            if (size < COLLAPSED * labels.length / k) {
                job.output().say(String.format(Locale.ROOT, "Cluster %d has collapsed: it holds %d of %,d points.", c, size, labels.length));
            }
        }
    }

    /// For people only: what most of a cluster's points are.
    private static List<String> names(ClusterData data, int[] labels, int k) {
        int[] classes = data.classes();
        return IntStream.range(0, k).mapToObj(c -> {
            if (classes == null) {
                return "cluster " + c;
            }
            var counts = IntStream.range(0, labels.length).filter(i -> labels[i] == c).boxed()
                    .collect(Collectors.groupingBy(i -> classes[i], TreeMap::new, Collectors.counting()));
            return "cluster " + c + counts.entrySet().stream().max(Map.Entry.comparingByValue())
                    .map(most -> " (mostly " + data.classNames().get(most.getKey()) + ")").orElse(" (empty)");
        }).toList();
    }

    private static Report report(Report.Settings settings, Training training, ClusterData data, ClusterNetwork network) {
        return Report.of(NAME, settings, data.description(), network.encoder().countParams() + network.decoder().countParams(), training);
    }

    // ---- the other verbs -------------------------------------------------------------------------------------------

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
