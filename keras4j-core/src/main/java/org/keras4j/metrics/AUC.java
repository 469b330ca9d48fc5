package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.KerasName;
import org.keras4j.config.LeftOutIfNull;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// The area under a curve that thresholds draw, over all samples: of 1 where some threshold parts the classes without a mistake, of ½
/// (ROC) for guesses. Approximate, by so many thresholds. Follows `keras.metrics.AUC`.
///
/// | value | shape                                        |
/// |-------|----------------------------------------------|
/// | yTrue | `[batch, …]`, 0 or 1; `[batch, labels]` by label |
/// | yPred | as yTrue, from 0 to 1                        |
public final class AUC extends ConfusionMetric {
    /// What is drawn over what: recall over the rate of false positives, precision over recall, and the gain of either (Flach & Kull
    /// 2015).
    public enum Curve implements KerasName {
        ROC, PR, PRGAIN;

        /// By Keras' name: `PR`.
        public static Curve of(String name) {
            return Named.of("curve", Curve.class, name);
        }

        static Curve fromKeras(Object name) {
            return of(name.toString());
        }

        @Override
        public String kerasName() {
            return name();
        }
    }

    /// How the area between two thresholds is taken: by a straight line (for PR after Davis & Goadrich 2006), or by the lower or the
    /// higher of the two.
    public enum Summation {
        INTERPOLATION, MINORING, MAJORING;

        /// By Keras' name: `majoring`.
        public static Summation of(String name) {
            return Named.of("summation_method", Summation.class, name);
        }

        static Summation fromKeras(Object name) {
            return of(name.toString());
        }
    }

    public static final class Config extends MetricConfig {
        public int numThresholds = 200;
        public Curve curve = Curve.ROC;
        public Summation summationMethod = Summation.INTERPOLATION;
        public boolean multiLabel;
        public @Nullable Integer numLabels;
        public @Nullable LabelWeights labelWeights;
        public boolean fromLogits;
        @LeftOutIfNull
        public @Nullable List<Double> thresholds;
    }

    private AUC(Config config) {
        super(config);
    }

    public static AUC create() {
        return new AUC(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// What is drawn over what: `ROC` unless said.
    public AUC curve(Curve curve)                    { return with((Config c) -> c.curve = curve); }
    /// By Keras' name: `ROC`, `PR` or `PRGAIN`.
    public AUC curve(String curve)                   { return curve(Curve.of(curve)); }

    /// How the area between two thresholds is taken: `INTERPOLATION` unless said.
    public AUC summationMethod(Summation summation)  { return with((Config c) -> c.summationMethod = summation); }
    /// By Keras' name: `interpolation`, `minoring` or `majoring`.
    public AUC summationMethod(String summation)     { return summationMethod(Summation.of(summation)); }

    /// How many thresholds are tried, the two around all predictions among them.
    public AUC numThresholds(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("AUC: expected num_thresholds of 2 or more, got " + count + ".");
        }
        return with((Config c) -> c.numThresholds = count);
    }

    /// These, and one on either side, instead of evenly spaced ones.
    public AUC thresholds(double... thresholds) {
        return with((Config c) -> {
            c.thresholds = DoubleStream.of(thresholds).sorted().boxed().toList();
            c.numThresholds = thresholds.length + 2;
        });
    }

    /// An area for each label, of which the result is the mean.
    public AUC multiLabel()                          { return with((Config c) -> c.multiLabel = true); }

    /// How much each label counts.
    public AUC labelWeights(double... weights)       { return with((Config c) -> c.labelWeights = new LabelWeights(DoubleStream.of(weights).boxed().toList())); }

    /// Predictions are logits.
    public AUC fromLogits()                          { return with((Config c) -> c.fromLogits = true); }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    List<Outcome> outcomes() {
        return List.of(Outcome.TRUE_POSITIVES, Outcome.FALSE_POSITIVES, Outcome.TRUE_NEGATIVES, Outcome.FALSE_NEGATIVES);
    }

    /// Framed by one below and one above all predictions.
    @Override
    List<Double> thresholds() {
        double first = -KerasConfig.EPSILON;
        double last = 1 + KerasConfig.EPSILON;
        return config().thresholds == null ? Thresholds.even(config().numThresholds, first, last) : Thresholds.framed(config().thresholds, first, last);
    }

    @Override
    Confusion.Counting counting() {
        return config().multiLabel ? Confusion.Counting.BY_LABEL : Confusion.Counting.TOGETHER;
    }

    @Override
    Confusion.Cases cases(Confusion.Cases all) {
        if (config().multiLabel && all.predictions().rank() != 2) {
            throw new ShapeException("AUC '" + name() + "'", "predictions [batch, labels]", all.predictions().type(), "Leave multiLabel out.");
        }
        Confusion.Cases cases = config().fromLogits ? new Confusion.Cases(all.labels(), Ops.sigmoid(all.predictions()), all.weights()) : all;
        return config().labelWeights == null || config().multiLabel ? cases : cases.weighing(config().labelWeights.values());
    }

    /// A weighted mean of the areas of the labels, each computed alike.
    @Override
    public NDArray results() {
        NDArray shape = sum(Outcome.TRUE_POSITIVES.key());
        int labels = shape.shape().rank() == 2 ? Math.toIntExact(shape.size(1)) : 1;
        double[] tp = count(Outcome.TRUE_POSITIVES);
        double[] fp = count(Outcome.FALSE_POSITIVES);
        double[] tn = count(Outcome.TRUE_NEGATIVES);
        double[] fn = count(Outcome.FALSE_NEGATIVES);
        List<Double> weights = config().multiLabel && config().labelWeights != null ? config().labelWeights.values() : Collections.nCopies(labels, 1.0);
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            int first = label;
            UnaryOperator<double[]> column = all -> IntStream.range(0, all.length / labels).mapToDouble(i -> all[i * labels + first]).toArray();
            sum += weights.get(label) * new Area(column.apply(tp), column.apply(fp), column.apply(tn), column.apply(fn))
                    .under(config().curve, config().summationMethod);
        }
        return NDArray.full(DType.FLOAT64, Shape.SCALAR, quotient(sum, weights.stream().mapToDouble(Double::doubleValue).sum()));
    }
}
