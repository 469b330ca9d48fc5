package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What flows back through a [Gru]. Inputs: gates, hs, h0, R, dhs (what flows to h after each time from outside), and the mask if
/// `masked`. Results: dx and what flows to h·R `[batch, time, 3·units]`, dh0 `[batch, units]`.
public record GruGradient(boolean masked, boolean backwards) implements Recurrent {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Type gates = inputs.get(0);
        Type states = inputs.get(1);
        if (inputs.size() != (masked ? 6 : 5) || !inputs.get(4).equals(states)) {
            throw new ShapeException("GruGradient", "gates, hs, h0, R, dhs" + (masked ? ", mask" : ""), inputs, "They come from a Gru.");
        }
        Type thirds = gates.with(gates.shape().with(2, gates.shape().size(2) / 4 * 3));
        return List.of(thirds, thirds, inputs.get(2));
    }

    @Override
    public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
        throw new UnsupportedOperationException("Second derivatives through Gru aren't there. Use RNN over a GRUCell.");
    }
}
