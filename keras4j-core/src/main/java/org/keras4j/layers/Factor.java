package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// From where to where a random number goes: `f` alone stands for −|f| to |f|. Files have it as it was given.
record Factor(List<Number> given) implements KerasValue {
    static Factor of(double... given) {
        return new Factor(DoubleStream.of(given).<Number>mapToObj(number -> number).toList());
    }

    static Factor fromKeras(Object value) {
        return value instanceof Number number ? new Factor(List.of(number))
                : new Factor(((List<?>) value).stream().map(Number.class::cast).toList());
    }

    Factor {
        if (given.isEmpty() || given.size() > 2) {
            throw new IllegalArgumentException("It must be a number or two.");
        }
    }

    double[] numbers() {
        return given.stream().mapToDouble(Number::doubleValue).toArray();
    }

    double low() {
        return given.size() == 1 ? -Math.abs(first()) : Math.min(first(), given.getLast().doubleValue());
    }

    double high() {
        return given.size() == 1 ? Math.abs(first()) : Math.max(first(), given.getLast().doubleValue());
    }

    private double first() {
        return given.getFirst().doubleValue();
    }

    /// As two numbers, the lower one first; one that stood for both ways goes no lower than this.
    ///
    /// @throws IllegalArgumentException when nothing lies between the bounds
    Factor between(int lowest, int highest) {
        return between("factor", lowest, highest);
    }

    Factor between(String key, int lowest, int highest) {
        boolean one = given.size() == 1;
        if (one ? first() < lowest || first() > highest : low() > highest || high() < lowest) {
            throw new IllegalArgumentException(key + ": expected numbers from " + lowest + " to " + highest + ", got " + given + ".");
        }
        if (one) {
            return new Factor(List.of(low() < lowest ? (Number) lowest : (Number) low(), first() < 0 ? (Number) high() : given.getFirst()));
        }
        return first() > given.getLast().doubleValue() ? new Factor(given.reversed()) : this;
    }

    /// Itself, if each number that was given lies between the bounds.
    Factor within(String key, int lowest, int highest) {
        if (DoubleStream.of(numbers()).anyMatch(number -> !(number >= lowest && number <= highest))) {
            throw new IllegalArgumentException(key + ": expected numbers from " + lowest + " to " + highest + ", got " + given + ".");
        }
        return this;
    }

    /// One number for each image, `low + add` to `high + add`.
    Value draw(Call c, long seed, long images, double add) {
        return Ops.add(draw(c, seed, Shape.of(images)), add);
    }

    Value draw(Call c, long seed, Shape shape) {
        return RandomOps.uniform(c, seed, shape, low(), high(), DType.FLOAT32);
    }

    /// For each image whether it is chosen, with a probability that is drawn first.
    Value chosen(Call c, long seed, long images) {
        Value probability = draw(c, seed, Shape.of(images));
        return Ops.less(c.uniform(seed, Shape.of(images), DType.FLOAT32), probability);
    }

    @Override
    public Object kerasValue() {
        return given.size() == 1 ? given.getFirst() : given;
    }
}
