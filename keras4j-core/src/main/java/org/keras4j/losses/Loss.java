package org.keras4j.losses;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.text.SnakeCase;

/// How far predictions are from what they should be. Subclasses say it for each sample; [#total] makes one number of it.
///
/// ```java
/// class Deviation extends Loss {
///     @Override
///     protected Value call(Value yTrue, Value yPred) {
///         return Ops.mean(Ops.abs(Ops.subtract(yTrue, yPred)), -1);
///     }
/// }
/// ```
public abstract class Loss extends KerasObject {
    protected Loss(LossConfig config) {
        super(config);
    }

    protected Loss() {
        this(new LossConfig());
    }

    @Override
    public LossConfig config() {
        return (LossConfig) super.config();
    }

    @Override
    public String module() {
        return "keras.losses";
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

    /// {@return this loss with another way to make one number of all} Options of the loss itself come first.
    public Loss reduction(Reduction reduction) {
        return with((LossConfig c) -> c.reduction = reduction);
    }

    /// By Keras' name: `sum_over_batch_size`, `mean`, `sum`, `mean_with_sample_weight` or `none`.
    public Loss reduction(String reduction) {
        return reduction(Reduction.of(reduction));
    }

    /// {@return this loss under another name}
    public Loss named(String name) {
        return with((LossConfig c) -> c.name = name);
    }

    /// The loss of each sample (and time step): `[batch, …]`, the last axis of both inputs reduced.
    ///
    /// @param yTrue in the type of [#targetType]; a last axis of size 1 that makes its rank differ from that of `yPred` is gone or added
    /// @param yPred float32, or float64 if it was so
    protected abstract Value call(Value yTrue, Value yPred);

    /// In which type [#call] wants its targets; unless overridden that of the predictions.
    protected DType targetType(DType predictions) {
        return predictions;
    }

    /// Which values of [#call] count: bool of their shape, or `null` where all do.
    protected @Nullable Value valid(Value yTrue, Value yPred, Value values) {
        return null;
    }

    /// The scalar that training makes small: reduced, with the mask of `yPred` and the weights. With [Reduction#NONE] the
    /// weighted values themselves.
    ///
    /// @param sampleWeight how much each sample `[batch]`, or each of its steps `[batch, time]`, counts
    public final Value total(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Value predicted = yPred.dtype() == DType.FLOAT64 ? yPred : Ops.cast(yPred, DType.FLOAT32);
        Value expected = Ranks.like(targets(yTrue, targetType(predicted.dtype())), predicted);
        Value values = call(expected, predicted);
        Value mask = both(c.mask(yPred), valid(expected, predicted, values));
        Reduction reduction = Objects.requireNonNullElse(config().reduction, Reduction.NONE);
        return Weighting.reduce(reduction, values, Weighting.weights(reduction, sampleWeight, mask, values.dtype()));
    }

    /// A label of NaN is no class, as in TensorFlow and PyTorch, nor is one beyond int32; cast as Java does, they would be class 0 and what is left of their bits.
    private static Value targets(Value yTrue, DType type) {
        return Ops.saturateCast(yTrue.dtype().isFloating() && !type.isFloating() ? Ops.where(Ops.isnan(yTrue), Integer.MIN_VALUE, yTrue) : yTrue, type);
    }

    /// The scalar that training makes small, for a batch in which every sample counts once.
    public final Value total(Call c, Value yTrue, Value yPred) {
        return total(c, yTrue, yPred, null);
    }

    private static @Nullable Value both(@Nullable Value a, @Nullable Value b) {
        return a == null ? b : b == null ? a : Ops.logicalAnd(a, Ranks.like(b, a));
    }
}
