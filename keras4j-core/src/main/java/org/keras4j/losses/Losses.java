package org.keras4j.losses;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.text.SnakeCase;

/// Keras' losses by name, with its defaults.
public final class Losses {
    /// A loss of each sample, of targets and predictions: `[batch, …]`.
    @FunctionalInterface
    public interface Function {
        Value apply(Value yTrue, Value yPred);
    }

    private static final SequencedMap<String, Supplier<Loss>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("mean_squared_error", MeanSquaredError::create);
        BY_NAME.put("mean_absolute_error", MeanAbsoluteError::create);
        BY_NAME.put("binary_crossentropy", BinaryCrossentropy::create);
        BY_NAME.put("categorical_crossentropy", CategoricalCrossentropy::create);
        BY_NAME.put("sparse_categorical_crossentropy", SparseCategoricalCrossentropy::create);
    }

    private Losses() {}

    public static MeanSquaredError meanSquaredError()                           { return MeanSquaredError.create(); }
    public static MeanAbsoluteError meanAbsoluteError()                         { return MeanAbsoluteError.create(); }
    public static BinaryCrossentropy binaryCrossentropy()                       { return BinaryCrossentropy.create(); }
    public static CategoricalCrossentropy categoricalCrossentropy()             { return CategoricalCrossentropy.create(); }
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() { return SparseCategoricalCrossentropy.create(); }

    /// The loss that Keras knows by this name: `mean_squared_error`, `MeanSquaredError`, `mse` or `MSE`.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is none
    public static Loss of(String name) {
        Supplier<Loss> known = BY_NAME.get(switch (name) {
            case "mse", "MSE" -> "mean_squared_error";
            case "mae", "MAE" -> "mean_absolute_error";
            case "bce", "BCE" -> "binary_crossentropy";
            default -> name.isEmpty() || Character.isLowerCase(name.charAt(0)) ? name : SnakeCase.of(name);
        });
        if (known == null) {
            throw new IllegalArgumentException("loss: expected one of " + String.join(", ", BY_NAME.keySet()) + ", crossentropy, mse, mae, bce, got '"
                    + name + "'.");
        }
        return known.get();
    }

    /// The same, where `crossentropy` and `ce` become the cross-entropy that suits these targets and predictions.
    public static Loss of(String name, Type yTrue, Type yPred) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "crossentropy", "ce" -> switch (Labels.of(yTrue, yPred)) {
                case BINARY -> binaryCrossentropy();
                case SPARSE -> sparseCategoricalCrossentropy();
                case ONE_HOT -> categoricalCrossentropy();
            };
            default -> of(name);
        };
    }

    /// A loss from a function.
    public static Loss of(String name, Function function) {
        return new LossFunctionWrapper(name, function);
    }

    private static final class LossFunctionWrapper extends Loss {
        private final Function function;

        LossFunctionWrapper(String name, Function function) {
            super(named(name));
            this.function = function;
        }

        @Override
        protected Value call(Value yTrue, Value yPred) {
            return function.apply(yTrue, yPred);
        }

        private static LossConfig named(String name) {
            var config = new LossConfig();
            config.name = name;
            return config;
        }
    }
}
