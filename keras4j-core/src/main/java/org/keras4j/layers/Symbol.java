package org.keras4j.layers;

/// What a layer can be applied to while a functional model is built.
public sealed interface Symbol permits KerasTensor, Input {
    KerasTensor tensor();

    /// Arithmetic element by element, as an [Operation]: what `a + b` is in Python.

    default KerasTensor plus(Symbol other)      { return Operation.add(this, other); }
    default KerasTensor plus(double number)     { return Operation.add(this, number); }
    default KerasTensor minus(Symbol other)     { return Operation.subtract(this, other); }
    default KerasTensor minus(double number)    { return Operation.subtract(this, number); }
    default KerasTensor times(Symbol other)     { return Operation.multiply(this, other); }
    default KerasTensor times(double number)    { return Operation.multiply(this, number); }
    default KerasTensor dividedBy(Symbol other) { return Operation.divide(this, other); }
    default KerasTensor dividedBy(double number) { return Operation.divide(this, number); }
}
