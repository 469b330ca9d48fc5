package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
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
            for (var input : body.inputs()) {
                Type given = expected.get(Integer.parseInt(input.name()));
                if (!given.equals(input.result())) {
                    throw new ShapeException("Scan", "input " + input.name() + " of the body as " + input.result(), given,
                            "Trace the body with the types that it gets.");
                }
            }
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
}
