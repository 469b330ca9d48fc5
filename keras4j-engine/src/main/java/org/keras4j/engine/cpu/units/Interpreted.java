package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.DType;

/// Nodes without a kernel: the interpreter of the reference room computes them (docs/decisions/0005).
public final class Interpreted {
    private Interpreted() {}

    /// oneDNN has no float64, and no sums over nothing; what is rare has no kernel.
    public static boolean is(Node node) {
        boolean wide = node.inputs().stream().anyMatch(value -> value.dtype() == DType.FLOAT64);
        boolean empty = node.inputs().stream().anyMatch(value -> value.type().elements() == 0);
        return switch (node.op()) {
            case Contraction _, Pooling _, Normalization _, Recurrent _ -> wide || empty;
            case Indexing.Order _ -> node.input(0).dtype().bytes() > 4;
            case Reduction.Cumulate _ -> false;
            case Reduction _, Linalg _ -> true;
            case Pointwise.Unary(var function) -> function == Pointwise.Unary.Function.ATAN || function == Pointwise.Unary.Function.ERFINV;
            case Leaf _, Pointwise _, Movement _, Indexing _, Control _ -> false;
        };
    }
}
