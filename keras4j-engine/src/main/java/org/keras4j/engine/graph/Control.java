package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

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

        /// A scan the other way round, over the states that were saved: its own state is what flows to the state, and the sums
        /// of what flows to the constants.
        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            int kept = body.outputs().size() - states;
            List<Value> constants = node.inputs().subList(states + sequences, node.inputs().size());
            List<Value> saved = node.outputs().subList(states + kept, node.outputs().size());

            var flowing = new ArrayList<Value>();                    // the state of the way back, for floating types alone
            var differentiable = new ArrayList<Integer>();           // positions among the body's inputs that have a place there
            for (int i = 0; i < states; i++) {
                if (node.input(i).dtype().isFloating()) {
                    flowing.add(given(dy.get(i), node.outputs().get(i), g));
                    differentiable.add(i);
                }
            }
            int stateFlows = flowing.size();
            for (int i = 0; i < constants.size(); i++) {
                if (constants.get(i).dtype().isFloating()) {
                    flowing.add(g.zerosLike(constants.get(i)));
                    differentiable.add(states + sequences + i);
                }
            }
            var slices = new ArrayList<Value>(saved);
            slices.addAll(node.inputs().subList(states, states + sequences));
            var keptFlows = new ArrayList<Integer>();
            for (int i = 0; i < kept; i++) {
                if (node.outputs().get(states + i).dtype().isFloating()) {
                    slices.add(given(dy.get(states + i), node.outputs().get(states + i), g));
                    keptFlows.add(states + i);
                }
            }
            var savedFlows = new LinkedHashMap<Integer, Integer>();  // the slice with what flows to a saved state, by the state's place in the flow
            for (int i = 0; i < stateFlows; i++) {
                if (dy.get(states + kept + differentiable.get(i)) instanceof Value flow) {
                    savedFlows.put(i, slices.size());
                    slices.add(flow);
                }
            }
            List<Integer> sequenceFlows = IntStream.range(states, states + sequences)
                    .filter(i -> node.input(i).dtype().isFloating()).boxed().toList();

            Back back = (b, flow, slice, constant) -> {
                var inputs = new ArrayList<Value>(slice.subList(0, states + sequences));
                inputs.addAll(constant);
                List<Value> outputs = b.inline(body, inputs);
                var seeded = new ArrayList<Value>();
                var seeds = new ArrayList<Value>();
                for (int i = 0; i < stateFlows; i++) {
                    seeded.add(outputs.get(differentiable.get(i)));
                    seeds.add(flow.get(i));
                }
                for (int i = 0; i < keptFlows.size(); i++) {
                    seeded.add(outputs.get(keptFlows.get(i)));
                    seeds.add(slice.get(states + sequences + i));
                }
                var targets = new ArrayList<Value>();
                differentiable.forEach(i -> targets.add(inputs.get(i)));
                sequenceFlows.forEach(i -> targets.add(inputs.get(i)));
                List<Value> found = Autodiff.gradients(seeded, seeds, targets);
                var results = new ArrayList<Value>(found);
                savedFlows.forEach((i, at) -> results.set(i, b.add(found.get(i), slice.get(at))));
                for (int i = stateFlows; i < flow.size(); i++) {
                    results.set(i, b.add(flow.get(i), found.get(i)));
                }
                return results;
            };
            List<Value> flows = g.scan(flowing, slices, constants, !reverse, back::turn);

            var all = new ArrayList<@Nullable Value>(Collections.nCopies(node.inputs().size(), null));
            for (int i = 0; i < differentiable.size(); i++) {
                all.set(differentiable.get(i), flows.get(i));
            }
            for (int i = 0; i < sequenceFlows.size(); i++) {
                all.set(sequenceFlows.get(i), flows.get(flowing.size() + i));
            }
            return all;
        }

        private interface Back {
            List<Value> turn(GraphBuilder b, List<Value> flow, List<Value> slice, List<Value> constant);
        }

        private static Value given(@Nullable Value flow, Value output, GraphBuilder g) {
            return flow != null ? flow : g.zerosLike(output);
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
