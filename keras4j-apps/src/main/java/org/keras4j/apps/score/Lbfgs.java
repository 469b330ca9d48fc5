package org.keras4j.apps.score;

import module java.base;

/// The minimum of a smooth convex function, by L-BFGS (Nocedal and Wright, Numerical Optimization, 7.4 and 3.1).
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double SMALL = 1e-6;

    private Lbfgs() {}

    interface Objective {
        /// {@return the value at `at`, whose gradient is written into `gradient`}
        double value(double[] at, double[] gradient);
    }

    private record Step(double[] moved, double[] turned) {}

    static double[] minimum(double[] start, Objective objective, int iterations) {
        double[] at = start;
        var gradient = new double[at.length];
        double value = objective.value(at, gradient);
        var steps = new ArrayDeque<Step>();
        for (int i = 0; i < iterations && largest(gradient) > SMALL; i++) {
            double[] direction = direction(gradient, steps);
            double slope = dot(direction, gradient);
            double length = steps.isEmpty() ? Math.min(1, 1 / largest(gradient)) : 1;
            var nextGradient = new double[at.length];
            double[] next = moved(at, direction, length);
            double nextValue = objective.value(next, nextGradient);
            // Armijo's rule; the objective is convex, so that halving is enough.
            while (nextValue > value + 1e-4 * length * slope && length > 1e-12) {
                length /= 2;
                next = moved(at, direction, length);
                nextValue = objective.value(next, nextGradient);
            }
            var step = new Step(moved(next, at, -1), moved(nextGradient, gradient, -1));
            if (dot(step.moved, step.turned) > 1e-12) {
                steps.addLast(step);
                if (steps.size() > MEMORY) {
                    steps.removeFirst();
                }
            }
            at = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return at;
    }

    private static double[] direction(double[] gradient, Deque<Step> steps) {
        double[] q = gradient.clone();
        var alphas = new ArrayDeque<Double>();
        for (var step : steps.reversed()) {
            double alpha = dot(step.moved, q) / dot(step.moved, step.turned);
            q = moved(q, step.turned, -alpha);
            alphas.push(alpha);
        }
        if (!steps.isEmpty()) {
            var last = steps.getLast();
            double scale = dot(last.moved, last.turned) / dot(last.turned, last.turned);
            q = DoubleStream.of(q).map(v -> v * scale).toArray();
        }
        for (var step : steps) {
            double beta = dot(step.turned, q) / dot(step.moved, step.turned);
            q = moved(q, step.moved, alphas.pop() - beta);
        }
        return DoubleStream.of(q).map(v -> -v).toArray();
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        var moved = new double[from.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = from[i] + length * direction[i];
        }
        return moved;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] v) {
        return DoubleStream.of(v).map(Math::abs).max().orElse(0);
    }
}
