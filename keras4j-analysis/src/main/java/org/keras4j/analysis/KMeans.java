package org.keras4j.analysis;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Groups points around means (Lloyd 1982), each start by greedy k-means++ (Arthur and Vassilvitskii 2007): settings, and `fit`.
///
/// The same points, settings and seed give the same result, on the same machine with as many threads.
///
/// @param clusters how many groups
/// @param restarts how many starts are tried; the result with the least inertia is kept
/// @param steps most steps of each
/// @param seed of the starts
public record KMeans(int clusters, int restarts, int steps, long seed) {
    /// A start has ended once the centres move less than this, relative to the variance of the features.
    private static final double TOLERANCE = 1e-4;

    public KMeans {
        if (clusters < 1 || restarts < 1 || steps < 1) {
            throw new IllegalArgumentException("KMeans: expected clusters, restarts and steps of 1 or more, got " + clusters + ", " + restarts + " and " + steps + ".");
        }
    }

    /// With 20 restarts of up to 300 steps.
    public static KMeans of(int clusters, long seed) {
        return new KMeans(clusters, 20, 300, seed);
    }

    /// @param centres float32 `[clusters, features]`
    /// @param labels the cluster of each point
    /// @param inertia the sum of squared distances to the centres
    /// @param steps that the kept start took
    public record Result(NDArray centres, int[] labels, double inertia, int steps) {

        /// {@return the cluster of each of these points, which is that of the nearest centre}
        public int[] predict(NDArray x) {
            var points = Points.of(x, 1, "KMeans");
            if (points.size() != centres.size(1)) {
                throw new IllegalArgumentException("KMeans: expected points with " + centres.size(1) + " features, as its centres have, got " + x.shape() + ".");
            }
            var labels = new int[points.count()];
            nearest(points, centres.toFloatArray(), labels, new double[points.count()]);
            return labels;
        }
    }

    /// @param x points `[count, features]`
    /// @throws IllegalArgumentException if there are fewer points than clusters
    public Result fit(NDArray x) {
        return fit(x, _ -> true);
    }

    /// Finds the clusters of points `[count, features]`.
    ///
    /// @param goesOn asked after each start, with how many are done, whether to try another one
    public Result fit(NDArray x, IntPredicate goesOn) {
        var points = Points.of(x, clusters, "KMeans");
        double tolerance = TOLERANCE * variance(points);
        try (var distances = new Distances(points, Math.max(clusters, draws()))) {
            var best = run(points, distances, new SplittableRandom(seed * 1_000_003), tolerance);
            for (int start = 1; start < restarts && goesOn.test(start); start++) {
                var result = run(points, distances, new SplittableRandom(seed * 1_000_003 + start), tolerance);
                best = result.inertia < best.inertia ? result : best;
            }
            return best;
        }
    }

    private Result run(Points points, Distances distances, SplittableRandom random, double tolerance) {
        float[] centres = start(points, distances, random);
        int step = 0;
        boolean moves = true;
        while (moves && step < steps) {
            float[] means = means(points, distances.to(centres));
            double moved = Points.squaredDistance(means, 0, centres, 0, centres.length);
            centres = means;
            moves = moved > tolerance;
            step++;
        }
        var labels = new int[points.count()];
        var nearest = new double[points.count()];
        nearest(points, centres, labels, nearest);
        return new Result(NDArray.of(Shape.of(clusters, points.size()), centres), labels, DoubleStream.of(nearest).sum(), step);
    }

    // ---- a start ---------------------------------------------------------------------------------------------------

    /// How many points are tried for each centre but the first.
    private int draws() {
        return 2 + (int) Math.log(clusters);
    }

