package org.keras4j.apps.score;

import module java.base;

/// Logistic regression with a quadratic penalty: the strong simple baseline of every classifier of tables. Minimises
/// `½ |w|² + C · Σ −log p(class)` as scikit-learn's does, one row of weights for two classes, else one for each (softmax); the
/// intercepts bear no penalty. By L-BFGS (Nocedal and Wright, Numerical Optimization, 7.4 and 3.1).
public final class LogisticRegression {
    private static final int MEMORY = 10;
    private static final double SMALL = 1e-6;

    private final int classes;
    private final int features;
    /// `[rows][features + 1]`, the intercept last.
    private final double[] weights;

    private LogisticRegression(int classes, int features, double[] weights) {
        this.classes = classes;
        this.features = features;
        this.weights = weights;
    }

    /// @param x `[rows][features]`, best of one scale
    /// @param labels from 0 to `classes` − 1
    /// @param c how much the samples weigh against the penalty: 1 is scikit-learn's default
    /// @param iterations the most
    public static LogisticRegression fit(double[][] x, int[] labels, int classes, double c, int iterations) {
        if (x.length == 0 || x.length != labels.length || classes < 2) {
            throw new IllegalArgumentException("Logistic regression: expected rows with a label each and 2 or more classes, got "
                    + x.length + " rows, " + labels.length + " labels and " + classes + " classes.");
        }
        int features = x[0].length;
        var start = new double[(classes == 2 ? 1 : classes) * (features + 1)];
        return new LogisticRegression(classes, features,
                minimum(start, (w, gradient) -> loss(new LogisticRegression(classes, features, w), x, labels, c, gradient), iterations));
    }

    /// {@return how probable each class is: `[classes]`}
    public double[] probabilities(double[] row) {
        double[] z = new double[classes];
        for (int k = 0; k < weights.length / (features + 1); k++) {
            int at = k * (features + 1);
            double sum = weights[at + features];
            for (int f = 0; f < features; f++) {
                sum += weights[at + f] * row[f];
            }
            z[classes == 2 ? 1 : k] = sum;
        }
        double largest = DoubleStream.of(z).max().orElseThrow();
        double all = 0;
        for (int k = 0; k < classes; k++) {
            z[k] = Math.exp(z[k] - largest);
            all += z[k];
        }
        for (int k = 0; k < classes; k++) {
            z[k] /= all;
        }
        return z;
    }

    public double[][] probabilities(double[][] rows) {
        return Stream.of(rows).map(this::probabilities).toArray(double[][]::new);
    }

    /// {@return the most probable class of each row}
    public int[] predict(double[][] rows) {
        return Stream.of(rows).mapToInt(row -> {
            double[] p = probabilities(row);
            return IntStream.range(0, classes).reduce(0, (best, k) -> p[k] > p[best] ? k : best);
        }).toArray();
    }

    private static double loss(LogisticRegression model, double[][] x, int[] labels, double c, double[] gradient) {
        int width = model.features + 1;
        double loss = 0;
        for (int at = 0; at < gradient.length; at++) {
            double w = at % width == model.features ? 0 : model.weights[at];
            gradient[at] = w;
            loss += w * w / 2;
        }
        for (int i = 0; i < x.length; i++) {
            double[] p = model.probabilities(x[i]);
            loss -= c * Math.log(Math.max(p[labels[i]], Double.MIN_NORMAL));
            for (int k = 0; k < gradient.length / width; k++) {
                int own = model.classes == 2 ? 1 : k;
                double error = c * (p[own] - (labels[i] == own ? 1 : 0));
                for (int f = 0; f < model.features; f++) {
                    gradient[k * width + f] += error * x[i][f];
                }
                gradient[k * width + model.features] += error;
            }
        }
        return loss;
    }

    // ---- L-BFGS ----------------------------------------------------------------------------------------------------

    private interface Objective {
        /// {@return the value at `at`, whose gradient is written into `gradient`}
        double value(double[] at, double[] gradient);
    }

    private record Step(double[] moved, double[] turned) {}

    private static double[] minimum(double[] start, Objective objective, int iterations) {
        double[] at = start;
        var gradient = new double[at.length];
        double value = objective.value(at, gradient);
        var steps = new ArrayDeque<Step>();
        for (int i = 0; i < iterations && largest(gradient) > SMALL; i++) {
            double[] direction = direction(gradient, steps);
            double slope = dot(direction, gradient);
            double length = steps.isEmpty() ? Math.min(1, 1 / largest(gradient)) : 1;
            var nextGradient = new double[at.length];
            double[] next = moved(at, direction, length);
            double nextValue = objective.value(next, nextGradient);
            // Armijo's rule; the objective is convex, so that halving is enough.
            while (nextValue > value + 1e-4 * length * slope && length > 1e-12) {
                length /= 2;
                next = moved(at, direction, length);
                nextValue = objective.value(next, nextGradient);
            }
            var step = new Step(moved(next, at, -1), moved(nextGradient, gradient, -1));
            if (dot(step.moved, step.turned) > 1e-12) {
                steps.addLast(step);
                if (steps.size() > MEMORY) {
                    steps.removeFirst();
                }
            }
            at = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return at;
    }

    private static double[] direction(double[] gradient, Deque<Step> steps) {
        double[] q = gradient.clone();
        var alphas = new ArrayDeque<Double>();
        for (var step : steps.reversed()) {
            double alpha = dot(step.moved, q) / dot(step.moved, step.turned);
            q = moved(q, step.turned, -alpha);
            alphas.push(alpha);
        }
        if (!steps.isEmpty()) {
            var last = steps.getLast();
            double scale = dot(last.moved, last.turned) / dot(last.turned, last.turned);
            q = DoubleStream.of(q).map(v -> v * scale).toArray();
        }
        for (var step : steps) {
            double beta = dot(step.turned, q) / dot(step.moved, step.turned);
            q = moved(q, step.moved, alphas.pop() - beta);
        }
        return DoubleStream.of(q).map(v -> -v).toArray();
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        return IntStream.range(0, from.length).mapToDouble(i -> from[i] + length * direction[i]).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] v) {
        return DoubleStream.of(v).map(Math::abs).max().orElse(0);
    }
}
