package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Variable;
import org.keras4j.text.SnakeCase;

/// A number that sums up how well a model does over many batches. Its state is variables that the step updates; the host computes
/// the result from them when somebody looks.
public abstract class Metric extends KerasObject {
    /// Which way is better.
    public enum Direction { UP, DOWN }

    protected Metric(MetricConfig config) {
        super(config);
    }

    @Override
    public MetricConfig config() {
        return (MetricConfig) super.config();
    }

    @Override
    public String module() {
        return "keras.metrics";
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.put("name", name());
        return map;
    }

    /// Its name in logs.
    public final String name() {
        return Objects.requireNonNullElseGet(config().name, () -> SnakeCase.of(className()));
    }

    /// Which way is better, when it is known.
    public Optional<Direction> direction() {
        return Optional.empty();
    }

    /// Its state.
    public abstract List<Variable> variables();

    /// Writes into the trace how a batch changes the state. A mask of `yPred` counts as weights 0 and 1.
    public abstract void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight);

    /// From the state as it is now.
    public abstract double result();

    /// Forgets all batches.
    public void reset() {
        variables().forEach(Variable::reset);
    }
}
