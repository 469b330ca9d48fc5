package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// What an optimizer may use when it writes a step into a trace: scalars, and the slots of each variable.
///
/// @param rate the learning rate of this step, a float32 scalar
/// @param count how many updates there will have been with this one, a float32 scalar: 1 at the first
public record Step(Call call, Value rate, Value count, Slots slots, BinaryOperator<Value> filter) {

    /// What this slot of a variable held before this step.
    public Value read(Variable variable, Slot slot) {
        return call.readExactly(slots.of(variable, slot));
    }

    /// Says what this slot of a variable holds after this step.
    ///
    /// @return the same value
    public Value write(Variable variable, Slot slot, Value value) {
        write(slots.of(variable, slot), value);
        return value;
    }

    void write(Variable variable, Value value) {
        Value before = call.readExactly(variable);
        call.update(variable, filter.apply(before, Ops.cast(value, before.dtype())));
    }
}
