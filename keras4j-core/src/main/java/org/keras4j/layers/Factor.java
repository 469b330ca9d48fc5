package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

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

    double low() {
        return given.size() == 1 ? -Math.abs(first()) : Math.min(first(), given.getLast().doubleValue());
    }

    double high() {
        return given.size() == 1 ? Math.abs(first()) : Math.max(first(), given.getLast().doubleValue());
    }

    private double first() {
        return given.getFirst().doubleValue();
    }

    /// As two numbers; one that stood for both ways goes no lower than this.
    ///
    /// @throws IllegalArgumentException when nothing lies between the bounds
    Factor between(int lowest, int highest) {
        boolean one = given.size() == 1;
        if (one ? first() < lowest || first() > highest : low() > highest || high() < lowest) {
            throw new IllegalArgumentException("factor: expected numbers from " + lowest + " to " + highest + ", got " + given + ".");
        }
        return one ? new Factor(List.of(low() < lowest ? (Number) lowest : (Number) low(), high())) : this;
    }

    /// One number for each image, `low + add` to `high + add`.
    Value draw(Call c, long seed, long images, double add) {
        Value u = c.uniform(seed, Shape.of(images), DType.FLOAT32);
        return Ops.add(Ops.multiply(u, high() - low()), low() + add);
    }

    @Override
    public Object kerasValue() {
        return given.size() == 1 ? given.getFirst() : given;
    }
}
