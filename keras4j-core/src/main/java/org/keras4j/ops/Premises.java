package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.backend.State;

/// What a program takes for granted: where its variables are, and that nothing has changed that it has as a constant (see [Call#dependsOn]).
/// Once they don't hold it is out of date, and compiled anew.
///
/// @param states of its variables, by the names they have in the graph
public record Premises(Map<String, State> states, List<BooleanSupplier> facts) {
    public Premises {
        states = Map.copyOf(states);
        facts = List.copyOf(facts);
    }

    public boolean hold() {
        for (BooleanSupplier fact : facts) {
            if (!fact.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }
}
