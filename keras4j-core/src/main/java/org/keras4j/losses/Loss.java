package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// How far predictions are from what they should be. Subclasses say it for each sample; [#total] makes one number of it.
public abstract class Loss extends KerasObject {
    protected Loss(LossConfig config) {
        super(config);
    }

    @Override
    public LossConfig config() {
        return (LossConfig) super.config();
    }

    @Override
    public String module() {
        return "keras.losses";
    }

    /// Its name in logs.
    public abstract String name();

    /// The loss of each sample (and time step): `[batch, …]`, the last axis of both inputs reduced.
    protected abstract Value call(Value yTrue, Value yPred);

    /// The scalar that training makes small: reduced, with the mask of `yPred` and the weights.
    public abstract Value total(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight);
}
