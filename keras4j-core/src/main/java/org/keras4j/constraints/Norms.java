package org.keras4j.constraints;

import org.keras4j.config.Axes;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Lengths of the vectors in a weight.
final class Norms {
    private Norms() {}

    /// √(Σ w²) over the axes, which are kept.
    static Value of(Value weight, Axes axes) {
        return Ops.sqrt(Ops.sumKeeping(Ops.square(weight), axes.toArray()));
    }

    /// The weight with its lengths brought from `norms` to `wanted`.
    static Value scaled(Value weight, Value norms, Value wanted) {
        return Ops.multiply(weight, Ops.divide(wanted, Ops.add(norms, KerasConfig.EPSILON)));
    }
}
