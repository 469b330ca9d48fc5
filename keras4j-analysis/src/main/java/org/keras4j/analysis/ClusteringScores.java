package org.keras4j.analysis;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// How well clusters agree with known classes. The numbering of clusters doesn't matter.
///
/// @param accuracy the share of points in the right class, when clusters are assigned to classes in the best way, one to one (ACC)
/// @param nmi normalized mutual information, with the arithmetic mean of both entropies in the denominator
/// @param ari adjusted Rand index (Hubert and Arabie 1985): 0 by chance, 1 when they agree
public record ClusteringScores(double accuracy, double nmi, double ari) {

    /// @param classes of the points, from 0
    /// @param clusters of the points, from 0; there may be more or fewer of them than classes
    public static ClusteringScores of(int[] classes, int[] clusters) {
        long[][] counts = contingency(classes, clusters);
        return new ClusteringScores(accuracy(counts, classes.length), nmi(counts, classes.length), ari(counts, classes.length));
    }

    /// {@return the class of each cluster in the best assignment, -1 for clusters too many}
    public static int[] assignment(int[] classes, int[] clusters) {
        return Assignment.best(asGains(contingency(classes, clusters)));
    }

    /// How much nearer points are to their own cluster than to the next one, the mean over all (Rousseeuw 1987): from -1 to 1, no classes
    /// needed. Time grows with the square of the count.
    ///
    /// @param x points `[count, features]` in 2 or more clusters
    public static double silhouette(NDArray x, int[] clusters) {
        var points = Points.of(x, 2, "silhouette");
        long[] sizes = sizes(points, clusters);
        return IntStream.range(0, points.count()).parallel().mapToObj(i -> {
            var sums = new double[sizes.length];
            for (int j = 0; j < points.count(); j++) {
                sums[clusters[j]] += Math.sqrt(points.squaredDistance(i, j));
            }
            int own = clusters[i];
            if (sizes[own] < 2) {
                return 0.0;
            }
            double inside = sums[own] / (sizes[own] - 1);
            double outside = IntStream.range(0, sizes.length).filter(c -> c != own && sizes[c] > 0).mapToDouble(c -> sums[c] / sizes[c]).min().orElseThrow();
            return (outside - inside) / Math.max(inside, outside);
        }).collect(Collectors.toList()).stream().mapToDouble(value -> value).average().orElseThrow();
    }

    /// How large clusters are against the distance of their centres, the mean over clusters of the worst pair (Davies and Bouldin 1979):
    /// less is better, no classes needed.
    ///
    /// @param x points `[count, features]` in 2 or more clusters
    public static double daviesBouldin(NDArray x, int[] clusters) {
        var points = Points.of(x, 2, "daviesBouldin");
        long[] sizes = sizes(points, clusters);
        int[] used = IntStream.range(0, sizes.length).filter(c -> sizes[c] > 0).toArray();
        var centres = new double[sizes.length][points.size()];
        for (int i = 0; i < points.values().length; i++) {
            int cluster = clusters[i / points.size()];
            centres[cluster][i % points.size()] += points.values()[i] / (double) sizes[cluster];
        }
        var spread = new double[sizes.length];
        for (int i = 0; i < points.count(); i++) {
            double sum = 0;
            for (int d = 0; d < points.size(); d++) {
                double difference = points.values()[i * points.size() + d] - centres[clusters[i]][d];
                sum += difference * difference;
            }
            spread[clusters[i]] += Math.sqrt(sum) / sizes[clusters[i]];
        }
        return IntStream.of(used).mapToDouble(a -> IntStream.of(used).filter(b -> b != a)
                .mapToDouble(b -> (spread[a] + spread[b]) / distance(centres[a], centres[b])).max().orElseThrow()).average().orElseThrow();
    }

    // ---- against classes -------------------------------------------------------------------------------------------

    /// How many points of each cluster are of each class: `[clusters, classes]`.
    private static long[][] contingency(int[] classes, int[] clusters) {
        if (classes.length != clusters.length || classes.length == 0) {
            throw new IllegalArgumentException("ClusteringScores: expected a class and a cluster of each point, got " + classes.length + " and " + clusters.length + ".");
        }
        var counts = new long[1 + IntStream.of(clusters).max().orElseThrow()][1 + IntStream.of(classes).max().orElseThrow()];
        for (int i = 0; i < classes.length; i++) {
            counts[clusters[i]][classes[i]]++;
        }
        return counts;
    }

    private static double[][] asGains(long[][] counts) {
        return Stream.of(counts).map(row -> LongStream.of(row).asDoubleStream().toArray()).toArray(double[][]::new);
    }

    private static double accuracy(long[][] counts, int n) {
        int[] classOf = Assignment.best(asGains(counts));
        return IntStream.range(0, counts.length).filter(c -> classOf[c] >= 0).mapToLong(c -> counts[c][classOf[c]]).sum() / (double) n;
    }

    private static double nmi(long[][] counts, int n) {
        long[] rows = rowSums(counts);
        long[] columns = columnSums(counts);
        double mutual = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (counts[i][j] > 0) {
                    mutual += counts[i][j] / (double) n * Math.log((double) counts[i][j] * n / ((double) rows[i] * columns[j]));
                }
            }
        }
        double mean = (entropy(rows, n) + entropy(columns, n)) / 2;
        return mean == 0 ? 1 : mutual / mean;
    }

    private static double entropy(long[] counts, int n) {
        return -LongStream.of(counts).filter(count -> count > 0).mapToDouble(count -> count / (double) n * Math.log(count / (double) n)).sum();
    }

    private static double ari(long[][] counts, int n) {
        double together = Stream.of(counts).flatMapToLong(LongStream::of).mapToDouble(ClusteringScores::pairs).sum();
        double rows = LongStream.of(rowSums(counts)).mapToDouble(ClusteringScores::pairs).sum();
        double columns = LongStream.of(columnSums(counts)).mapToDouble(ClusteringScores::pairs).sum();
        double chance = n < 2 ? 0 : rows * columns / pairs(n);
        double most = (rows + columns) / 2;
        return most == chance ? 1 : (together - chance) / (most - chance);
    }

    private static double pairs(long count) {
        return count * (count - 1) / 2.0;
    }

    private static long[] rowSums(long[][] counts) {
        return Stream.of(counts).mapToLong(row -> LongStream.of(row).sum()).toArray();
    }

    private static long[] columnSums(long[][] counts) {
        return IntStream.range(0, counts[0].length).mapToLong(j -> Stream.of(counts).mapToLong(row -> row[j]).sum()).toArray();
    }

    // ---- without classes -------------------------------------------------------------------------------------------

    private static long[] sizes(Points points, int[] clusters) {
        if (clusters.length != points.count()) {
            throw new IllegalArgumentException("ClusteringScores: expected a cluster of each of " + points.count() + " points, got " + clusters.length + ".");
        }
        var sizes = new long[1 + IntStream.of(clusters).max().orElse(0)];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        if (LongStream.of(sizes).filter(size -> size > 0).count() < 2) {
            throw new IllegalArgumentException("ClusteringScores: expected points in 2 or more clusters, got all in one.");
        }
        return sizes;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length).mapToDouble(d -> (a[d] - b[d]) * (a[d] - b[d])).sum());
    }
}
