package org.keras4j.activations;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Keras' activations by their names there, such as `relu` and `hard_sigmoid`.
public enum Activations implements Activation {
    LINEAR, RELU, RELU6, LEAKY_RELU, ELU, SELU, CELU, SIGMOID, TANH, SOFTMAX, LOG_SOFTMAX, SOFTPLUS, SOFTSIGN, SILU, GELU,
    HARD_SIGMOID, HARD_SILU, MISH, EXPONENTIAL, LOG_SIGMOID, HARD_TANH, TANH_SHRINK, SOFT_SHRINK, HARD_SHRINK, SQUAREPLUS,
    SPARSE_PLUS, SPARSE_SIGMOID, SPARSEMAX, GLU;

    /// Keras' other name of [#SILU].
    public static final Activations SWISH = SILU;
    /// Keras' other name of [#HARD_SILU].
    public static final Activations HARD_SWISH = HARD_SILU;

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

    /// ReLU with all of Keras' numbers: 0 up to the threshold, or a line from there down, and nothing above the largest. Other functions
    /// with numbers of their own are in [Ops] by the names of `keras.ops`: `elu`, `leakyRelu`, `hardShrink`, …
    ///
    /// @param largest above which nothing goes
    public static Value relu(Value x, double negativeSlope, OptionalDouble largest, double threshold) {
        Value above = threshold == 0 ? Ops.relu(x) : Ops.where(Ops.greater(x, threshold), x, Ops.zerosLike(x));
        Value bounded = largest.isPresent() ? Ops.clip(above, 0, largest.getAsDouble()) : above;
        return negativeSlope == 0 ? bounded : Ops.subtract(bounded, Ops.multiply(Ops.relu(Ops.subtract(threshold, x)), negativeSlope));
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
            case RELU6 -> Ops.relu6(x);
            case LEAKY_RELU -> Ops.leakyRelu(x, 0.2);
            case ELU -> Ops.elu(x, 1);
            case CELU -> Ops.celu(x, 1);
            case SELU -> Ops.selu(x);
            case SIGMOID -> Ops.sigmoid(x);
            case TANH -> Ops.tanh(x);
            case SOFTMAX -> Ops.softmax(x);
            case LOG_SOFTMAX -> Ops.logSoftmax(x);
            case SOFTPLUS -> Ops.softplus(x);
            case SOFTSIGN -> Ops.softsign(x);
            case SILU -> Ops.silu(x);
            case GELU -> Ops.gelu(x);
            case HARD_SIGMOID -> Ops.hardSigmoid(x);
            case HARD_SILU -> Ops.hardSilu(x);
            case MISH -> Ops.mish(x);
            case EXPONENTIAL -> Ops.exp(x);
            case LOG_SIGMOID -> Ops.logSigmoid(x);
            case HARD_TANH -> Ops.hardTanh(x);
            case TANH_SHRINK -> Ops.tanhShrink(x);
            case SOFT_SHRINK -> Ops.softShrink(x, 0.5);
            case HARD_SHRINK -> Ops.hardShrink(x, 0.5);
            case SQUAREPLUS -> Ops.squareplus(x, 4);
            case SPARSE_PLUS -> Ops.sparsePlus(x);
            case SPARSE_SIGMOID -> Ops.sparseSigmoid(x);
            case SPARSEMAX -> Ops.sparsemax(x);
            case GLU -> Ops.glu(x, -1);
        };
    }
}
