package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.analysis.ClusteringScores;
import org.keras4j.analysis.KMeans;
import org.keras4j.apps.Output;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.Scores;
import org.keras4j.engine.tensor.NDArray;

/// What was found, each way of clustering with its scores. Classes only score here: nothing was chosen by them.
///
/// @param ways the simple ones first
record ClusterResults(List<Way> ways) {
    private static final int SILHOUETTE_POINTS = 3000;

    /// @param name for people
    /// @param key of its scores in the report
    /// @param space the points among which the clusters were looked for
    /// @param labels the cluster of each
    /// @param classes of the points; empty where nobody knows
    record Way(String name, String key, NDArray space, int[] labels, Optional<int[]> classes) {

        Optional<ClusteringScores> scores() {
            return classes.map(known -> ClusteringScores.of(known, labels));
        }

        /// Over some points only, since its time grows with their square; empty when they are all in one cluster.
        OptionalDouble silhouette() {
            int[] some = ClusterData.spread(labels.length, SILHOUETTE_POINTS);
            int[] theirs = IntStream.of(some).map(i -> labels[i]).toArray();
            return IntStream.of(theirs).distinct().count() < 2 ? OptionalDouble.empty() : OptionalDouble.of(ClusteringScores.silhouette(space.take(some), theirs));
        }

        OptionalDouble daviesBouldin() {
            return IntStream.of(labels).distinct().count() < 2 ? OptionalDouble.empty() : OptionalDouble.of(ClusteringScores.daviesBouldin(space, labels));
        }
    }

    void print(Output output) {
        output.say("Clusters found without labels; ACC by the best assignment of clusters to classes, NMI with the arithmetic mean, ARI,");
        output.say("and without any class: silhouette (more is better) and Davies–Bouldin (less is better), each among the points where the clusters were looked for.");
        int width = ways.stream().mapToInt(way -> way.name.length()).max().orElse(0);
        for (var way : ways) {
            String known = way.scores().map(s -> String.format(Locale.ROOT, "ACC %.4f  NMI %.4f  ARI %.4f", s.accuracy(), s.nmi(), s.ari())).orElse("no classes known");
            output.say("  " + way.name + " ".repeat(width - way.name.length()) + "  " + known + number("  silhouette ", way.silhouette())
                    + number("  Davies–Bouldin ", way.daviesBouldin()));
        }
    }

    /// The scores of the last way first.
    Scores scores() {
        var scores = new Scores();
        for (var way : ways.reversed()) {
            way.scores().ifPresent(known -> scores
                    .put(way.key + "_accuracy", known.accuracy(), Interval.ofShare(Math.round(known.accuracy() * way.labels.length), way.labels.length))
                    .put(way.key + "_nmi", known.nmi())
                    .put(way.key + "_ari", known.ari()));
            way.silhouette().ifPresent(value -> scores.put(way.key + "_silhouette", value));
            way.daviesBouldin().ifPresent(value -> scores.put(way.key + "_davies_bouldin", value));
        }
        return scores;
    }

    /// The number of clusters from `least` to `most` whose k-means has the largest silhouette; each is printed.
    static int choose(NDArray codes, int least, int most, long seed, Output output) {
        int best = least;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = least; k <= most; k++) {
            var found = new KMeans(k, 5, 100, seed).fit(codes);
            double silhouette = new Way("", "", codes, found.labels(), Optional.empty()).silhouette().orElse(-1);
            output.say(String.format(Locale.ROOT, "  %2d clusters: silhouette %.4f", k, silhouette));
            if (silhouette > largest) {
                largest = silhouette;
                best = k;
            }
        }
        return best;
    }

    private static String number(String name, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%s%.3f", name, value.getAsDouble()) : "";
    }
}
