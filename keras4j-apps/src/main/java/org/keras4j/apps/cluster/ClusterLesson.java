package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.analysis.KMeans;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.cluster.ClusterResults.Way;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.losses.Losses;
import org.keras4j.models.Compile;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Adam;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.SGD;
import org.keras4j.plots.Curves;

/// A run: an autoencoder learns to write the points down in few numbers, clusters are found among these codes and refined, and are compared with simpler ones.
record ClusterLesson(ClusterData data, ClusterApplication.Own own, Report.Settings settings, Job job, RunFolder folder) {
    /// Until they have been looked for.
    private static final int USUAL_CLUSTERS = 10;
    private static final int MOST_CLUSTERS = 15;
    /// A cluster with less than this share of an equal one has collapsed.
    private static final double COLLAPSED = 0.05;
    private static final String ODD_FILE = "odd.txt";
    private static final int SAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @param wanted how many clusters; if empty, the number whose silhouette is largest
    void run(OptionalInt wanted) {
        var unfinished = Unfinished.in(folder, ClusterApplication.NAME, settings, own, data.description());
        var network = ClusterNetwork.create(data, own.network(), wanted.orElse(USUAL_CLUSTERS), settings);
        var training = learnToEncode(network, unfinished.part("autoencoder"));
        job.output().say(training.words(data.count()));
        if (training.end() == Report.End.COMPLETE) {
            cluster(network, wanted, training, unfinished.part("clusters"));
        }
        job.output().say(folder.written());
        unfinished.end(job);
    }

    // ---- the autoencoder -------------------------------------------------------------------------------------------

    private Training learnToEncode(ClusterNetwork network, Unfinished.Part part) {
        double rate = settings.learningRate();
        var autoencoder = compiled(network.autoencoder(), settings.preset() == Preset.PAPER ? SGD.of(rate).momentum(0.9) : Adam.of(rate));
        return Fitting.of(settings, job).goingOn(part).saving(so -> {
            network.save(folder);
            new ClusterFile(data.form(), IntStream.range(0, (int) network.centres().size(0)).mapToObj(c -> "cluster " + c).toList()).write(folder);
            folder.report(report(network, so), job.own());
        }).run(autoencoder, Samples.of("points", Element.of(data.points(), data.points())));
    }

    static Model compiled(Model autoencoder, Optimizer optimizer) {
        autoencoder.compile(optimizer, Losses.meanSquaredError());
        return autoencoder;
    }

    private Report report(ClusterNetwork network, Training training) {
        return Report.of(ClusterApplication.NAME, settings, data.description(), network.encoder().countParams() + network.decoder().countParams(), training);
    }

    // ---- the clusters ----------------------------------------------------------------------------------------------

    private void cluster(ClusterNetwork learned, OptionalInt wanted, Training training, Unfinished.Part part) {
        var codes = learned.encode(data.points());
        int k = wanted.isPresent() ? wanted.getAsInt() : chosen(codes);
        var network = k == learned.centres().size(0) ? learned : learned.clusters(k);
        var onPoints = kMeans("the points", data.points(), k);
        var onCodes = kMeans("their codes", codes, k);
        network.centres(onCodes.centres());
        folder.plot("codes-before", new ClusterPlots(data, network, network.belongings(data.points()), codes).map("Codes before clustering (t-SNE)", codes),
                data.description().origin());
        var outcome = Refinement.of(steps()).run(network, stepping(network, own.joint()), data.points(), onCodes.labels(), settings.seed(), job, part);
        network.save(folder);

        var results = results(network, onPoints.labels(), codes, onCodes.labels(), outcome.labels());
        results.print(job.output());
        job.output().say(String.format(Locale.ROOT, "%,d steps of clustering in %.1f s; %.2f %% of the points changed their cluster at the last look",
                outcome.steps(), outcome.seconds(), 100 * outcome.change()));
        sayCollapsed(outcome.labels(), k);
        var belongings = network.belongings(data.points());
        describe(outcome.labels(), belongings);
        var report = report(network, training).scored(results.scores()
                .put("dec_steps", outcome.steps()).put("dec_last_change", outcome.change()).put("dec_seconds", outcome.seconds()));
        folder.report(outcome.end() == Report.End.STOPPED ? report.stopped() : report, job.own());
        folder.plot("curves", Curves.of("The autoencoder's error", training.history()), data.description().origin());
        new ClusterPlots(data, network, belongings, network.encode(data.points())).into(folder);
    }

    private int chosen(NDArray codes) {
        job.output().say("How many clusters? k-means on the codes:");
        return ClusterResults.choose(codes, 2, (int) Math.min(MOST_CLUSTERS, codes.size(0) - 1), settings.seed(), job.output());
    }

    /// Says now and then how far it is, and ends early when the job asks for that: with many points it takes minutes.
    private KMeans.Result kMeans(String what, NDArray points, int k) {
        var means = KMeans.of(k, settings.seed());
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

    private int steps() {
        return own.steps() != null ? own.steps() : !data.arePictures() ? 1000 : settings.preset() == Preset.QUICK ? 2000 : 8000;
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

    // ---- what was found --------------------------------------------------------------------------------------------

    /// @param onPoints the clusters of k-means on the points as they are
    /// @param codes before they were refined
    /// @param onCodes the clusters of k-means on these
    /// @param refined the clusters in the end
    private ClusterResults results(ClusterNetwork network, int[] onPoints, NDArray codes, int[] onCodes, int[] refined) {
        var classes = Optional.ofNullable(data.classes());
        var ways = new ArrayList<>(List.of(
                new Way(data.arePictures() ? "k-means on pixels" : "k-means on columns", "kmeans_points", data.points(), onPoints, classes),
                new Way("k-means on codes", "kmeans_codes", codes, onCodes, classes)));
        var heldOut = data.heldOut();
        if (heldOut != null) {
            ways.add(new Way("DEC, held-out points", "dec_held_out", network.encode(heldOut.points()),
                    Refinement.surest(network.belongings(heldOut.points())), Optional.of(heldOut.classes())));
        }
        ways.add(new Way("DEC", "dec", network.encode(data.points()), refined, classes));
        return new ClusterResults(ways);
    }

    private void sayCollapsed(int[] labels, int k) {
        for (int c = 0; c < k; c++) {
            int cluster = c;
            long size = IntStream.of(labels).filter(label -> label == cluster).count();
            if (size < COLLAPSED * labels.length / k) {
                job.output().say(String.format(Locale.ROOT, "Cluster %d has collapsed: it holds %d of %,d points.", c, size, labels.length));
            }
        }
    }

    /// Writes what the clusters are called and which points are in none of them clearly.
    private void describe(int[] labels, NDArray belongings) {
        var file = new ClusterFile(data.form(), names(labels, (int) belongings.size(1)));
        file.write(folder);
        var odd = OddOnes.of(belongings, ClusterPlots.ODD).lines(data, file);
        folder.write(ODD_FILE, String.join("\n", odd) + "\n");
        job.output().say("Odd ones out, which belong to no cluster clearly:");
        odd.stream().limit(SAMPLES).forEach(line -> job.output().say("  " + line));
    }

    /// For people only: what most of a cluster's points are.
    private List<String> names(int[] labels, int k) {
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
}
