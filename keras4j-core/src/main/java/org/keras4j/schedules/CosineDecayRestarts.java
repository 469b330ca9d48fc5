package org.keras4j.schedules;

import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Half a cosine after the other, each `tMul` times as long and `mMul` times as high as the one before, down to `alpha` of the first rate
/// (Loshchilov & Hutter 2016). Follows `keras.optimizers.schedules.CosineDecayRestarts`.
public final class CosineDecayRestarts extends LearningRateSchedule {
    public static final class Settings extends Config {
        public double initialLearningRate;
        public long firstDecaySteps;
        public double tMul = 2;
        public double mMul = 1;
        public double alpha;
        public String name = "SGDRDecay";
    }

    private CosineDecayRestarts(Settings settings) {
        super(settings);
    }

    /// From this rate along half a cosine down, in so many steps of training at first; then again.
    public static CosineDecayRestarts of(double initialLearningRate, long firstDecaySteps) {
        var settings = new Settings();
        settings.initialLearningRate = initialLearningRate;
        settings.firstDecaySteps = (long) requirePositive("CosineDecayRestarts", "first_decay_steps", firstDecaySteps);
        return new CosineDecayRestarts(settings);
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    /// How much longer each period is than the one before.
    public CosineDecayRestarts tMul(double factor) {
        return with((Settings s) -> s.tMul = requirePositive("CosineDecayRestarts", "t_mul", factor));
    }

    /// How much higher each period starts than the one before.
    public CosineDecayRestarts mMul(double factor) {
        return with((Settings s) -> s.mMul = factor);
    }

    /// The least rate, as a part of the first.
    public CosineDecayRestarts alpha(double alpha) {
        return with((Settings s) -> s.alpha = alpha);
    }

    @Override
    public Value rate(Value step) {
        Settings s = config();
        Value passed = Ops.divide(step, s.firstDecaySteps);
        Value restarts;
        Value part;
        if (s.tMul == 1) {
            restarts = Ops.floor(passed);
            part = Ops.subtract(passed, restarts);
        } else {                                                      // periods are a geometric series
            restarts = Ops.floor(Ops.divide(Ops.log(Ops.subtract(1, Ops.multiply(passed, 1 - s.tMul))), Math.log(s.tMul)));
            Value length = Ops.power(Ops.fullLike(step, s.tMul), restarts);
            part = Ops.divide(Ops.subtract(passed, Ops.divide(Ops.subtract(1, length), 1 - s.tMul)), length);
        }
        Value height = Ops.power(Ops.fullLike(step, s.mMul), restarts);
        Value wave = Ops.multiply(Ops.multiply(height, 0.5), Ops.add(Ops.cos(Ops.multiply(part, Math.PI)), 1));
        return Ops.multiply(Ops.add(Ops.multiply(wave, 1 - s.alpha), s.alpha), s.initialLearningRate);
    }
}