    /// Each centre is a point drawn by its squared distance to those that there are, the best of some draws.
    private float[] start(Points points, Distances distances, SplittableRandom random) {
        var centres = new float[clusters * points.size()];
        var nearest = new double[points.count()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int[] candidates = {random.nextInt(points.count())};
        for (int c = 0; c < clusters; c++) {
            if (c > 0) {
                double all = DoubleStream.of(nearest).sum();
                candidates = IntStream.range(0, draws()).map(_ -> drawn(nearest, random.nextDouble() * all)).toArray();
            }
            var table = distances.to(rows(points, candidates));
            int best = best(table, nearest);
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = Math.min(nearest[i], table.at(i, best));
            }
            System.arraycopy(points.values(), candidates[best] * points.size(), centres, c * points.size(), points.size());
        }
        return centres;
    }

    private static float[] rows(Points points, int[] chosen) {
        var rows = new float[chosen.length * points.size()];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(points.values(), chosen[i] * points.size(), rows, i * points.size(), points.size());
        }
        return rows;
    }

    /// The candidate with which the least inertia is left.
    private static int best(Distances.Table table, double[] nearest) {
        var left = new double[table.otherSquares().length];
        for (int i = 0; i < nearest.length; i++) {
            for (int c = 0; c < left.length; c++) {
                left[c] += Math.min(nearest[i], table.at(i, c));
            }
        }
        return IntStream.range(0, left.length).boxed().min(Comparator.comparingDouble(c -> left[c])).orElseThrow();
    }

    private static int drawn(double[] weights, double at) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            if (sum > at) {
                return i;
            }
        }
        return weights.length - 1;
    }

    // ---- a step ----------------------------------------------------------------------------------------------------

    private static void nearest(Points points, float[] centres, int[] labels, double[] distances) {
        int size = points.size();
        IntStream.range(0, points.count()).parallel().forEach(i -> {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c * size < centres.length; c++) {
                double distance = Points.squaredDistance(points.values(), i * size, centres, c * size, size);
                if (distance < least) {
                    least = distance;
                    labels[i] = c;
                }
            }
            distances[i] = least;
        });
    }

    /// The mean of each cluster; one without points takes the point that is farthest from its centre, which no other may take.
    private float[] means(Points points, Distances.Table table) {
        int size = points.size();
        int[] labels = IntStream.range(0, points.count()).parallel().map(table::nearest).toArray();
        var means = new float[clusters * size];
        // Each cluster by one thread, in the order of the points: sums that don't depend on the number of threads.
        var counts = IntStream.range(0, clusters).parallel().map(c -> mean(points, labels, c, means)).toArray();
        if (IntStream.of(counts).allMatch(count -> count > 0)) {
            return means;
        }
        double[] distances = IntStream.range(0, labels.length).mapToDouble(i -> table.at(i, labels[i])).toArray();
        for (int c = 0; c < clusters; c++) {
            if (counts[c] == 0) {
                int farthest = farthest(distances);
                distances[farthest] = 0;
                System.arraycopy(points.values(), farthest * size, means, c * size, size);
            }
        }
        return means;
    }

    /// Writes the mean of a cluster, and answers how many points it has.
    private static int mean(Points points, int[] labels, int cluster, float[] means) {
        int size = points.size();
        var sums = new double[size];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == cluster) {
                count++;
                for (int d = 0; d < size; d++) {
                    sums[d] += points.values()[i * size + d];
                }
            }
        }
        for (int d = 0; d < size; d++) {
            means[cluster * size + d] = (float) (sums[d] / count);
        }
        return count;
    }

    private static int farthest(double[] distances) {
        return IntStream.range(0, distances.length).boxed().max(Comparator.comparingDouble(i -> distances[i])).orElseThrow();
    }

    /// The mean over features.
    private static double variance(Points points) {
        var sums = new double[points.size()];
        var squares = new double[points.size()];
        for (int i = 0; i < points.values().length; i++) {
            double value = points.values()[i];
            sums[i % sums.length] += value;
            squares[i % sums.length] += value * value;
        }
        double n = points.count();
        return IntStream.range(0, sums.length).mapToDouble(d -> squares[d] / n - sums[d] / n * (sums[d] / n)).average().orElse(0);
    }
}
