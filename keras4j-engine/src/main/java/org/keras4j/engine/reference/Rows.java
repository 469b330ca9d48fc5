package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Normalization.*;

/// Numbers brought to a common scale.
final class Rows {
    private static final double LARGEST_LOG = Math.log(Float.MAX_VALUE);

    private Rows() {}

    static List<double[]> evaluate(Normalization op, List<Tensor> in, Faults faults) {
        Tensor x = in.getFirst();
        return switch (op) {
            case Softmax() -> List.of(Elements.map(logSoftmax(x), Math::exp));
            case LogSoftmax() -> List.of(logSoftmax(x));
            case SparseCrossEntropy() -> crossEntropy(x, in.get(1).values(), faults);
            case BatchNorm(var epsilon) -> batchNorm(x, in.get(1).values(), in.get(2).values(), epsilon);
            case BatchNormGradient(var epsilon) ->
                    batchNormGradient(x, in.get(1).values(), in.get(2).values(), in.get(3).values(), in.get(4).values(), epsilon);
            case LayerNorm(var epsilon) -> layerNorm(x, in.get(1).values(), in.get(2).values(), epsilon);
            case LayerNormGradient(var epsilon) ->
                    layerNormGradient(x, in.get(1).values(), in.get(2).values(), in.get(3).values(), in.get(4).values(), epsilon);
        };
    }

    private static double[] logSoftmax(Tensor x) {
        int width = x.size(-1);
        var y = new double[x.values().length];
        for (int row = 0; row < y.length; row += width) {
            double largest = largest(x.values(), row, width);
            double logSum = logSum(x.values(), row, width, largest);
            for (int i = row; i < row + width; i++) {
                y[i] = x.values()[i] - largest - logSum;
            }
        }
        return y;
    }

    /// Losses, shifts and the logarithms of the sums from there.
    private static List<double[]> crossEntropy(Tensor x, double[] labels, Faults faults) {
        int width = x.size(-1);
        var loss = new double[labels.length];
        var shift = new double[labels.length];
        var logSum = new double[labels.length];
        for (int row = 0; row < labels.length; row++) {
            int label = faults.row(labels[row], width, row);
            if (label >= 0) {
                double logit = x.values()[row * width + label];
                shift[row] = logSum(x.values(), row * width, width, logit) <= LARGEST_LOG ? logit : largest(x.values(), row * width, width);
                logSum[row] = logSum(x.values(), row * width, width, shift[row]);
                loss[row] = logSum[row] + (shift[row] - logit);
            }
        }
        return List.of(loss, shift, logSum);
    }

    private static double largest(double[] values, int from, int count) {
        return Arrays.stream(values, from, from + count).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    private static double logSum(double[] values, int from, int count, double shift) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.exp(values[i] - shift);
        }
        return Math.log(sum);
    }

    /// y, mean, variance of each channel.
    private static List<double[]> batchNorm(Tensor x, double[] gamma, double[] beta, double epsilon) {
        int channels = x.size(-1);
        double[] values = x.values();
        int rows = values.length / Math.max(1, channels);
        var mean = new double[channels];
        var variance = new double[channels];
        var y = new double[values.length];
        for (int i = 0; i < y.length; i++) {
            mean[i % channels] += values[i] / rows;
        }
        for (int i = 0; i < y.length; i++) {
            double centred = values[i] - mean[i % channels];
            variance[i % channels] += centred * centred / rows;
        }
        for (int i = 0; i < y.length; i++) {
            int c = i % channels;
            y[i] = (values[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) * gamma[c] + beta[c];
        }
        return List.of(y, mean, variance);
    }

    /// dx, dgamma, dbeta (Ioffe & Szegedy 2015, section 3).
    private static List<double[]> batchNormGradient(Tensor x, double[] dy, double[] gamma, double[] mean, double[] variance, double epsilon) {
        int channels = x.size(-1);
        int rows = dy.length / Math.max(1, channels);
        var dgamma = new double[channels];
        var dbeta = new double[channels];
        var dx = new double[dy.length];
        var scaled = new double[dy.length];
        for (int i = 0; i < dy.length; i++) {
            int c = i % channels;
            scaled[i] = (x.values()[i] - mean[c]) / Math.sqrt(variance[c] + epsilon);
            dgamma[c] += dy[i] * scaled[i];
            dbeta[c] += dy[i];
        }
        for (int i = 0; i < dy.length; i++) {
            int c = i % channels;
            dx[i] = gamma[c] / Math.sqrt(variance[c] + epsilon) * (dy[i] - (dbeta[c] + scaled[i] * dgamma[c]) / rows);
        }
        return List.of(dx, dgamma, dbeta);
    }

    /// y, and mean and variance of each row.
    private static List<double[]> layerNorm(Tensor x, double[] gamma, double[] beta, double epsilon) {
        int features = x.size(-1);
        double[] values = x.values();
        int rows = (int) x.shape().without(-1).elements();
        var mean = new double[rows];
        var variance = new double[rows];
        var y = new double[values.length];
        for (int i = 0; i < y.length; i++) {
            mean[i / features] += values[i] / features;
        }
        for (int i = 0; i < y.length; i++) {
            double centred = values[i] - mean[i / features];
            variance[i / features] += centred * centred / features;
        }
        for (int i = 0; i < y.length; i++) {
            int row = i / features;
            y[i] = (values[i] - mean[row]) / Math.sqrt(variance[row] + epsilon) * gamma[i % features] + beta[i % features];
        }
        return List.of(y, mean, variance);
    }

    /// dx, dgamma, dbeta (Ba, Kiros & Hinton 2016).
    private static List<double[]> layerNormGradient(Tensor x, double[] dy, double[] gamma, double[] mean, double[] variance, double epsilon) {
        int features = x.size(-1);
        var dgamma = new double[features];
        var dbeta = new double[features];
        var flowMean = new double[mean.length];          // of dy · gamma
        var flowAlong = new double[mean.length];         // of dy · gamma · scaled x
        var dx = new double[dy.length];
        var scaled = new double[dy.length];
        for (int i = 0; i < dy.length; i++) {
            int row = i / features;
            int f = i % features;
            scaled[i] = (x.values()[i] - mean[row]) / Math.sqrt(variance[row] + epsilon);
            dgamma[f] += dy[i] * scaled[i];
            dbeta[f] += dy[i];
            flowMean[row] += dy[i] * gamma[f] / features;
            flowAlong[row] += dy[i] * gamma[f] * scaled[i] / features;
        }
        for (int i = 0; i < dy.length; i++) {
            int row = i / features;
            dx[i] = (dy[i] * gamma[i % features] - flowMean[row] - scaled[i] * flowAlong[row]) / Math.sqrt(variance[row] + epsilon);
        }
        return List.of(dx, dgamma, dbeta);
    }
}
