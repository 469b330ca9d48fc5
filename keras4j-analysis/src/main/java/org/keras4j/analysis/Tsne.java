package org.keras4j.analysis;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A map on which near points stay near: t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008), exact, with a
/// start from the principal components. Time and memory grow with the square of the count: for up to a few thousand points.
///
/// Distances between far groups on the map, and their sizes, mean nothing.
public final class Tsne {
    private static final int STEPS = 500;
    /// For so many steps, attraction is stronger by a factor, so that groups form before they push one another away.
    private static final int EARLY_STEPS = 125;
    private static final double EXAGGERATION = 12;
    private static final double LEAST_GAIN = 0.01;
    private static final double START_SPREAD = 1e-4;
    private static final int BISECTIONS = 64;

    private Tsne() {}

    /// @param x points `[count, features]`, 5 or more
    /// @param perplexity about how many neighbours each point has; below a third of the count, usually 30
    /// @return float32 `[count, 2]`
    public static NDArray map(NDArray x, double perplexity) {
        var points = Points.of(x, 5, "Tsne");
        if (!(perplexity >= 1 && 3 * perplexity < points.count())) {
            throw new IllegalArgumentException("Tsne: expected a perplexity from 1 to a third of " + points.count() + " points, got " + perplexity + ".");
        }
        double[] p = affinities(points, perplexity);
        double[] y = start(x);
        descend(p, y, points.count());
        return NDArray.of(Shape.of(points.count(), 2), toFloats(y));
    }

    /// The two first components, small, since the map must be able to unfold.
    private static double[] start(NDArray x) {
        double[] y = Pca.fit(x, Math.min(2, (int) x.size(1))).transform(x).toDoubleArray();
        double[] flat = x.size(1) == 1 ? IntStream.range(0, 2 * y.length).mapToDouble(i -> i % 2 == 0 ? y[i / 2] : START_SPREAD * (i % 7)).toArray() : y;
        double spread = Math.sqrt(IntStream.range(0, flat.length / 2).mapToDouble(i -> flat[2 * i] * flat[2 * i]).average().orElse(1));
        return DoubleStream.of(flat).map(v -> spread > 0 ? v / spread * START_SPREAD : v).toArray();
    }

    /// How probably each point chooses each other as its neighbour, made symmetric: `[count, count]`.
    static double[] affinities(Points points, double perplexity) {
        int n = points.count();
        var p = new double[n * n];
        IntStream.range(0, n).parallel().forEach(i -> {
            var distances = new double[n];
            for (int j = 0; j < n; j++) {
                distances[j] = points.squaredDistance(i, j);
            }
            conditional(distances, i, Math.log(perplexity), p, i * n);
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double both = Math.max((p[i * n + j] + p[j * n + i]) / (2 * n), 1e-12);
                p[i * n + j] = both;
                p[j * n + i] = both;
            }
        }
        return p;
    }

    /// A Gaussian around point `self` whose entropy is the wanted one, found by bisection over its precision.
    private static void conditional(double[] distances, int self, double entropy, double[] p, int at) {
        double nearest = IntStream.range(0, distances.length).filter(j -> j != self).mapToDouble(j -> distances[j]).min().orElse(0);
        double precision = 1;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int step = 0; step < BISECTIONS; step++) {
            double sum = 0;
            double weighted = 0;
            for (int j = 0; j < distances.length; j++) {
                double beyond = distances[j] - nearest;
                double weight = j == self ? 0 : Math.exp(-beyond * precision);
                p[at + j] = weight;
                sum += weight;
                weighted += beyond * weight;
            }
            for (int j = 0; j < distances.length; j++) {
                p[at + j] /= sum;
            }
            double found = Math.log(sum) + precision * weighted / sum;
            if (Math.abs(found - entropy) < 1e-5) {
                return;
            }
            if (found > entropy) {
                low = precision;
                precision = Double.isInfinite(high) ? 2 * precision : (low + high) / 2;
            } else {
                high = precision;
                precision = (low + high) / 2;
            }
        }
    }

    private static void descend(double[] p, double[] y, int n) {
        var velocity = new double[2 * n];
        var gains = new double[2 * n];
        var gradient = new double[2 * n];
        Arrays.fill(gains, 1);
        double rate = Math.max(n / EXAGGERATION / 4, 50);
        for (int step = 0; step < STEPS; step++) {
            boolean early = step < EARLY_STEPS;
            gradient(p, y, n, early ? EXAGGERATION : 1, gradient);
            double momentum = early ? 0.5 : 0.8;
            for (int i = 0; i < 2 * n; i++) {
                gains[i] = Math.max(LEAST_GAIN, gradient[i] * velocity[i] < 0 ? gains[i] + 0.2 : gains[i] * 0.8);
                velocity[i] = momentum * velocity[i] - rate * gains[i] * gradient[i];
                y[i] += velocity[i];
            }
            centre(y, n);
        }
    }

    /// Attraction by likeness less repulsion by nearness on the map. The rows are computed side by side, each in its own order, so that the
    /// result doesn't depend on threads.
    private static void gradient(double[] p, double[] y, int n, double exaggeration, double[] gradient) {
        var sums = new double[n];
        var forces = new double[4 * n];
        IntStream.range(0, n).parallel().forEach(i -> {
            double yx = y[2 * i];
            double yy = y[2 * i + 1];
            double sum = 0;
            double ax = 0;
            double ay = 0;
            double rx = 0;
            double ry = 0;
            for (int j = 0; j < n; j++) {
                double dx = yx - y[2 * j];
                double dy = yy - y[2 * j + 1];
                double near = 1 / (1 + dx * dx + dy * dy);
                double pull = p[i * n + j] * near;
                sum += near;
                ax += pull * dx;
                ay += pull * dy;
                rx += near * near * dx;
                ry += near * near * dy;
            }
            sums[i] = sum - 1;                                       // without itself
            forces[4 * i] = ax;
            forces[4 * i + 1] = ay;
            forces[4 * i + 2] = rx;
            forces[4 * i + 3] = ry;
        });
        double all = DoubleStream.of(sums).sum();
        for (int i = 0; i < n; i++) {
            gradient[2 * i] = 4 * (exaggeration * forces[4 * i] - forces[4 * i + 2] / all);
            gradient[2 * i + 1] = 4 * (exaggeration * forces[4 * i + 1] - forces[4 * i + 3] / all);
        }
    }

    private static void centre(double[] y, int n) {
        for (int axis = 0; axis < 2; axis++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[2 * i + axis];
            }
            for (int i = 0; i < n; i++) {
                y[2 * i + axis] -= sum / n;
            }
        }
    }

    private static float[] toFloats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
