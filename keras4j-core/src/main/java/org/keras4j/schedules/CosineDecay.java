package org.keras4j.schedules;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Half a cosine from the first rate down to `alpha` of it in `decaySteps`; before that, with a warm-up, a straight line up to its
/// target, from which the cosine then falls (Loshchilov & Hutter 2016). Follows `keras.optimizers.schedules.CosineDecay`.
public final class CosineDecay extends LearningRateSchedule {
    public static final class Settings extends Config {
        public double initialLearningRate;
        public long decaySteps;
        public double alpha;
        public String name = "CosineDecay";
        public @Nullable Double warmupTarget;
        public long warmupSteps;
    }

    private CosineDecay(Settings settings) {
        super(settings);
    }

    /// From this rate along half a cosine down, in so many steps of training.
    public static CosineDecay of(double initialLearningRate, long decaySteps) {
        var settings = new Settings();
        settings.initialLearningRate = initialLearningRate;
        settings.decaySteps = (long) requirePositive("CosineDecay", "decay_steps", decaySteps);
        return new CosineDecay(settings);
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    /// What remains at the end, as a part of what it falls from.
    public CosineDecay alpha(double alpha) {
        return with((Settings s) -> s.alpha = alpha);
    }

    /// Rises along a line from the initial rate to `target` in so many steps, and falls from there.
    public CosineDecay warmup(double target, long steps) {
        return with((Settings s) -> {
            s.warmupTarget = target;
            s.warmupSteps = (long) requirePositive("CosineDecay", "warmup_steps", steps);
        });
    }

    @Override
    public Value rate(Value step) {
        Settings s = config();
        if (!(s.warmupTarget instanceof Double target)) {
            return cosine(step, s.initialLearningRate);
        }
        Value rising = Ops.add(Ops.multiply(Ops.divide(step, s.warmupSteps), target - s.initialLearningRate), s.initialLearningRate);
        return Ops.where(Ops.less(step, s.warmupSteps), rising, cosine(Ops.subtract(step, s.warmupSteps), target));
    }

    private Value cosine(Value step, double from) {
        Value part = Ops.divide(Ops.minimum(step, config().decaySteps), config().decaySteps);
        Value wave = Ops.multiply(Ops.add(Ops.cos(Ops.multiply(part, Math.PI)), 1), 0.5);
        return Ops.multiply(Ops.add(Ops.multiply(wave, 1 - config().alpha), config().alpha), from);
    }
}
