package org.keras4j.initializers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// Random numbers of variance `scale / n`, where `n` counts inputs, outputs or their mean. Follows
/// `keras.initializers.VarianceScaling`.
///
/// @param inputAxes the axes that count as inputs, and alone, when `outputAxes` are said, too; else the last but one, and those of a window
/// @param outputAxes the axes that count as outputs; else the last, and those of a window
public record VarianceScaling(@Nullable Long seed, double scale, Mode mode, Distribution distribution,
        @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes) implements Initializer {
    public enum Mode { FAN_IN, FAN_OUT, FAN_AVG }
    public enum Distribution { TRUNCATED_NORMAL, UNTRUNCATED_NORMAL, UNIFORM }

    /// The standard deviation of a normal distribution cut at ±2.
    private static final double TRUNCATED = 0.87962566103423978;

    public VarianceScaling {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("VarianceScaling: expected a scale above 0, got " + scale + ".");
        }
    }

    public VarianceScaling() {
        this(null, 1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL, null, null);
    }

    @Override
    public NDArray create(Type type, long seed) {
        Fans fans = Fans.of(type.shape(), inputAxes, outputAxes);
        double fan = switch (mode) {
            case FAN_IN -> fans.in;
            case FAN_OUT -> fans.out;
            case FAN_AVG -> (fans.in + fans.out) / 2;
        };
        double variance = scale / Math.max(1, fan);
        double limit = Math.sqrt(3 * variance);
        Philox random = Random.of(this.seed, seed);
        return switch (distribution) {
            case TRUNCATED_NORMAL -> random.truncatedNormal(type.dtype(), type.shape(), 0, Math.sqrt(variance) / TRUNCATED);
            case UNTRUNCATED_NORMAL -> random.normal(type.dtype(), type.shape(), 0, Math.sqrt(variance));
            case UNIFORM -> random.uniform(type.dtype(), type.shape(), -limit, limit);
        };
    }

    /// How many numbers go into one output, and how many outputs one number goes to.
    private record Fans(double in, double out) {
        static Fans of(Shape shape, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes) {
            int rank = shape.rank();
            if (inputAxes != null && outputAxes != null) {
                return new Fans(product(shape, inputAxes), product(shape, outputAxes));
            }
            return switch (rank) {
                case 0 -> new Fans(1, 1);
                case 1 -> new Fans(shape.size(0), shape.size(0));
                default -> {
                    double receptive = shape.slice(0, rank - 2).elements();       // 1 for a matrix
                    yield new Fans(receptive * shape.size(-2), receptive * shape.size(-1));
                }
            };
        }

        private static double product(Shape shape, List<Integer> axes) {
            return axes.stream().mapToDouble(shape::size).reduce(1, (a, b) -> a * b);
        }
    }
}
