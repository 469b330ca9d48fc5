package org.keras4j.apps.score;

import module java.base;

/// Logistic regression with a quadratic penalty: the strong simple baseline of every classifier of tables. Minimises
/// `½ |w|² + C · Σ −log p(class)` as scikit-learn's does, one row of weights for two classes, else one for each (softmax); the
/// intercepts bear no penalty.
public final class LogisticRegression {
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
                Lbfgs.minimum(start, (w, gradient) -> loss(new LogisticRegression(classes, features, w), x, labels, c, gradient), iterations));
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
        return Stream.of(rows).mapToInt(row -> new Probabilities(probabilities(row)).best()).toArray();
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
}
