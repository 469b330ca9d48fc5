package org.keras4j.optimizers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Keeps gradients of 16 bits off zero and infinity (Micikevicius et al. 2018): the loss is multiplied by a scale before, and
/// gradients are divided by it after the way back. The scale doubles after each 2000 finite steps; where a gradient isn't finite it
/// halves, and the step changes nothing else. `compile` wraps the optimizer of models under `mixed_float16` in one. Follows
/// `keras.optimizers.LossScaleOptimizer`.
public final class LossScaleOptimizer extends Optimizer {
    private static final Scalar COUNTER = new Scalar("step_counter", DType.INT64, 0);

    private final Optimizer inner;
    private final Config config;

    /// Keras' keys.
    private static final class Config extends OptimizerConfig {
        double initialScale = 1 << 15;
        int dynamicGrowthSteps = 2000;

        Config() {
            learningRate = new LearningRate.Fixed(0);
        }
    }

    private LossScaleOptimizer(Optimizer inner, Config config) {
        super(config);
        this.inner = inner;
        this.config = config;
        inner.config().lossScaleFactor = null;                        // as in Keras: it would scale twice
    }

    /// @param inner does the steps; a `lossScaleFactor` of its own is dropped
    public static LossScaleOptimizer of(Optimizer inner) {
        return new LossScaleOptimizer(inner, new Config());
    }

    /// With another scale at first, a power of two for exact results.
    public LossScaleOptimizer initialScale(double scale) {
        return changed(c -> c.initialScale = scale);
    }

    /// How many finite steps in a row double the scale.
    public LossScaleOptimizer dynamicGrowthSteps(int steps) {
        return changed(c -> c.dynamicGrowthSteps = steps);
    }

    private LossScaleOptimizer changed(Consumer<Config> change) {
        var changed = new Config();
        changed.name = config.name;
        changed.initialScale = config.initialScale;
        changed.dynamicGrowthSteps = config.dynamicGrowthSteps;
        change.accept(changed);
        return new LossScaleOptimizer(inner, changed);
    }

    static LossScaleOptimizer fromConfig(Map<?, ?> config) {
        var read = new Config();
        read.name = (String) config.get("name");
        if (config.get("initial_scale") instanceof Number scale) {
            read.initialScale = scale.doubleValue();
        }
        if (config.get("dynamic_growth_steps") instanceof Number steps) {
            read.dynamicGrowthSteps = steps.intValue();
        }
        if (!(config.get("inner_optimizer") instanceof Map<?, ?> inner)) {
            throw new IllegalArgumentException("LossScaleOptimizer: expected an inner_optimizer, got " + config + ".");
        }
        return new LossScaleOptimizer((Optimizer) FromKeras.object(inner), read);
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("name", name());
        map.put("inner_optimizer", inner.serialized());
        map.put("initial_scale", config.initialScale);
        map.put("dynamic_growth_steps", config.dynamicGrowthSteps);
        return map;
    }

    public Optimizer inner() {
        return inner;
    }

    private Scalar scale() {
        return new Scalar("dynamic_scale", DType.FLOAT32, config.initialScale);
    }

    @Override
    protected List<Scalar> scalars() {
        return List.of(COUNTER, scale());
    }

    @Override
    protected Update update(Step step) {
        return inner.update(step);
    }

    @Override
    public void build(List<Variable> trainable) {
        inner.build(trainable);
        super.build(trainable);
    }

    @Override
    public void expect(List<Type> types) {
        int own = Math.min(types.size(), super.variables().size() + scalars().size());
        super.expect(types.subList(0, own));
        inner.expect(types.subList(own, types.size()));
    }

    @Override
    public List<Variable> variables() {
        return Stream.concat(super.variables().stream(), inner.variables().stream()).toList();
    }

    @Override
    public Variable iterations() {
        return inner.iterations();
    }

    @Override
    public double learningRate() {
        return inner.learningRate();
    }

    @Override
    public void setLearningRate(double rate) {
        inner.setLearningRate(rate);
    }

    @Override
    public Value scaleLoss(Call c, Value loss) {
        return Ops.multiply(Ops.cast(loss, DType.FLOAT32), c.readExactly(slots().of(scale())));
    }

    @Override
    public void apply(Call c, List<Variable> variables, List<Value> gradients) {
        buildOnce(variables);
        Variable ofCounter = slots().of(COUNTER);
        Variable ofScale = slots().of(scale());
        Value counter = c.readExactly(ofCounter);
        Value scale = c.readExactly(ofScale);
        Value finite = gradients.stream().map(gradient -> Ops.all(Ops.isfinite(gradient))).reduce(Ops::logicalAnd).orElseThrow();
        var changing = Stream.concat(variables.stream(), inner.variables().stream()).toList();
        onlyWhere(finite, c, changing, () -> inner.apply(c, variables, gradients.stream().map(gradient -> Ops.divide(gradient, scale)).toList()));

        Value grows = Ops.logicalAnd(finite, Ops.equal(counter, config.dynamicGrowthSteps - 1));
        Value counts = Ops.logicalAnd(finite, Ops.logicalNot(grows));
        c.update(ofCounter, Ops.where(counts, Ops.add(counter, 1), Ops.zerosLike(counter)));
        c.update(ofScale, Ops.where(grows, Ops.multiply(scale, 2), Ops.where(finite, scale, Ops.multiply(scale, 0.5))));
    }

    @Override
    public void finish() {
        inner.finish();
    }
}
