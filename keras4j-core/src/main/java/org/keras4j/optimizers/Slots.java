package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Constant;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Variable;

/// The slots of an optimizer, in Keras' order.
///
/// @param variables what is optimized
/// @param byVariable the slots of each
/// @param scalars what is kept once
/// @param all all slots, then the scalars
record Slots(List<Variable> variables, Map<Variable, Map<Slot, Variable>> byVariable, Map<Scalar, Variable> scalars, List<Variable> all) {

    /// @param groups those of one group stand side by side for each variable
    /// @param kept which variables have which slots
    static Slots of(List<Variable> variables, List<List<Slot>> groups, BiPredicate<Variable, Slot> kept, List<Scalar> scalars, Supplier<String> scope) {
        var byVariable = new IdentityHashMap<Variable, Map<Slot, Variable>>();
        var all = new ArrayList<Variable>();
        for (List<Slot> group : groups) {
            for (Variable variable : variables) {
                Map<Slot, Variable> own = byVariable.computeIfAbsent(variable, _ -> new HashMap<>());
                group.stream().filter(slot -> kept.test(variable, slot)).forEach(slot -> {
                    Variable made = made(variable, slot).in(scope);
                    own.put(slot, made);
                    all.add(made);
                });
            }
        }
        var once = new HashMap<Scalar, Variable>();
        for (Scalar scalar : scalars) {
            Variable made = Variable.state(scalar.name(), new Type(scalar.dtype(), Shape.SCALAR), new Constant(scalar.start())).in(scope);
            once.put(scalar, made);
            all.add(made);
        }
        return new Slots(List.copyOf(variables), byVariable, once, List.copyOf(all));
    }

    private static Variable made(Variable variable, Slot slot) {
        String name = slot.name().isEmpty() ? variable.name() : variable.path().replace('/', '_') + "_" + slot.name();
        var made = Variable.state(name, new Type(variable.dtype(), slot.shape().apply(variable.shape())), slot.initializer().orElseGet(Zeros::new));
        if (slot.initializer().isEmpty()) {
            made.assign(variable.value());
        }
        return made;
    }

    Variable of(Variable variable, Slot slot) {
        Map<Slot, Variable> slots = byVariable.get(variable);
        if (slots == null || !slots.containsKey(slot)) {
            throw new IllegalArgumentException("Optimizer: expected a variable that it was built for, got '" + variable.path()
                    + "'. Compile the model anew, with a new optimizer.");
        }
        return slots.get(slot);
    }

    Variable of(Scalar scalar) {
        return Objects.requireNonNull(scalars.get(scalar), () -> "Optimizer: expected one of the scalars that it has, got " + scalar);
    }
}
