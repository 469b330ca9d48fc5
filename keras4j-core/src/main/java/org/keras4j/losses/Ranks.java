package org.keras4j.losses;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Arrays whose ranks differ by a last axis of size 1, as labels `[batch]` and predictions `[batch, 1]` do.
public final class Ranks {
    private Ranks() {}

    /// `x` with a last axis of size 1 less, when that gives it the rank of `other`, or one more, when `other` has one; else `x`.
    public static Value like(Value x, Value other) {
        if (x.rank() == other.rank() + 1 && x.shape().size(-1) == 1) {
            return Ops.squeeze(x, -1);
        }
        if (other.rank() == x.rank() + 1 && other.shape().size(-1) == 1) {
            return Ops.expandDims(x, -1);
        }
        return x;
    }

    /// `x` with axes of size 1 behind, up to the rank of `other`: so that one weight a sample stretches over all that it has.
    public static Value leading(Value x, Value other) {
        Value leading = x;
        while (leading.rank() < other.rank()) {
            leading = Ops.expandDims(leading, -1);
        }
        return leading;
    }
}
