package org.keras4j.activations;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Keras' activations by their names there, such as `relu` and `hard_sigmoid`.
public enum Activations implements Activation {
    LINEAR, RELU, RELU6, LEAKY_RELU, ELU, SELU, CELU, SIGMOID, TANH, SOFTMAX, LOG_SOFTMAX, SOFTPLUS, SOFTSIGN, SILU, GELU,
    HARD_SIGMOID, HARD_SILU, MISH, EXPONENTIAL, LOG_SIGMOID, HARD_TANH, TANH_SHRINK, SOFT_SHRINK, HARD_SHRINK, SQUAREPLUS,
    SPARSE_PLUS, SPARSE_SIGMOID, SPARSEMAX, GLU;

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
            case ELU, CELU -> elu(x, 1);
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
            case HARD_TANH -> Ops.clip(x, -1, 1);
            case TANH_SHRINK -> Ops.subtract(x, Ops.tanh(x));
            case SOFT_SHRINK -> Ops.subtract(x, Ops.clip(x, -0.5, 0.5));
            case HARD_SHRINK -> Ops.where(Ops.greater(Ops.abs(x), 0.5), x, Ops.zerosLike(x));
            case SQUAREPLUS -> Ops.multiply(Ops.add(x, Ops.sqrt(Ops.add(Ops.square(x), 4))), 0.5);
            case SPARSE_PLUS -> Ops.where(Ops.less(x, 1), Ops.multiply(Ops.square(Ops.relu(Ops.add(x, 1))), 0.25), x);
            case SPARSE_SIGMOID -> Ops.clip(Ops.multiply(Ops.add(x, 1), 0.5), 0, 1);
            case SPARSEMAX -> sparsemax(x);
            case GLU -> {
                List<Value> halves = Ops.split(x, 2, -1);
                yield Ops.multiply(halves.get(0), Ops.sigmoid(halves.get(1)));
            }
        };
    }

    /// Martins & Astudillo 2016, without sorting: an element is in the support if 1 + k · z > the sum of the k elements ≥ z.
    /// Keras 3 then adds up all those sums where the paper takes the last one; what it gives is what models were trained with.
    private static Value sparsemax(Value x) {
        Value above = Ops.cast(Ops.greaterEqual(Ops.expandDims(x, -2), Ops.expandDims(x, -1)), x.dtype());
        Value count = Ops.sum(above, -1);
        Value sum = Ops.sum(Ops.multiply(above, Ops.expandDims(x, -2)), -1);
        Value support = Ops.stopGradient(Ops.cast(Ops.greater(Ops.add(Ops.multiply(count, x), 1), sum), x.dtype()));
        Value threshold = Ops.divide(Ops.subtract(Ops.sumKeeping(Ops.multiply(support, sum), -1), 1), Ops.sumKeeping(support, -1));
        return Ops.relu(Ops.subtract(x, threshold));
    }

    /// `x` where it is positive, `alpha · (eˣ − 1)` below.
    public static Value elu(Value x, double alpha) {
        // The exponential of a large positive number, though not chosen, would make the gradient NaN.
        return Ops.where(Ops.greater(x, 0), x, Ops.multiply(Ops.expm1(Ops.minimum(x, 0)), alpha));
    }

    private static Value hardSigmoid(Value x) {
        return Ops.multiply(Ops.clip(Ops.add(x, 3), 0, 6), 1.0 / 6);
    }
}
