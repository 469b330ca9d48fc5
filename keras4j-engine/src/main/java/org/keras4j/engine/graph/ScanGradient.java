package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What flows back through a [Control.Scan]: a scan the other way round, over the states that were saved. Its own state is what flows to
/// the state, and the sums of what flows to the constants.
final class ScanGradient {
    private final Control.Scan scan;
    private final Node node;
    private final List<@Nullable Value> dy;
    private final GraphBuilder g;
    /// Where among the inputs sequences end and constants begin.
    private final int known;
    /// Where among the results the saved states begin.
    private final int firstSaved;
    /// Places among the inputs to which something can flow: floating ones.
    private final List<Integer> states;
    private final List<Integer> sequences;
    private final List<Integer> constants;
    /// Places among the results of what was kept of each turn, where something can flow back from it.
    private final List<Integer> kept;
    /// Those of [#states] of whose saved values something flows back.
    private final List<Integer> saved;

    ScanGradient(Control.Scan scan, Node node, List<@Nullable Value> dy, GraphBuilder g) {
        this.scan = scan;
        this.node = node;
        this.dy = dy;
        this.g = g;
        known = scan.states() + scan.sequences();
        firstSaved = scan.body().outputs().size();
        states = floating(node.inputs(), 0, scan.states());
        sequences = floating(node.inputs(), scan.states(), known);
        constants = floating(node.inputs(), known, node.inputs().size());
        kept = floating(node.outputs(), scan.states(), firstSaved);
        saved = states.stream().filter(i -> dy.get(firstSaved + i) != null).toList();
    }

    private static List<Integer> floating(List<Value> values, int from, int to) {
        return IntStream.range(from, to).filter(i -> values.get(i).dtype().isFloating()).boxed().toList();
    }

    /// What flows to each input; `null` where nothing does.
    List<@Nullable Value> flows() {
        var state = new ArrayList<Value>();
        states.forEach(i -> state.add(flowTo(i)));
        constants.forEach(i -> state.add(g.zerosLike(node.input(i))));
        var slices = new ArrayList<>(node.outputs().subList(firstSaved, node.outputs().size()));
        slices.addAll(node.inputs().subList(scan.states(), known));
        kept.forEach(i -> slices.add(flowTo(i)));
        saved.forEach(i -> slices.add(flowTo(firstSaved + i)));
        List<Value> flows = g.scan(state, slices, node.inputs().subList(known, node.inputs().size()), !scan.reverse(), this::turn);

        var all = new ArrayList<@Nullable Value>(Collections.nCopies(node.inputs().size(), null));
        List<Integer> reached = reached();
        for (int i = 0; i < reached.size(); i++) {
            all.set(reached.get(i), flows.get(i));
        }
        return all;
    }

    private Value flowTo(int result) {
        return dy.get(result) instanceof Value flow ? flow : g.zerosLike(node.outputs().get(result));
    }

    /// The inputs to which something flows, in the order of what a turn answers.
    private List<Integer> reached() {
        return Stream.of(states, constants, sequences).flatMap(List::stream).toList();
    }

    /// @param flow to the state after this turn, and to the constants from the turns after it
    /// @param slice the state before this turn, the sequences, what flows to what was kept, and what flows to the saved state
    private List<Value> turn(GraphBuilder b, List<Value> flow, List<Value> slice, List<Value> constant) {
        var inputs = new ArrayList<>(slice.subList(0, known));
        inputs.addAll(constant);
        List<Value> outputs = b.inline(scan.body(), inputs);
        List<Value> seeded = Stream.of(states, kept).flatMap(List::stream).map(outputs::get).toList();
        List<Value> seeds = Stream.of(flow.subList(0, states.size()), slice.subList(known, known + kept.size())).flatMap(List::stream).toList();
        var results = new ArrayList<>(Autodiff.gradients(seeded, seeds, reached().stream().map(inputs::get).toList()));
        for (int i = 0; i < saved.size(); i++) {
            int at = states.indexOf(saved.get(i));
            results.set(at, b.add(results.get(at), slice.get(known + kept.size() + i)));
        }
        for (int i = states.size(); i < flow.size(); i++) {
            results.set(i, b.add(flow.get(i), results.get(i)));
        }
        return results;
    }
}
