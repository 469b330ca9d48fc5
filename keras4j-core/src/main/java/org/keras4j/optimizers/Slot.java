package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Constant;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Zeros;

/// What an optimizer keeps for each variable.
///
/// @param name ends its path after that of the variable; empty: it goes by the variable's name
/// @param shape its shape by that of the variable
/// @param initializer its first value; empty: that of the variable
public record Slot(String name, UnaryOperator<Shape> shape, Optional<Initializer> initializer) {
    private static final UnaryOperator<Shape> ALIKE = UnaryOperator.identity();

    /// An array of the variable's shape, 0 at first.
    public static Slot zeros(String name) {
        return shaped(name, ALIKE);
    }

    /// An array of the variable's shape, full of this number at first.
    public static Slot filled(String name, double number) {
        return new Slot(name, ALIKE, Optional.of(new Constant(number)));
    }

    /// A copy of the variable at first.
    public static Slot copied(String name) {
        return new Slot(name, ALIKE, Optional.empty());
    }

    /// Zeros in another shape. Make it once: slots are equal when they have the same function.
    public static Slot shaped(String name, UnaryOperator<Shape> shape) {
        return new Slot(name, shape, Optional.of(new Zeros()));
    }
}
