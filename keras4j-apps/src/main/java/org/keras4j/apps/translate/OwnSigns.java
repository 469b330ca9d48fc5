package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Scheduled sampling (Bengio et al. 2015): while training, puts in place of a share of the right signs those that the network would write there, which
/// it has only once it translates. All places are guessed at once, each after the right signs (Mihaylova and Martins 2019). The share rises from 0
/// along a line.
///
/// | value   | shape                                                                    |
/// |---------|--------------------------------------------------------------------------|
/// | written | int32 `[batch, places]`: the sign before each place, the start first      |
/// | logits  | `[batch, places, signs]`: of the sign that stands there                   |
/// | output  | as `written`; outside of training the same                                |
@KerasSerializable(inPackage = "keras4j", name = "OwnSigns")
final class OwnSigns extends Layer {

    static final class Config extends LayerConfig {
        double share;
        long steps;
    }

    OwnSigns(Config config) {
        super(config);
    }

    /// @param share of the signs in the last step, from 0 to 1
    /// @param steps of the training
    static OwnSigns of(double share, long steps) {
        var config = new Config();
        config.share = share;
        config.steps = steps;
        return new OwnSigns(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Value written = inputs.getFirst();
        if (!c.training()) {
            return List.of(written);
        }
        long places = written.shape().size(1);
        Value guessed = Ops.cast(Ops.argmax(inputs.getLast(), -1), written.dtype());
        Value before = Ops.concatenate(List.of(Ops.slice(written, 1, 0, 1), Ops.slice(guessed, 1, 0, places - 1)), 1);
        Value share = Ops.multiply(Ops.minimum(Ops.divide(Ops.cast(c.turn(), DType.FLOAT32), config().steps), 1), config().share);
        Value own = Ops.less(c.uniform(seed(null), written.shape(), DType.FLOAT32), Ops.broadcastTo(share, written.shape()));
        return List.of(Ops.where(own, before, written));
    }
}
