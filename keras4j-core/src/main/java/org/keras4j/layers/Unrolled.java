package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// What a cell makes of a sequence.
///
/// @param outputs `[batch, time, …]`; where the mask is false, that of the time before, at first zeros
/// @param states after the last time, or backwards the first
record Unrolled(Value outputs, List<Value> states) {

    /// The cell as the body of a loop over time; builds it at first.
    ///
    /// @param x `[batch, time, …]`
    /// @param mask bool `[batch, time]`: where false, the states stay
    /// @param backwards whether the last time comes first
    static Unrolled byLoop(Call c, RnnCell cell, Value x, @Nullable Value mask, List<Value> states, boolean backwards) {
        Rehearsal rehearsal = Rehearsal.of(c, cell, x, states);
        int count = states.size();
        var first = new ArrayList<Value>();
        for (int i = 0; i < count; i++) {
            first.add(Ops.cast(states.get(i), rehearsal.states.get(i).dtype()));
        }
        var sequences = new ArrayList<>(List.of(Ops.swapaxes(x, 0, 1)));
        if (mask != null) {
            first.add(c.builder().fill(0, rehearsal.output));
            sequences.add(Ops.swapaxes(mask, 0, 1));
        }
        List<Value> weights = rehearsal.variables.stream().map(c::readExactly).toList();
        List<Value> results = c.builder().scan(first, sequences, weights, backwards, (g, before, slices, constants) -> {
            var lent = new HashMap<Variable, Value>();
            for (int i = 0; i < constants.size(); i++) {
                lent.put(rehearsal.variables.get(i), constants.get(i));
            }
            List<Value> step = cell.apply(c.within(g, lent), joined(slices.getFirst(), before.subList(0, count)));
            if (mask == null) {
                return joined(step.subList(1, 1 + count), step.getFirst());
            }
            Value output = where(slices.get(1), step.getFirst(), before.get(count));
            var after = new ArrayList<Value>();
            for (int i = 0; i < count; i++) {
                after.add(where(slices.get(1), step.get(1 + i), before.get(i)));
            }
            after.add(output);
            return joined(after, output);
        });
        return new Unrolled(Ops.swapaxes(results.get(first.size()), 0, 1), results.subList(0, count));
    }

    /// `now` where the mask holds, else `before`; the mask has some of their first axes.
    static Value where(Value mask, Value now, Value before) {
        Value condition = mask;
        while (condition.rank() < now.rank()) {
            condition = Ops.expandDims(condition, -1);
        }
        return Ops.where(condition, now, before);
    }

    private static List<Value> joined(Value first, List<Value> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private static List<Value> joined(List<Value> others, Value last) {
        return Stream.concat(others.stream(), Stream.of(last)).toList();
    }

    /// What one step shows when it is traced aside: the loop must know its types and the variables it reads before its body is written.
    record Rehearsal(Type output, List<Type> states, List<Variable> variables) {

        static Rehearsal of(Call c, RnnCell cell, Value x, List<Value> states) {
            var g = new GraphBuilder();
            Call aside = c.within(g, Map.of());
            var inputs = new ArrayList<>(List.of(g.input("x", x.type().with(x.shape().without(1)))));
            for (int i = 0; i < states.size(); i++) {
                inputs.add(g.input("state " + i, states.get(i).type()));
            }
            List<Value> step = cell.apply(aside, inputs);
            if (!g.build(step).updates().isEmpty() || !aside.losses().isEmpty()) {
                throw new UnsupportedOperationException(cell.place() + ": expected a cell that changes no variables and adds no losses, got one "
                        + "that does. Apply such layers to the whole sequence, before or after.");
            }
            List<Type> types = step.stream().map(Value::type).toList();
            return new Rehearsal(types.getFirst(), types.subList(1, types.size()), List.copyOf(aside.variables()));
        }
    }
}
