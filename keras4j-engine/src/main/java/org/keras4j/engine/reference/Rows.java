package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Normalization.*;

/// Numbers brought to a common scale.
final class Rows {
    private Rows() {}

    static List<double[]> evaluate(Normalization op, List<Tensor> in, Faults faults) {
        Tensor x = in.getFirst();
        return switch (op) {
            case Softmax() -> List.of(Elements.map(logSoftmax(x), Math::exp));
            case LogSoftmax() -> List.of(logSoftmax(x));
            case SparseCrossEntropy() -> {
                double[] logs = logSoftmax(x);
                double[] labels = in.get(1).values();
                var loss = new double[labels.length];
                for (int row = 0; row < loss.length; row++) {
                    int label = faults.row(labels[row], x.size(-1), row);
                    loss[row] = label < 0 ? 0 : -logs[row * x.size(-1) + label];
                }
                yield List.of(loss, logs);
            }
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
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = row; i < row + width; i++) {
                largest = Math.max(largest, x.values()[i]);
            }
            double sum = 0;
            for (int i = row; i < row + width; i++) {
                sum += Math.exp(x.values()[i] - largest);
            }
            for (int i = row; i < row + width; i++) {
                y[i] = x.values()[i] - largest - Math.log(sum);
            }
        }
        return y;
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
