package org.keras4j.optimizers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Key;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.schedules.LearningRateSchedule;

/// Momentum whose moves are made orthogonal by five steps of Newton and Schulz (Jordan et al. 2024; sizes as Liu et al. 2025); matrices
/// only. What has another rank, embeddings and what is excluded goes by [AdamW]. Follows `keras.optimizers.Muon`.
public final class Muon extends Options<Muon> {
    private static final Slot MOMENTUM = Slot.zeros("momentum");
    private static final Slot VELOCITY = Slot.zeros("velocity");

    public static final class Config extends OptimizerConfig {
        @Key("adam_beta_1")
        public double adamBeta1 = 0.9;
        @Key("adam_beta_2")
        public double adamBeta2 = 0.999;
        public double epsilon = 1e-7;
        public List<String> excludeLayers = List.of();
        public double muonA = 3.4445;
        public double muonB = -4.7750;
        public double muonC = 2.0315;
        /// Keras writes a whole number as one.
        public Number adamLrRatio = 1;
        public double momentum = 0.95;
        public int nsSteps = 5;
        public boolean nesterov = true;
        public boolean excludeEmbeddings = true;
        public @Nullable Double adamWeightDecay = 0.004;
        public @Nullable Double rmsRate = 0.2;

        Config() {
            weightDecay = 0.004;
        }
    }

    private Muon(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Muon create() {
        return new Muon(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static Muon of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Muon of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Patterns: variables with one of them in their path go by AdamW. Name the last layer here.
    public Muon excludeLayers(String... patterns) {
        return with((Config c) -> c.excludeLayers = List.of(patterns));
    }

    /// Embeddings go by Muon, too.
    public Muon includeEmbeddings() {
        return with((Config c) -> c.excludeEmbeddings = false);
    }

    /// The decay of what goes by AdamW.
    public Muon adamWeightDecay(double decay) {
        return with((Config c) -> c.adamWeightDecay = decay);
    }

    /// What AdamW's rate is, in terms of the rate.
    public Muon adamRateRatio(double ratio) {
        return with((Config c) -> c.adamLrRatio = ratio);
    }

    /// How much of the sum of gradients stays at each step, from 0 to below 1.
    public Muon momentum(double momentum) {
        return with((Config c) -> c.momentum = requireRate("momentum", momentum));
    }

    /// How often moves are made more orthogonal.
    public Muon steps(int steps) {
        return with((Config c) -> c.nsSteps = steps);
    }

    private boolean byAdam(Variable variable) {
        return variable.shape().rank() != 2
                || config().excludeEmbeddings && variable.path().toLowerCase(Locale.ROOT).contains("embedding")
                || config().excludeLayers.stream().anyMatch(pattern -> Pattern.compile(pattern).matcher(variable.path()).find());
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(MOMENTUM, VELOCITY));
    }

    @Override
    protected boolean keeps(Variable variable, Slot slot) {
        return slot != VELOCITY || byAdam(variable);
    }

    @Override
    protected OptionalDouble decay(Variable variable) {
        return !byAdam(variable) ? super.decay(variable)
                : config().adamWeightDecay instanceof Double decay ? OptionalDouble.of(decay) : OptionalDouble.empty();
    }

    @Override
    protected Update update(Step step) {
        Config config = config();
        Value adamRate = Ops.multiply(AdamFamily.rate(step, config.adamBeta1, config.adamBeta2), config.adamLrRatio.doubleValue());
        return (variable, w, gradient) -> {
            if (byAdam(variable)) {
                Value m = step.follow(variable, MOMENTUM, gradient, config.adamBeta1);
                Value v = step.follow(variable, VELOCITY, Ops.square(gradient), config.adamBeta2);
                return Ops.subtract(w, Ops.divide(Ops.multiply(m, adamRate), Ops.add(Ops.sqrt(v), config.epsilon)));
            }
            Value m = step.write(variable, MOMENTUM, Ops.add(gradient, Ops.multiply(step.read(variable, MOMENTUM), config.momentum)));
            Value move = orthogonal(config.nesterov ? Ops.add(gradient, Ops.multiply(m, config.momentum)) : m);
            double size = config.rmsRate instanceof Double rate ? rate * Math.sqrt(Math.max(w.shape().size(0), w.shape().size(1))) : 1;
            return Ops.subtract(w, Ops.multiply(move, Ops.multiply(step.rate(), size)));
        };
    }

    private Value orthogonal(Value matrix) {
        boolean tall = matrix.shape().size(0) > matrix.shape().size(1);
        Value x = tall ? Ops.swapAxes(matrix, 0, 1) : matrix;
        x = Ops.divide(x, Ops.add(Ops.sqrt(Ops.sum(Ops.square(x))), 1e-7));
        for (int i = 0; i < config().nsSteps; i++) {
            Value gram = Ops.matmul(x, Ops.swapAxes(x, 0, 1));
            Value polynomial = Ops.add(Ops.multiply(gram, config().muonB), Ops.matmul(Ops.multiply(gram, config().muonC), gram));
            x = Ops.add(Ops.multiply(x, config().muonA), Ops.matmul(polynomial, x));
        }
        return tall ? Ops.swapAxes(x, 0, 1) : x;
    }
}
