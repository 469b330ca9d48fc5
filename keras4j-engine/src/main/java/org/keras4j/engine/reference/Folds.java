package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Reduction;
import org.keras4j.engine.graph.Reduction.*;
import org.keras4j.engine.tensor.Shape;

/// Axes folded away.
final class Folds {
    private Folds() {}

    static double[] evaluate(Reduction op, Tensor x, Shape result) {
        return switch (op) {
            case Reduce(var kind, var axes) -> fold(x, targets(x.shape(), axes), result, start(kind), function(kind));
            case ArgReduce(var kind, var axis) -> position(x, axis, targets(x.shape(), List.of(axis)), result, switch (kind) {
                case MAXIMUM -> 1;
                case MINIMUM -> -1;
            });
            case Cumulate(var kind, int axis, var way) -> cumulate(x, axis, way, switch (kind) {
                case SUM -> Double::sum;
                case PRODUCT -> (a, b) -> a * b;
            });
        };
    }

    private static double[] cumulate(Tensor x, int axis, Cumulate.Way way, DoubleBinaryOperator function) {
        var y = x.values().clone();
        int inner = (int) x.shape().strides()[axis];
        int size = x.size(axis);
        for (int i = 0; i < y.length; i++) {
            int at = way == Cumulate.Way.FORWARD ? i : y.length - 1 - i;
            int place = at / inner % size;
            if (place != (way == Cumulate.Way.FORWARD ? 0 : size - 1)) {
                y[at] = function.applyAsDouble(y[way == Cumulate.Way.FORWARD ? at - inner : at + inner], y[at]);
            }
        }
        return y;
    }

    /// The position in the result that each element belongs to.
    private static int[] targets(Shape x, List<Integer> axes) {
        List<Integer> kept = x.axesWithout(axes);
        long[] steps = x.select(kept).strides();
        var strides = new long[x.rank()];
        for (int i = 0; i < steps.length; i++) {
            strides[kept.get(i)] = steps[i];
        }
        return Walk.offsets(x, strides);
    }

    private static double start(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAXIMUM -> Double.NEGATIVE_INFINITY;
            case MINIMUM -> Double.POSITIVE_INFINITY;
        };
    }

    private static DoubleBinaryOperator function(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> Double::sum;
            case PRODUCT -> (a, b) -> a * b;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
        };
    }

    private static double[] fold(Tensor x, int[] targets, Shape result, double start, DoubleBinaryOperator function) {
        var y = new double[(int) result.elements()];
        Arrays.fill(y, start);
        for (int i = 0; i < targets.length; i++) {
            y[targets[i]] = function.applyAsDouble(y[targets[i]], x.values()[i]);
        }
        return y;
    }

    private static double[] position(Tensor x, int axis, int[] targets, Shape result, int sign) {
        var best = new double[(int) result.elements()];
        var y = new double[best.length];
        Arrays.fill(y, -1);
        long inner = x.shape().strides()[axis];
        for (int i = 0; i < targets.length; i++) {
            int target = targets[i];
            double value = sign * x.values()[i];
            if (y[target] < 0 || value > best[target] || Double.isNaN(value) && !Double.isNaN(best[target])) {
                best[target] = value;
                y[target] = i / inner % x.size(axis);
            }
        }
        return y;
    }
}
