package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// A cell with a kernel for its input, one for its state, and a bias.
abstract sealed class WeightedCell extends RnnCell permits SimpleRNNCell, LSTMCell, GRUCell, ConvLSTMCell {
    private @Nullable Variable kernel;
    private @Nullable Variable recurrentKernel;
    private @Nullable Variable bias;

    WeightedCell(CellConfig config) {
        super(config);
        config().ofCell = true;
    }

    @Override
    public CellConfig config() {
        return (CellConfig) super.config();
    }

    /// Weights for an input `[batch, features]`: `[features, units]`, `[units, units]`, and `[units]` or what the bias is like.
    final void addWeights(Type input, int units, int gates, Shape bias, Initializer firstBias) {
        if (input.rank() != 2) {
            throw new ShapeException("input", "[batch, features]", StandIns.text(input.shape()),
                    "An RNN takes the whole sequence.");
        }
        long columns = (long) gates * units;
        addWeights(Shape.of(input.shape().size(1), columns), Shape.of(units, columns), bias, firstBias);
    }

    final void addWeights(Shape kernel, Shape recurrent, Shape bias, Initializer firstBias) {
        CellConfig config = config();
        this.kernel = addWeight("kernel", kernel, config.kernelInitializer).governed(config.kernelRegularizer, config.kernelConstraint);
        recurrentKernel = addWeight("recurrent_kernel", recurrent, config.recurrentInitializer)
                .governed(config.recurrentRegularizer, config.recurrentConstraint);
        if (config.useBias) {
            this.bias = addWeight("bias", bias, firstBias).governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    final Value kernel(Call c) {
        return c.read(kernel);
    }

    final Value recurrentKernel(Call c) {
        return c.read(recurrentKernel);
    }

    final Optional<Value> bias(Call c) {
        return Optional.ofNullable(bias).map(c::read);
    }

    /// `x` with dropout: of one time, or of all times at once.
    final Value dropped(Call c, Value x) {
        return Dropout.dropped(c, x, config().dropout, seed(), x.rank() == 3 ? x.shape().with(1, 1) : x.shape());
    }

    /// A state with dropout.
    final Value droppedState(Call c, Value h) {
        return Dropout.dropped(c, h, config().recurrentDropout, seed(), h.shape());
    }

    /// Whether each gate drops features of its own.
    boolean drawsApart(Call c) {
        return false;
    }

    /// The products with the parts of a kernel, one a gate, side by side along the last axis.
    final Value gates(Call c, int count, Supplier<Value> from, Value kernel, BinaryOperator<Value> product) {
        return drawsApart(c) ? Ops.concatenate(Ops.split(kernel, count, -1).stream().map(part -> product.apply(from.get(), part)).toList(), -1)
                : product.apply(from.get(), kernel);
    }

    /// The key is the layer's: its penalty is on all that comes out of it, not on each time.
    @Override
    protected final @Nullable Regularizer activityRegularizer() {
        return null;
    }

    final long seed() {
        return seed(config().seed);
    }

    /// `x · kernel + bias` with dropout: `[batch, …]`, or `[batch, time, …]` for all times at once.
    final Value projected(Call c, Value x) {
        return plus(Ops.matmul(dropped(c, x), kernel(c)), bias(c));
    }

    static Value plus(Value x, Optional<Value> bias) {
        return bias.map(b -> Ops.add(x, b)).orElse(x);
    }
}
