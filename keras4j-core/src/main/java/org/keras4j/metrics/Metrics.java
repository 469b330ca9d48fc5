package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.losses.Labels;
import org.keras4j.text.SnakeCase;

/// Keras' metrics by name, with its defaults.
public final class Metrics {
    /// How good each sample is, by targets and predictions: `[batch, …]`.
    @FunctionalInterface
    public interface Function {
        Value apply(Value yTrue, Value yPred);
    }

    private static final SequencedMap<String, Supplier<Mean>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("binary_accuracy", BinaryAccuracy::create);
        BY_NAME.put("categorical_accuracy", CategoricalAccuracy::create);
        BY_NAME.put("sparse_categorical_accuracy", SparseCategoricalAccuracy::create);
        BY_NAME.put("mean_squared_error", MeanSquaredError::create);
        BY_NAME.put("mean_absolute_error", MeanAbsoluteError::create);
        BY_NAME.put("binary_crossentropy", BinaryCrossentropy::create);
        BY_NAME.put("categorical_crossentropy", CategoricalCrossentropy::create);
        BY_NAME.put("sparse_categorical_crossentropy", SparseCategoricalCrossentropy::create);
    }

    private Metrics() {}

    /// The metric that Keras knows by this name, which becomes its name in logs as it was typed: `mean_squared_error`,
    /// `MeanSquaredError`, `mse`. `accuracy` and `acc` become the accuracy that suits these targets and predictions.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is none
    public static Metric of(String name, Type yTrue, Type yPred) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "accuracy", "acc" -> (switch (Labels.of(yTrue, yPred)) {
                case BINARY -> BinaryAccuracy.create();
                case SPARSE -> SparseCategoricalAccuracy.create();
                case ONE_HOT -> CategoricalAccuracy.create();
            }).named(name);
            default -> of(name);
        };
    }

    /// The same, for names that mean one thing whatever the data are.
    public static Metric of(String name) {
        Supplier<Mean> known = BY_NAME.get(switch (name) {
            case "mse", "MSE" -> "mean_squared_error";
            case "mae", "MAE" -> "mean_absolute_error";
            case "bce", "BCE" -> "binary_crossentropy";
            default -> name.isEmpty() || Character.isLowerCase(name.charAt(0)) ? name : SnakeCase.of(name);
        });
        if (known == null) {
            throw new IllegalArgumentException("metric: expected one of accuracy, " + String.join(", ", BY_NAME.keySet()) + ", mse, mae, bce, got '"
                    + name + "'.");
        }
        return known.get().named(name);
    }

    /// The mean of a function.
    public static Metric of(String name, Function function) {
        return new FunctionMetric(function).named(name);
    }

    private static final class FunctionMetric extends MeanMetricWrapper {
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
