package org.keras4j.apps.poem;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.LayerOptions;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Adds to the logits of each sign how frequent it is, which a table that is read both ways has no place for. A layer of the application's own.
///
/// | value  | shape                      |
/// |--------|----------------------------|
/// | input  | `[batch, places, signs]`   |
/// | bias   | `[signs]`                  |
/// | output | as the input               |
@KerasSerializable(inPackage = "keras4j", name = "SignBias")
final class SignBias extends Layer implements LayerOptions<SignBias> {
    private @Nullable Variable bias;

    SignBias(LayerConfig config) {
        super(config);
    }

    static SignBias create() {
        return new SignBias(new LayerConfig());
    }

    @Override
    protected void build(Type input) {
        bias = addWeight("bias", Shape.of(input.shape().size(-1)), new Zeros());
    }

    @Override
    protected Value call(Call c, Value logits) {
        return Ops.add(logits, c.read(bias));
    }
}
