package org.keras4j.optimizers;

import module java.base;
import org.keras4j.ops.Variable;

/// The slots of an optimizer, in Keras' order.
///
/// @param variables what is optimized
/// @param byVariable the slots of each
/// @param all all slots
record Slots(List<Variable> variables, Map<Variable, Map<Slot, Variable>> byVariable, List<Variable> all) {

    /// @param groups those of one group stand side by side for each variable
    static Slots of(List<Variable> variables, List<List<Slot>> groups, Supplier<String> scope) {
        var byVariable = new IdentityHashMap<Variable, Map<Slot, Variable>>();
        var all = new ArrayList<Variable>();
        for (List<Slot> group : groups) {
            for (Variable variable : variables) {
                for (Slot slot : group) {
                    String name = variable.path().replace('/', '_') + "_" + slot.name();
                    var made = Variable.state(name, variable.type(), slot.initializer()).in(scope);
                    byVariable.computeIfAbsent(variable, _ -> new HashMap<>()).put(slot, made);
                    all.add(made);
                }
            }
        }
        return new Slots(List.copyOf(variables), byVariable, List.copyOf(all));
    }

    Variable of(Variable variable, Slot slot) {
        Map<Slot, Variable> slots = byVariable.get(variable);
        if (slots == null || !slots.containsKey(slot)) {
            throw new IllegalArgumentException("Optimizer: expected a variable that it was built for, got '" + variable.path()
                    + "'. Compile the model anew, with a new optimizer.");
        }
        return slots.get(slot);
    }
}
