package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;

/// Programs within programs.
public sealed interface Control extends Op {

    /// A loop over the first axis of its sequences, with a state that each turn hands to the next.
    ///
    /// | inputs, in order                  | the body gets, in order             |
    /// |-----------------------------------|-------------------------------------|
    /// | the first state, `states` values  | the state before this turn          |
    /// | `sequences` values `[length, …]`  | the slice `[…]` of this turn        |
    /// | the rest: constants               | the same                            |
    ///
    /// | the body answers                     | results, in order                                    |
    /// |--------------------------------------|------------------------------------------------------|
    /// | the state after this turn            | the state after the last turn                        |
    /// | the rest: what to keep of this turn  | that of all turns, `[length, …]`                     |
    /// |                                      | the state before each turn, `[length, …]`, from which the way back starts |
    ///
    /// @param body has its inputs as [Leaf.Input] named `0`, `1`, …, and no variables
    /// @param reverse starts at the last slice
    record Scan(Graph body, int states, int sequences, long length, boolean reverse) implements Control {
        @Override
        public List<Type> infer(List<Type> inputs) {
            var expected = new ArrayList<>(inputs);
            for (int i = states; i < states + sequences; i++) {
                Type sequence = inputs.get(i);
                if (sequence.rank() < 1 || sequence.shape().size(0) != length) {
                    throw new ShapeException("Scan", "sequences of length " + length, sequence, "All have one first axis.");
                }
                expected.set(i, sequence.with(sequence.shape().without(0)));
            }
            requireInputs("Scan", body, expected);
            var results = new ArrayList<Type>();
            for (int i = 0; i < body.outputs().size(); i++) {
                Type type = body.outputs().get(i).type();
                if (i >= states) {
                    results.add(stacked(type));
                } else if (type.equals(inputs.get(i))) {
                    results.add(type);
                } else {
                    throw new ShapeException("Scan", "a state that stays " + inputs.get(i), type, "Each turn hands on the same types.");
                }
            }
            inputs.subList(0, states).forEach(state -> results.add(stacked(state)));
            return results;
        }

        private Type stacked(Type type) {
            return type.with(type.shape().insert(0, length));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            return new ScanGradient(this, node, dy, g).flows();
        }

        @Override
        public String toString() {
            return "Scan[" + length + (reverse ? " reversed" : "") + ", " + body.nodes().size() + " nodes]";
        }
    }

    /// One of two bodies, chosen when the program runs: only that one is computed, so what the other would make of the same
    /// values (a logarithm of 0, say) can't reach results or gradients.
    ///
    /// The inputs are a bool scalar, then those of both bodies, which have them as [Leaf.Input] named `0`, `1`, …, and no variables.
    record If(Graph then, Graph otherwise) implements Control {
        @Override
        public List<Type> infer(List<Type> inputs) {
            if (!inputs.getFirst().equals(Type.of(DType.BOOL))) {
                throw new ShapeException("If", "a condition bool[]", inputs.getFirst(), "Reduce it with all or any.");
            }
            List<Type> given = inputs.subList(1, inputs.size());
            requireInputs("If", then, given);
            requireInputs("If", otherwise, given);
            if (!types(then).equals(types(otherwise))) {
                throw new ShapeException("If", "results of the same types from both branches", types(then) + " and " + types(otherwise),
                        "Cast or broadcast those of one.");
            }
            return types(then);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            List<Value> given = node.inputs().subList(1, node.inputs().size());
            List<Integer> targets = IntStream.range(0, given.size()).filter(i -> given.get(i).dtype().isFloating()).boxed().toList();
            List<Integer> seeded = IntStream.range(0, dy.size()).filter(i -> dy.get(i) != null).boxed().toList();
            var inputs = new ArrayList<>(node.inputs());
            seeded.forEach(i -> inputs.add(dy.get(i)));
            List<Type> types = inputs.subList(1, inputs.size()).stream().map(Value::type).toList();
            List<Value> flows = g.applyAll(new If(back(then, types, given.size(), targets, seeded), back(otherwise, types, given.size(), targets, seeded)),
                    inputs);
            var all = new ArrayList<@Nullable Value>(Collections.nCopies(node.inputs().size(), null));
            for (int i = 0; i < targets.size(); i++) {
                all.set(1 + targets.get(i), flows.get(i));
            }
            return all;
        }

        private static Graph back(Graph body, List<Type> types, int given, List<Integer> targets, List<Integer> seeded) {
            var b = new GraphBuilder();
            List<Value> inputs = IntStream.range(0, types.size()).mapToObj(i -> b.input(Integer.toString(i), types.get(i))).toList();
            List<Value> outputs = b.inline(body, inputs.subList(0, given));
            return b.build(Autodiff.gradients(seeded.stream().map(outputs::get).toList(), inputs.subList(given, inputs.size()),
                    targets.stream().map(inputs::get).toList()));
        }

        @Override
        public String toString() {
            return "If[" + then.nodes().size() + ", " + otherwise.nodes().size() + " nodes]";
        }
    }

    /// A body repeated as long as a condition holds. The inputs are the first state, then constants; condition and body have them as
    /// [Leaf.Input] named `0`, `1`, …; the condition answers a bool scalar, the body the next state, and the op the last.
    ///
    /// How often it turns is known only afterwards, so nothing flows back: a [Scan] of a fixed length has a gradient.
    record While(Graph condition, Graph body) implements Control {
        @Override
        public List<Type> infer(List<Type> inputs) {
            requireInputs("While", condition, inputs);
            requireInputs("While", body, inputs);
            List<Type> state = types(body);
            if (!types(condition).equals(List.of(Type.of(DType.BOOL)))) {
                throw new ShapeException("While", "a condition bool[]", types(condition), "Reduce it with all or any.");
            }
            if (state.size() > inputs.size() || !state.equals(inputs.subList(0, state.size()))) {
                throw new ShapeException("While", "a state that stays " + inputs.subList(0, Math.min(state.size(), inputs.size())), state,
                        "Each turn hands on the same types.");
            }
            return state;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            throw new UnsupportedOperationException("While: has no gradient. Use a scan or foriLoop, whose number of turns is known.");
        }

        @Override
        public String toString() {
            return "While[" + condition.nodes().size() + ", " + body.nodes().size() + " nodes]";
        }
    }

    private static List<Type> types(Graph body) {
        return body.outputs().stream().map(Value::type).toList();
    }

    private static void requireInputs(String op, Graph body, List<Type> given) {
        for (var input : body.inputs()) {
            int number = Integer.parseInt(input.name());
            if (number >= given.size() || !given.get(number).equals(input.result())) {
                throw new ShapeException(op, "input " + input.name() + " of the body as " + input.result(), given,
                        "Trace the body with the types that it gets.");
            }
        }
    }
}
