package org.keras4j.optimizers;

import module java.base;
import org.keras4j.config.Key;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.schedules.LearningRateSchedule;

/// [RMSprop] that keeps, of the squares of a matrix, only the means of rows and columns (Shazeer & Stern 2018). With
/// `β = 1 − t^beta_2_decay`, `α = max(ε₂, rms(w)) · min(rate, 1 / √t)` and `u = g / √v`: `w ← w − α · u / max(1, rms(u) / clip_threshold)`.
/// Follows `keras.optimizers.Adafactor`.
public final class Adafactor extends Options<Adafactor> {
    /// Of variables with fewer axes nothing is left out; Keras keeps a number that nobody reads.
    private static final Slot ROWS = Slot.shaped("", shape -> shape.rank() < 2 ? Shape.SCALAR : shape.without(-1));
    private static final Slot COLUMNS = Slot.shaped("", shape -> shape.rank() < 2 ? Shape.SCALAR : shape.without(-2));
    private static final Slot VELOCITY = Slot.zeros("velocity");

    public static final class Config extends OptimizerConfig {
        @Key("beta_2_decay")
        public double beta2Decay = -0.8;
        @Key("epsilon_1")
        public double epsilon1 = 1e-30;
        @Key("epsilon_2")
        public double epsilon2 = 1e-3;
        public double clipThreshold = 1;
        /// As in Keras it changes nothing: the rate is held below `1 / √t` in any case.
        public boolean relativeStep = true;
    }

    private Adafactor(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Adafactor create() {
        return new Adafactor(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static Adafactor of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Adafactor of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// How fast the past fades: `1 − t^decay` of it stays at step `t`.
    public Adafactor beta2Decay(double decay) {
        return with((Config c) -> c.beta2Decay = decay);
    }

    /// What squares of gradients get added.
    public Adafactor epsilon1(double epsilon) {
        return with((Config c) -> c.epsilon1 = epsilon);
    }

    /// The least size of a variable that moves are measured by.
    public Adafactor epsilon2(double epsilon) {
        return with((Config c) -> c.epsilon2 = epsilon);
    }

    /// How large the root of the mean square of a move may be.
    public Adafactor clipThreshold(double threshold) {
        return with((Config c) -> c.clipThreshold = threshold);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(ROWS, COLUMNS, VELOCITY));
    }

    @Override
    protected Update update(Step step) {
        Config config = config();
        Value fading = Ops.power(step.count(), config.beta2Decay);
        Value rate = Ops.minimum(step.rate(), Ops.rsqrt(step.count()));
        return (variable, w, gradient) -> {
            Value squares = Ops.add(Ops.square(gradient), config.epsilon1);
            Value v;
            if (variable.shape().rank() < 2) {
                v = mean(step, variable, VELOCITY, squares, fading);
            } else {
                Value rows = mean(step, variable, ROWS, Ops.mean(squares, -1), fading);
                Value columns = mean(step, variable, COLUMNS, Ops.mean(squares, -2), fading);
                Value parts = Ops.divide(rows, Ops.meanKeeping(rows, -1));
                v = step.write(variable, VELOCITY, Ops.multiply(Ops.expandDims(parts, -1), Ops.expandDims(columns, -2)));
            }
            Value move = Ops.divide(gradient, Ops.sqrt(v));
            Value clip = Ops.maximum(Ops.divide(size(move), config.clipThreshold), 1);
            Value far = Ops.multiply(Ops.maximum(size(w), config.epsilon2), rate);
            return Ops.subtract(w, Ops.multiply(move, Ops.divide(far, clip)));
        };
    }

    private static Value mean(Step step, Variable variable, Slot slot, Value target, Value fading) {
        return step.write(variable, slot, Ops.add(Ops.multiply(step.read(variable, slot), Ops.subtract(1, fading)), Ops.multiply(target, fading)));
    }

    private static Value size(Value x) {
        return Ops.sqrt(Ops.mean(Ops.square(x)));
    }
}
