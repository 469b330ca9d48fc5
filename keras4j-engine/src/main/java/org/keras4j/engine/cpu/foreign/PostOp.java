package org.keras4j.engine.cpu.foreign;

/// What a primitive does to each element of its result before it writes it.
public sealed interface PostOp {
    record Activation(Eltwise function, float alpha, float beta) implements PostOp {}

    /// Adds `scale` times what the destination held.
    record Sum(float scale) implements PostOp {}

    /// Combines with a second operand, broadcast along its axes of size 1: `dst = operation(dst, operand)`.
    record Combine(Binary operation, MemoryDesc operand) implements PostOp {}
}
