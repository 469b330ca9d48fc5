package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Value;

/// Something equal and cheaper for an expression.
@FunctionalInterface
interface Rule {
    /// What stands for the only result of `op` on these inputs, written with `r`; `null` if this rule has nothing to say.
    @Nullable Value rewrite(Op op, List<Value> in, Rewriting r);
}
