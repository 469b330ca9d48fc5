package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;

/// What follows from how often predictions above thresholds are right and wrong.
abstract class ConfusionMetric extends Metric {
    ConfusionMetric(MetricConfig config) {
        super(config);
    }

    /// Which outcomes are counted, in Keras' order.
    abstract List<Outcome> outcomes();

    abstract List<Double> thresholds();

    /// Which of the predictions count, and how.
    Confusion.Cases cases(Confusion.Cases all) {
        return all;
    }

    Confusion.Counting counting() {
        return Confusion.Counting.TOGETHER;
    }

    /// The name of the sum that counts an outcome.
    String key(Outcome outcome) {
        return outcome.key();
    }

    @Override
    public final void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Confusion confusion = Confusion.of(cases(Confusion.Cases.of(yTrue, yPred, sampleWeight)), thresholds(), counting());
        outcomes().forEach(outcome -> accumulate(c, key(outcome), confusion.of(outcome)));
    }

    final double[] count(Outcome outcome) {
        return sum(key(outcome)).toDoubleArray();
    }

    /// `part / (part + rest)`, 0 where both are.
    final double[] share(Outcome part, Outcome rest) {
        double[] a = count(part);
        double[] b = count(rest);
        return IntStream.range(0, a.length).mapToDouble(i -> quotient(a[i], a[i] + b[i])).toArray();
    }

    static double quotient(double a, double b) {
        return b == 0 ? 0 : a / b;
    }

    /// A scalar of one number.
    static NDArray scalarOrVector(double[] values) {
        NDArray vector = NDArray.of(values);
        return values.length == 1 ? vector.reshape() : vector;
    }

    @Override
    public double result() {
        return results().mean().item();
    }
}
