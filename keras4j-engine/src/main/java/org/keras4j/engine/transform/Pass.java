package org.keras4j.engine.transform;

import org.keras4j.engine.graph.Graph;

/// A rewrite of a whole graph. Keeps no state between calls. The result answers and leaves the same, from the same inputs and
/// variables or fewer, which keep their order.
public interface Pass {
    String name();

    Graph apply(Graph graph);
}
