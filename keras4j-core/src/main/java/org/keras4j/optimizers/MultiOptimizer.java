package org.keras4j.optimizers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Several optimizers, each for variables of its own: a new head that learns faster than what is under it. Each has its own rate and counts, clips and averages
/// for itself. Follows `keras.optimizers.MultiOptimizer`.
///
/// ```java
/// model.compile(MultiOptimizer.of(OptimizerMap.of(Adam.of(1e-5)).with("head/.*", Adam.of(1e-3))), Losses.meanSquaredError());
/// ```
public final class MultiOptimizer extends Optimizer {
    private final OptimizerMap map;
    private final List<Optimizer> optimizers;
    private Map<Variable, Optimizer> chosen = Map.of();

    private MultiOptimizer(OptimizerMap map, OptimizerConfig config) {
        super(config);
        this.map = map;
        optimizers = map.optimizers();
        optimizers.forEach(inner -> inner.config().lossScaleFactor = config.lossScaleFactor);           // as in Keras
    }

    private static OptimizerConfig config(@Nullable String name, @Nullable Double lossScaleFactor) {
        var config = new OptimizerConfig();
        config.name = name;
        config.learningRate = new LearningRate.Fixed(0);
        config.lossScaleFactor = lossScaleFactor;
        return config;
    }

    /// @param map which optimizer is for which variables
    public static MultiOptimizer of(OptimizerMap map) {
        return new MultiOptimizer(map, config(null, null));
    }

    /// {@return these optimizers under another name, by which files know it}
    public MultiOptimizer named(String name) {
        return new MultiOptimizer(map, config(name, config().lossScaleFactor));
    }

    /// What losses are multiplied with before, and gradients divided by after the way back: instead of what its optimizers say of it.
    public MultiOptimizer lossScaleFactor(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("MultiOptimizer: expected loss_scale_factor above 0, got " + factor + ".");
        }
        return new MultiOptimizer(map, config(config().name, factor));
    }

    static MultiOptimizer fromConfig(Map<?, ?> config) {
        if (!(config.get("optimizer_map") instanceof Map<?, ?> said && FromKeras.object(said) instanceof OptimizerMap map)) {
            throw new IllegalArgumentException("MultiOptimizer: expected an OptimizerMap as optimizer_map, got " + config + ". A function can't be read from a file.");
        }
        return new MultiOptimizer(map, config(config.get("name") instanceof String name ? name : null,
                config.get("loss_scale_factor") instanceof Number factor ? factor.doubleValue() : null));
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var keys = new LinkedHashMap<String, @Nullable Object>();
        keys.put("optimizer_map", map.serialized());
        keys.put("loss_scale_factor", config().lossScaleFactor);
        keys.put("name", name());
        return keys;
    }

    /// Those it is made of, each once: whose rates are asked for and set.
    public List<Optimizer> optimizers() {
        return optimizers;
    }

    @Override
    public void build(List<Variable> trainable) {
        if (!isBuilt()) {
            chosen = new IdentityHashMap<>();
            trainable.forEach(variable -> chosen.put(variable, map.of(variable)));
            for (Optimizer inner : optimizers) {
                List<Variable> own = trainable.stream().filter(variable -> chosen.get(variable) == inner).toList();
                if (!own.isEmpty()) {
                    inner.build(own);
                }
            }
        }
        super.build(trainable);
    }

    /// A file doesn't say which of them has how many: their state waits for [#build].
    @Override
    public void expect(List<Type> types) {}

    @Override
    public List<Variable> variables() {
        return Stream.concat(super.variables().stream(), optimizers.stream().flatMap(inner -> inner.variables().stream())).toList();
    }

    @Override
    public void apply(Call c, List<Variable> variables, List<Value> gradients) {
        buildOnce(variables);
        for (Optimizer inner : optimizers) {
            int[] own = IntStream.range(0, variables.size()).filter(i -> chosen.get(variables.get(i)) == inner).toArray();
            if (own.length > 0) {
                inner.apply(c, IntStream.of(own).mapToObj(variables::get).toList(), IntStream.of(own).mapToObj(gradients::get).toList());
            }
        }
        c.update(iterations(), Ops.add(c.readExactly(iterations()), 1));
    }

    @Override
    protected Update update(Step step) {
        throw new AssertionError("MultiOptimizer: its optimizers take the steps.");
    }

    /// @throws UnsupportedOperationException since each of its optimizers has its own
    @Override
    public double learningRate() {
        throw severalRates();
    }

    /// @throws UnsupportedOperationException since each of its optimizers has its own
    @Override
    public void setLearningRate(double rate) {
        throw severalRates();
    }

    private static UnsupportedOperationException severalRates() {
        return new UnsupportedOperationException("MultiOptimizer: expected the learning rate of one of its optimizers, got that of all. Ask optimizers().");
    }

    @Override
    public boolean keepsAverages() {
        return optimizers.stream().anyMatch(Optimizer::keepsAverages);
    }

    @Override
    public void finish() {
        optimizers.forEach(Optimizer::finish);
    }

    @Override
    public void giveAverages() {
        optimizers.forEach(Optimizer::giveAverages);
    }

    @Override
    public void takeBackAverages() {
        optimizers.forEach(Optimizer::takeBackAverages);
    }
}
