package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// Works on texts, which a program doesn't have: unless it has a `call` of its own too, it stands in front of a model, not in it.
abstract sealed class InFrontOfModel extends Layer permits HashingLayer, IndexLookup, TextVectorization {
    InFrontOfModel(LayerConfig config) {
        super(config);
    }

    @Override
    protected Value call(Call c, Value x) {
        throw new IllegalStateException(place() + ": expected to stand in front of a model, since it works on texts, got a place in one. "
                + "Apply it to the data, and give the model what it answers.");
    }
}
