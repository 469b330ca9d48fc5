package org.keras4j.analysis;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Groups points around means (Lloyd 1982), each start by greedy k-means++ (Arthur and Vassilvitskii 2007): settings, and `fit`.
///
/// The result is a function of points, settings and seed alone.
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
        var points = Points.of(x, clusters, "KMeans");
        double tolerance = TOLERANCE * variance(points);
        return IntStream.range(0, restarts).mapToObj(start -> run(points, new SplittableRandom(seed * 1_000_003 + start), tolerance))
                .min(Comparator.comparingDouble(Result::inertia)).orElseThrow();
    }

    private Result run(Points points, SplittableRandom random, double tolerance) {
        float[] centres = start(points, random);
        var labels = new int[points.count()];
        var distances = new double[points.count()];
        int step = 0;
        boolean moves = true;
        while (moves && step < steps) {
            nearest(points, centres, labels, distances);
            float[] means = means(points, labels, distances);
            double moved = Points.squaredDistance(means, 0, centres, 0, centres.length);
            centres = means;
            moves = moved > tolerance;
            step++;
        }
        nearest(points, centres, labels, distances);
        return new Result(NDArray.of(Shape.of(clusters, points.size()), centres), labels, DoubleStream.of(distances).sum(), step);
    }

    // ---- a start ---------------------------------------------------------------------------------------------------

    /// Each centre is a point drawn by its squared distance to those that there are, the best of some draws.
    private float[] start(Points points, SplittableRandom random) {
        int draws = 2 + (int) Math.log(clusters);
        var centres = new float[clusters * points.size()];
        var distances = new double[points.count()];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        distances = put(points, random.nextInt(points.count()), 0, centres, distances);
        for (int c = 1; c < clusters; c++) {
            double all = DoubleStream.of(distances).sum();
            int best = 0;
            double[] bestDistances = distances;
            double least = Double.POSITIVE_INFINITY;
            for (int draw = 0; draw < draws; draw++) {
                int candidate = drawn(distances, random.nextDouble() * all);
                double[] with = put(points, candidate, c, centres, distances);
                double inertia = DoubleStream.of(with).sum();
                if (inertia < least) {
                    least = inertia;
                    best = candidate;
                    bestDistances = with;
                }
            }
            distances = bestDistances;
            System.arraycopy(points.values(), best * points.size(), centres, c * points.size(), points.size());
        }
        return centres;
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

    /// Makes a point the centre `c`, and answers the distances to the nearest centre with it.
    private static double[] put(Points points, int point, int c, float[] centres, double[] distances) {
        System.arraycopy(points.values(), point * points.size(), centres, c * points.size(), points.size());
        return IntStream.range(0, points.count()).parallel().mapToDouble(i -> Math.min(distances[i], points.squaredDistance(i, point))).toArray();
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
    private float[] means(Points points, int[] labels, double[] distances) {
        int size = points.size();
        var sums = new double[clusters * size];
        var counts = new int[clusters];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            int at = labels[i] * size;
            for (int d = 0; d < size; d++) {
                sums[at + d] += points.values()[i * size + d];
            }
        }
        var means = new float[sums.length];
        for (int c = 0; c < clusters; c++) {
            if (counts[c] == 0) {
                int farthest = farthest(distances);
                distances[farthest] = 0;
                System.arraycopy(points.values(), farthest * size, means, c * size, size);
            } else {
                for (int d = 0; d < size; d++) {
                    means[c * size + d] = (float) (sums[c * size + d] / counts[c]);
                }
            }
        }
        return means;
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
