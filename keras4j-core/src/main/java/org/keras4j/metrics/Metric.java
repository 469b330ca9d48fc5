package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Zeros;
import org.keras4j.losses.Reduction;
import org.keras4j.losses.Weighting;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.text.SnakeCase;

/// A number that sums up how well a model does over many batches. What it remembers are sums: each batch adds to them inside of the
/// step, and the host computes the result from them when somebody looks, so that it is that of all samples, never a mean of batches.
///
/// A metric of your own says in [#update(Call, Value, Value, Value)] what to [#accumulate], and in [#result] what to make of it.
///
/// By itself, without a model: `metric.update(yTrue, yPred)` for each batch, then `metric.result()`.
public abstract class Metric extends KerasObject {
    /// Which way is better.
    public enum Direction { UP, DOWN }

    private SequencedMap<String, Variable> sums = new LinkedHashMap<>();
    private Standalone alone = new Standalone();

    protected Metric(MetricConfig config) {
        super(config);
    }

    protected Metric() {
        this(new MetricConfig());
    }

    @Override
    public MetricConfig config() {
        return (MetricConfig) super.config();
    }

    @Override
    protected KerasObject copy() {
        var copy = (Metric) super.copy();
        copy.sums = new LinkedHashMap<>();
        copy.alone = new Standalone();
        return copy;
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

    /// {@return this metric under another name}
    public Metric named(String name) {
        return with((MetricConfig c) -> c.name = name);
    }

    /// Which way is better, when it is known.
    public Optional<Direction> direction() {
        return Optional.empty();
    }

    // ---- the state -------------------------------------------------------------------------------------------------

    /// Its sums, which are there from the first batch on.
    public List<Variable> variables() {
        return List.copyOf(sums.values());
    }

    /// Writes into the trace how a batch changes the state. As in Keras 3, what a mask of `yPred` leaves out doesn't count in means of a function of targets and
    /// predictions, such as accuracies, errors and losses, but it does in all others: [RootMeanSquaredError], [R2Score], [AUC], [Precision], [Recall] and the like,
    /// scores F and those of overlap. A weighted metric leaves it out where the weights of the samples, `[batch, time]`, are 0.
    public abstract void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight);

    /// Counts a batch in, each sample once.
    public final void update(Call c, Value yTrue, Value yPred) {
        update(c, yTrue, yPred, null);
    }

    /// Adds to the sum of that name, which takes its type from the first batch.
    ///
    /// @throws ShapeException when a later batch is of another type
    protected final void accumulate(Call c, String sum, Value amount) {
        Variable variable = sums.computeIfAbsent(sum, _ -> Variable.state(sum, amount.type(), new Zeros()).in(this::name));
        if (!variable.type().equals(amount.type())) {
            throw new ShapeException("Metric '" + name() + "' > " + sum, variable.type() + ", as in the batches before", amount.type(),
                    "Use a metric for each kind of data.");
        }
        c.update(variable, Ops.add(c.readExactly(variable), amount));
    }

    /// What the sum of that name holds: a zero before the first batch.
    protected final NDArray sum(String name) {
        Variable variable = sums.get(name);
        return variable == null ? NDArray.zeros(DType.FLOAT32, Shape.SCALAR) : variable.value();
    }

    /// Weights and the mask of `yPred` as one array of weights, float32; `null` when there is neither.
    protected static @Nullable Value weights(Call c, Value yPred, @Nullable Value sampleWeight) {
        return Weighting.weights(Reduction.SUM, sampleWeight, c.mask(yPred), DType.FLOAT32);
    }

    /// Forgets all batches.
    public void reset() {
        variables().forEach(Variable::reset);
    }

    // ---- results ---------------------------------------------------------------------------------------------------

    /// The number in logs. Of a metric that has [several][#results] it is their mean, which Keras' progress bar shows, too; Keras' history has all of them.
    public abstract double result();

    /// What Keras' `result()` gives: a scalar, or a number for each threshold or class where the metric is so configured. float64.
    public NDArray results() {
        return NDArray.full(DType.FLOAT64, Shape.SCALAR, result());
    }

    // ---- by itself -------------------------------------------------------------------------------------------------

    /// Takes in a batch, outside of any model.
    public final void update(NDArray yTrue, NDArray yPred) {
        run(List.of(yTrue, yPred), (c, v) -> update(c, v.get(0), v.get(1), null));
    }

    /// Counts a batch in, outside of a model, each sample as much as its weight.
    public final void update(NDArray yTrue, NDArray yPred, NDArray sampleWeight) {
        run(List.of(yTrue, yPred, sampleWeight), (c, v) -> update(c, v.get(0), v.get(1), v.get(2)));
    }

    final void run(List<NDArray> inputs, Standalone.Body body) {
        alone.run(inputs, body);
    }
}
