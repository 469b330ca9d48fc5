package org.keras4j.optimizers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// What an optimizer may use when it writes a step into a trace: scalars, and the slots of each variable.
///
/// @param rate the learning rate of this step, a float32 scalar
/// @param count how many updates there will have been with this one, a float32 scalar: 1 at the first
public record Step(Call call, Value rate, Value count, Slots slots) {

    /// What this slot of a variable held before this step.
    public Value read(Variable variable, Slot slot) {
        return call.readExactly(slots.of(variable, slot));
    }

    /// Says what this slot of a variable holds after this step.
    ///
    /// @return the same value
    public Value write(Variable variable, Slot slot, Value value) {
        call.update(slots.of(variable, slot), value);
        return value;
    }

    /// The value before this step of a number that the optimizer keeps for all variables.
    public Value read(Scalar scalar) {
        return call.readExactly(slots.of(scalar));
    }

    /// Sets a number that the optimizer keeps for all variables, and gives it.
    public Value write(Scalar scalar, Value value) {
        call.update(slots.of(scalar), value);
        return value;
    }

    /// Lets a slot come nearer to `target`: `slot + (target − slot) · (1 − kept)`.
    ///
    /// @return what it is then
    public Value follow(Variable variable, Slot slot, Value target, double kept) {
        Value before = read(variable, slot);
        return write(variable, slot, Ops.add(before, Ops.multiply(Ops.subtract(target, before), 1 - kept)));
    }

    /// `1 − betaᵗ`: what a mean that started at 0 lacks at this step.
    public Value correction(double beta) {
        return Ops.subtract(1, Ops.power(Ops.fullLike(count, beta), count));
    }
}
