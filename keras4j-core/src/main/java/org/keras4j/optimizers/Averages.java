package org.keras4j.optimizers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// The averages that an optimizer keeps of its variables if it is asked for them, `momentum · average + (1 − momentum) · variable`, each in a slot.
/// The variables can change places with them.
final class Averages {
    static final Slot SLOT = Slot.zeros("average");

    private boolean given;

    /// Writes into the trace of a step how they follow, and the variables that become theirs now and then.
    ///
    /// @param before how many times the variables had changed before this step, a float32 scalar
    void follow(Call c, Slots slots, OptimizerConfig config, Value before) {
        // The first average is the variable itself.
        Value momentum = Ops.multiply(Ops.cast(Ops.notEqual(before, 0), DType.FLOAT32), config.emaMomentum);
        for (Variable variable : slots.variables()) {
            Variable slot = slots.of(variable, SLOT);
            Value w = c.readExactly(variable);
            Value average = Ops.add(Ops.multiply(c.readExactly(slot), momentum), Ops.multiply(w, Ops.subtract(1, momentum)));
            c.update(slot, average);
            if (config.emaOverwriteFrequency instanceof Integer frequency) {
                Value due = Ops.equal(Ops.mod(Ops.add(before, 1), Ops.fullLike(before, frequency)), 0);
                c.update(variable, Ops.where(due, average, w));
            }
        }
    }

    /// Lets the variables have them. Again without harm.
    void give(Slots slots) {
        if (!given) {
            swap(slots);
        }
    }

    /// Lets the variables have what was theirs before. Again without harm.
    void takeBack(Slots slots) {
        if (given) {
            swap(slots);
        }
    }

    private void swap(Slots slots) {
        for (Variable variable : slots.variables()) {
            Variable average = slots.of(variable, SLOT);
            NDArray own = variable.value();
            variable.assign(average.value());
            average.assign(own);
        }
        given = !given;
    }

    /// Lets the variables have them for good.
    void settle(Slots slots) {
        for (Variable variable : slots.variables()) {
            Variable average = slots.of(variable, SLOT);
            if (given) {
                average.assign(variable.value());
            } else {
                variable.assign(average.value());
            }
        }
        given = false;
    }
}
