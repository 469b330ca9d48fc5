package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Leaf.Fill;
import org.keras4j.engine.graph.Pointwise.Compare;
import org.keras4j.engine.graph.Pointwise.Compare.Relation;
import org.keras4j.engine.graph.Pointwise.Select;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Pooling.*;
import org.keras4j.engine.graph.Value;

/// A ReLU before max pooling masks the pooled gradient, in most nets a quarter of the data: an element that got something was
/// the largest of its windows, so it is above 0 exactly where they are.
///
/// With `y = relu(z)` and `m` a largest of `y`'s windows:
///
/// | before                                | after                                 | when                        |
/// |---------------------------------------|---------------------------------------|-----------------------------|
/// | `select(y > 0, poolGradient(y, d), 0)` | `poolGradient(y, select(m > 0, d, 0))` | nothing else reads the pool gradient |
final class PooledMask implements Rule {
    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        if (!(op instanceof Select && r.isFilled(in.get(2), 0) && r.isUsedOnce(in.get(1))
                && r.op(in.get(1)) instanceof PoolGradient(var kind, var window) && kind == Kind.MAX)) {
            return null;
        }
        Value y = r.input(in.get(1), 0);
        Value d = r.input(in.get(1), 1);
        Value mask = in.get(0);
        if (!(r.op(y) instanceof Unary(var function) && function == Unary.Function.RELU
                && r.op(mask) instanceof Compare(var relation) && relation == Relation.GREATER
                && r.input(mask, 0) == y && r.isFilled(r.input(mask, 1), 0))) {
            return null;
        }
        Value zero = r.emit(new Fill(0, d.type()));
        Value pooled = r.emit(new Pool(kind, window), y);
        Value masked = r.emit(new Select(), r.emit(new Compare(Relation.GREATER), pooled, zero), d, zero);
        return r.emit(new PoolGradient(kind, window), y, masked);
    }
}
