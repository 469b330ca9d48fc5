package org.keras4j.apps.score;

import module java.base;

/// A linear classifier trained by plain stochastic gradient descent: the simple baseline beside which a network must show
/// what it is for. Written for sparse, non-negative features such as pixels.
public final class SoftmaxRegression {
    private static final int BATCH = 32;

    private final int features;
    private final int classes;
    private final float[] weights;
    private final float[] bias;

    private SoftmaxRegression(int features, int classes) {
        this.features = features;
        this.classes = classes;
        weights = new float[features * classes];
        bias = new float[classes];
    }

    /// @param samples `[count][features]` as unsigned bytes, scaled to 0 … 1 inside
    /// @param epochs passes over the samples, in an order of its own each; the step falls from 0.5 to 0 along a line
    public static SoftmaxRegression train(byte[] samples, int[] labels, int classes, int epochs, long seed) {
        int features = samples.length / labels.length;
        var model = new SoftmaxRegression(features, classes);
        var order = IntStream.range(0, labels.length).toArray();
        var random = new SplittableRandom(seed);
        int steps = epochs * Math.ceilDiv(labels.length, BATCH);
        int step = 0;
        var error = new float[BATCH * classes];
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int from = 0; from < order.length; from += BATCH, step++) {
                int to = Math.min(order.length, from + BATCH);
                for (int i = from; i < to; i++) {
                    var p = model.probabilities(samples, order[i]);
                    p[labels[order[i]]] -= 1;
                    System.arraycopy(p, 0, error, (i - from) * classes, classes);
                }
                float rate = 0.5f * (1 - (float) step / steps) / (to - from);
                for (int i = from; i < to; i++) {
                    model.move(samples, order[i], error, (i - from) * classes, rate);
                }
            }
        }
        return model;
    }

    /// {@return the most probable class of each sample}
    public int[] predict(byte[] samples) {
        return IntStream.range(0, samples.length / features).map(i -> Probabilities.of(probabilities(samples, i)).best()).toArray();
    }

    private float[] probabilities(byte[] samples, int sample) {
        var z = bias.clone();
        for (int f = 0; f < features; f++) {
            int value = samples[sample * features + f] & 255;
            if (value != 0) {
                for (int c = 0; c < classes; c++) {
                    z[c] += value / 255f * weights[f * classes + c];
                }
            }
        }
        float max = Float.NEGATIVE_INFINITY;
        for (float v : z) {
            max = Math.max(max, v);
        }
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            z[c] = (float) StrictMath.exp(z[c] - max);
            sum += z[c];
        }
        for (int c = 0; c < classes; c++) {
            z[c] /= sum;
        }
        return z;
    }

    private void move(byte[] samples, int sample, float[] error, int at, float rate) {
        for (int f = 0; f < features; f++) {
            int value = samples[sample * features + f] & 255;
            if (value != 0) {
                for (int c = 0; c < classes; c++) {
                    weights[f * classes + c] -= rate * value / 255f * error[at + c];
                }
            }
        }
        for (int c = 0; c < classes; c++) {
            bias[c] -= rate * error[at + c];
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
