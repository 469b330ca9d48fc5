package org.keras4j.engine.cpu.foreign;

/// What a primitive does to each element of its result before it writes it.
public sealed interface PostOp {
    record Activation(Eltwise function, float alpha, float beta) implements PostOp {}

    /// Adds `scale` times what the destination held.
    record Sum(float scale) implements PostOp {}
}
