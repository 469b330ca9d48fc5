package org.keras4j.losses;

import module java.base;
import org.keras4j.config.OfFunction;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.text.Nearest;
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
        Stream.<Supplier<Loss>>of(
                        MeanSquaredError::create, MeanAbsoluteError::create, MeanAbsolutePercentageError::create, MeanSquaredLogarithmicError::create,
                        CosineSimilarity::create, Huber::create, LogCosh::create, Poisson::create, KLDivergence::create,
                        Hinge::create, SquaredHinge::create, CategoricalHinge::create,
                        BinaryCrossentropy::create, BinaryFocalCrossentropy::create, CategoricalCrossentropy::create, CategoricalFocalCrossentropy::create,
                        SparseCategoricalCrossentropy::create, CategoricalGeneralizedCrossEntropy::create,
                        Dice::create, Tversky::create, Circle::create, CTC::create)
                .forEach(make -> BY_NAME.put(SnakeCase.of(make.get().className()), make));
    }

    private Losses() {}

    /// The names of all losses, without their short forms.
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    public static MeanSquaredError meanSquaredError()                                     { return MeanSquaredError.create(); }
    public static MeanAbsoluteError meanAbsoluteError()                                   { return MeanAbsoluteError.create(); }
    public static MeanAbsolutePercentageError meanAbsolutePercentageError()               { return MeanAbsolutePercentageError.create(); }
    public static MeanSquaredLogarithmicError meanSquaredLogarithmicError()               { return MeanSquaredLogarithmicError.create(); }
    public static CosineSimilarity cosineSimilarity()                                     { return CosineSimilarity.create(); }
    public static Huber huber()                                                           { return Huber.create(); }
    public static LogCosh logCosh()                                                       { return LogCosh.create(); }
    public static Poisson poisson()                                                       { return Poisson.create(); }
    public static KLDivergence klDivergence()                                             { return KLDivergence.create(); }
    public static Hinge hinge()                                                           { return Hinge.create(); }
    public static SquaredHinge squaredHinge()                                             { return SquaredHinge.create(); }
    public static CategoricalHinge categoricalHinge()                                     { return CategoricalHinge.create(); }
    public static BinaryCrossentropy binaryCrossentropy()                                 { return BinaryCrossentropy.create(); }
    public static BinaryFocalCrossentropy binaryFocalCrossentropy()                       { return BinaryFocalCrossentropy.create(); }
    public static CategoricalCrossentropy categoricalCrossentropy()                       { return CategoricalCrossentropy.create(); }
    public static CategoricalFocalCrossentropy categoricalFocalCrossentropy()             { return CategoricalFocalCrossentropy.create(); }
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy()           { return SparseCategoricalCrossentropy.create(); }
    public static CategoricalGeneralizedCrossEntropy categoricalGeneralizedCrossEntropy() { return CategoricalGeneralizedCrossEntropy.create(); }
    public static Dice dice()                                                             { return Dice.create(); }
    public static Tversky tversky()                                                       { return Tversky.create(); }
    public static Circle circle()                                                         { return Circle.create(); }
    public static CTC ctc()                                                               { return CTC.create(); }

    /// The loss that Keras knows by this name: `mean_squared_error`, `MeanSquaredError`, `mse` or `MSE`.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is none
    public static Loss of(String name) {
        Supplier<Loss> known = BY_NAME.get(switch (name) {
            case "mse", "MSE" -> "mean_squared_error";
            case "mae", "MAE" -> "mean_absolute_error";
            case "mape", "MAPE" -> "mean_absolute_percentage_error";
            case "msle", "MSLE" -> "mean_squared_logarithmic_error";
            case "bce", "BCE" -> "binary_crossentropy";
            case "kld", "KLD" -> "kl_divergence";
            default -> name.isEmpty() || Character.isLowerCase(name.charAt(0)) ? name : SnakeCase.of(name);
        });
        if (known == null) {
            var names = Stream.concat(BY_NAME.keySet().stream(), Stream.of("crossentropy", "mse", "mae", "mape", "msle", "bce", "kld")).toList();
            throw new IllegalArgumentException("loss: expected one of " + String.join(", ", names) + ", got '" + name + "'. " + Nearest.question(name, names));
        }
        return known.get();
    }

    /// The loss that Keras knows by this name, where `crossentropy` and `ce` become the cross-entropy that suits these targets and predictions.
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

    /// @throws IllegalArgumentException naming the choices, when no loss goes by this name, whatever the data are
    public static void requireKnown(String name) {
        if (!Set.of("crossentropy", "ce").contains(name.toLowerCase(Locale.ROOT))) {
            of(name);
        }
    }

    /// A loss from a function. A file can't hold it: a model that was compiled with it is saved uncompiled.
    public static Loss of(String name, Function function) {
        return new LossFunctionWrapper(name, function);
    }

    private static final class LossFunctionWrapper extends Loss implements OfFunction {
        private final Function function;

        LossFunctionWrapper(String name, Function function) {
            super(configOf(name));
            this.function = function;
        }

        @Override
        protected Value call(Value yTrue, Value yPred) {
            return function.apply(yTrue, yPred);
        }

        private static LossConfig configOf(String name) {
            var config = new LossConfig();
            config.name = name;
            return config;
        }
    }
}
