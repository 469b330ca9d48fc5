package org.keras4j.metrics;

import module java.base;
import org.keras4j.config.OfFunction;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.losses.Labels;
import org.keras4j.text.Nearest;
import org.keras4j.text.SnakeCase;

/// Keras' metrics by name, with its defaults.
public final class Metrics {
    /// How good each sample is, by targets and predictions: `[batch, …]`.
    @FunctionalInterface
    public interface Function {
        Value apply(Value yTrue, Value yPred);
    }

    private static final SequencedMap<String, Supplier<Metric>> BY_NAME = new LinkedHashMap<>();

    static {
        Stream.<Supplier<Metric>>of(
                        Mean::create, Sum::create,
                        Accuracy::create, BinaryAccuracy::create, CategoricalAccuracy::create, SparseCategoricalAccuracy::create,
                        TopKCategoricalAccuracy::create, SparseTopKCategoricalAccuracy::create,
                        MeanSquaredError::create, RootMeanSquaredError::create, MeanAbsoluteError::create, MeanAbsolutePercentageError::create, MeanSquaredLogarithmicError::create,
                        CosineSimilarity::create, LogCoshError::create, R2Score::create, PearsonCorrelation::create, ConcordanceCorrelation::create,
                        BinaryCrossentropy::create, CategoricalCrossentropy::create, SparseCategoricalCrossentropy::create, KLDivergence::create, Poisson::create,
                        Hinge::create, SquaredHinge::create, CategoricalHinge::create,
                        Precision::create, Recall::create, F1Score::create, FBetaScore::create, AUC::create,
                        TruePositives::create, FalsePositives::create, TrueNegatives::create, FalseNegatives::create, BinaryIoU::create)
                .forEach(make -> BY_NAME.put(SnakeCase.of(make.get().className()), make));
    }

    private Metrics() {}

    /// The names of all metrics that need no arguments, without their short forms.
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /// The metric that Keras knows by this name, which becomes its name in logs as it was typed: `mean_squared_error`,
    /// `MeanSquaredError`, `mse`. `accuracy` and `acc` become the accuracy that suits these targets and predictions,
    /// `crossentropy` and `ce` the cross-entropy.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is none
    public static Metric of(String name, Type yTrue, Type yPred) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "accuracy", "acc" -> (switch (Labels.of(yTrue, yPred)) {
                case BINARY -> BinaryAccuracy.create();
                case SPARSE -> SparseCategoricalAccuracy.create();
                case ONE_HOT -> CategoricalAccuracy.create();
            }).named(name);
            case "crossentropy", "ce" -> (switch (Labels.of(yTrue, yPred)) {
                case BINARY -> BinaryCrossentropy.create();
                case SPARSE -> SparseCategoricalCrossentropy.create();
                case ONE_HOT -> CategoricalCrossentropy.create();
            }).named(name);
            default -> of(name);
        };
    }

    /// The metric of a name that means the same whatever the data are.
    public static Metric of(String name) {
        Supplier<Metric> known = BY_NAME.get(switch (name) {
            case "mse", "MSE" -> "mean_squared_error";
            case "mae", "MAE" -> "mean_absolute_error";
            case "mape", "MAPE" -> "mean_absolute_percentage_error";
            case "msle", "MSLE" -> "mean_squared_logarithmic_error";
            case "bce", "BCE" -> "binary_crossentropy";
            default -> name.isEmpty() || Character.isLowerCase(name.charAt(0)) ? name : SnakeCase.of(name);
        });
        if (known == null) {
            var names = Stream.concat(BY_NAME.keySet().stream(), Stream.of("crossentropy", "mse", "mae", "mape", "msle", "bce")).toList();
            throw new IllegalArgumentException("metric: expected one of " + String.join(", ", names) + ", got '" + name + "'. " + Nearest.question(name, names));
        }
        return known.get().named(name);
    }

    /// @throws IllegalArgumentException naming the choices, when no metric goes by this name, whatever the data are
    public static void requireKnown(String name) {
        if (!Set.of("accuracy", "acc", "crossentropy", "ce").contains(name.toLowerCase(Locale.ROOT))) {
            of(name);
        }
    }

    /// The mean of a function. A file can't hold it: compile again to have it after loading.
    public static Metric of(String name, Function function) {
        return new FunctionMetric(function).named(name);
    }

    private static final class FunctionMetric extends MeanMetricWrapper implements OfFunction {
        private final Function function;

        FunctionMetric(Function function) {
            super(new MetricConfig());
            this.function = function;
        }

        @Override
        protected Value values(Value yTrue, Value yPred) {
            return function.apply(yTrue, yPred);
        }
    }
}
