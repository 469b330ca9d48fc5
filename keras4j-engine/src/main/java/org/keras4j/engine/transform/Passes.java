package org.keras4j.engine.transform;

import module java.base;
import org.keras4j.engine.graph.Graph;

/// The passes that every program goes through.
public final class Passes {
    private Passes() {}

    /// In their order. Each walks once over the graph.
    public static List<Pass> standard() {
        return List.of(
                rules("simplify", new Fold(), new Algebra(), new Placement()),
                new SoftmaxOfLogSoftmax(),
                rules("fuse", new PooledMask(), new WideProducts(), new PaddedConv(), new ScaledKernel(), new Fold(), new Algebra(), new Placement()));
    }

    /// The graph after the standard passes.
    public static Graph apply(Graph graph) {
        return apply(graph, standard(), Dump.chosen());
    }

    static Graph apply(Graph graph, List<Pass> passes, Dump dump) {
        int program = dump.program();
        dump.write(program, 0, "traced", graph);
        Graph now = graph;
        for (int i = 0; i < passes.size(); i++) {
            now = passes.get(i).apply(now);
            assert now.verify() != null;
            dump.write(program, i + 1, passes.get(i).name(), now);
        }
        return now;
    }

    /// A walk with these rules; the first that has something to say is heard.
    static Pass rules(String name, Rule... rules) {
        return new Rules(name, List.of(rules));
    }

    private record Rules(String name, List<Rule> rules) implements Pass {
        @Override
        public Graph apply(Graph graph) {
            return Rewriting.apply(graph, rules);
        }
    }
}
