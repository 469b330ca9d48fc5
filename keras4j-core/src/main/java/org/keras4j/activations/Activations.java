package org.keras4j.activations;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Keras' activations by their names there, such as `relu` and `hard_sigmoid`.
public enum Activations implements Activation {
    LINEAR, RELU, RELU6, LEAKY_RELU, ELU, SELU, SIGMOID, TANH, SOFTMAX, LOG_SOFTMAX, SOFTPLUS, SOFTSIGN, SILU, GELU, HARD_SIGMOID,
    HARD_SILU, MISH, EXPONENTIAL, LOG_SIGMOID;

    // Klambauer et al. 2017, Self-Normalizing Neural Networks
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    /// The activation of that name in Keras.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is none
    public static Activation of(String name) {
        String canonical = switch (name) {
            case "swish" -> "silu";
            case "hard_swish" -> "hard_silu";
            default -> name;
        };
        return Stream.of(values()).filter(activation -> activation.kerasName().equals(canonical)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("activation: expected one of "
                        + Stream.of(values()).map(Activations::kerasName).collect(Collectors.joining(", ")) + ", got '" + name + "'."));
    }

    @Override
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Value apply(Value x) {
        return switch (this) {
            case LINEAR -> x;
            case RELU -> Ops.relu(x);
            case RELU6 -> Ops.clip(x, 0, 6);
            case LEAKY_RELU -> Ops.where(Ops.greater(x, 0), x, Ops.multiply(x, 0.2));
            case ELU -> elu(x, 1);
            case SELU -> Ops.multiply(elu(x, SELU_ALPHA), SELU_SCALE);
            case SIGMOID -> Ops.sigmoid(x);
            case TANH -> Ops.tanh(x);
            case SOFTMAX -> Ops.softmax(x);
            case LOG_SOFTMAX -> Ops.logSoftmax(x);
            case SOFTPLUS -> Ops.softplus(x);
            case SOFTSIGN -> Ops.divide(x, Ops.add(Ops.abs(x), 1));
            case SILU -> Ops.silu(x);
            case GELU -> Ops.multiply(Ops.multiply(x, 0.5), Ops.add(Ops.erf(Ops.multiply(x, Math.sqrt(0.5))), 1));
            case HARD_SIGMOID -> hardSigmoid(x);
            case HARD_SILU -> Ops.multiply(x, hardSigmoid(x));
            case MISH -> Ops.multiply(x, Ops.tanh(Ops.softplus(x)));
            case EXPONENTIAL -> Ops.exp(x);
            case LOG_SIGMOID -> Ops.logSigmoid(x);
        };
    }

    // The exponential of a large positive number, though not chosen, would make the gradient NaN.
    private static Value elu(Value x, double alpha) {
        return Ops.where(Ops.greater(x, 0), x, Ops.multiply(Ops.expm1(Ops.minimum(x, 0)), alpha));
    }

    private static Value hardSigmoid(Value x) {
        return Ops.multiply(Ops.clip(Ops.add(x, 3), 0, 6), 1.0 / 6);
    }
}
