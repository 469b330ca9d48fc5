package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.regularizers.L1L2;
import org.keras4j.regularizers.Regularizer;

/// Its input, whose size adds to the loss: `l1 · Σ |x| + l2 · Σ x²`, divided by the size of the batch. Follows
/// `keras.layers.ActivityRegularization`.
public final class ActivityRegularization extends ConfiguredLayer<ActivityRegularization, ActivityRegularization.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        double l1 = 0;
        double l2 = 0;
    }

    private ActivityRegularization(Config config) {
        super(config);
    }

    public static ActivityRegularization create() {
        return new ActivityRegularization(new Config());
    }

    /// The penalty on the sum of sizes of the input's elements; 0 unless said.
    public ActivityRegularization l1(double l1) { return option(c -> c.l1 = l1); }

    /// The penalty on the sum of squares of the input's elements; 0 unless said.
    public ActivityRegularization l2(double l2) { return option(c -> c.l2 = l2); }

    @Override
    protected Value call(Call c, Value x) {
        return x;
    }

    @Override
    protected Regularizer activityRegularizer() {
        return new L1L2(config().l1, config().l2);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
