package org.keras4j.layers;

import module java.base;
import org.keras4j.activations.Activations;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// One time of a gated recurrent unit (Cho et al. 2014): with `z, r` the first two thirds of `recurrentActivation(x · kernel + b +
/// h · recurrent + b')`, the new state is `z · h + (1 − z) · h̃`. Of the last thirds, x' and h', comes `h̃ = activation(x' + r · h')`
/// with [resetAfter][#resetAfter]; without it the gate r is applied to h before its product. Follows `keras.layers.GRUCell`.
///
/// | value            | shape                                                                     |
/// |------------------|---------------------------------------------------------------------------|
/// | input            | `[batch, features]`                                                       |
/// | state h          | `[batch, units]`, also the output                                         |
/// | kernel           | `[features, 3 · units]`                                                   |
/// | recurrent kernel | `[units, 3 · units]`                                                      |
/// | bias             | `[2, 3 · units]`: b and b'; without `resetAfter` `[3 · units]`, b alone   |
public final class GRUCell extends WeightedCell implements GateOptions<GRUCell> {
    GRUCell(GRU.Config config) {
        super(config);
    }

    /// @param units numbers in the state, which are also the output
    public static GRUCell of(int units) {
        return new GRUCell(GRU.config(units));
    }

    /// Whether the gate r is applied after the product with the recurrent kernel (as cuDNN does) rather than before.
    public GRUCell resetAfter(boolean resetAfter) { return with((GRU.Config c) -> c.resetAfter = resetAfter); }

    @Override
    public GRU.Config config() {
        return (GRU.Config) super.config();
    }

    @Override
    public List<Shape> stateShapes() {
        return List.of(Shape.of(config().units));
    }

    @Override
    protected void build(Type input) {
        GRU.Config config = config();
        long columns = 3L * config.units;
        addWeights(input, config.units, 3, config.resetAfter ? Shape.of(2, columns) : Shape.of(columns), config.biasInitializer);
    }

    /// The bias of the inputs (row 0), or that of the state.
    private Optional<Value> bias(Call c, int row) {
        return config().resetAfter ? bias(c).map(bias -> Ops.take(bias, row, 0)) : row == 0 ? bias(c) : Optional.empty();
    }

    /// Whether the engine's own op does the same.
    boolean isPlain(Call c) {
        GRU.Config config = config();
        return config.resetAfter && config.activation == Activations.TANH && config.recurrentActivation == Activations.SIGMOID
                && !drawsApart(c);
    }

    /// What the gates get of the inputs of all times, and of the bias: all but the part behind the gate r.
    Value fromInputs(Call c, Value x) {
        Optional<Value> outside = bias(c, 1).map(bias -> Ops.concatenate(List.of(part(bias, 0, 2), Ops.zerosLike(part(bias, 2, 3))), 0));
        return plus(Ops.matmul(dropped(c, x), kernel(c)), bias(c, 0).map(bias -> plus(bias, outside)));
    }

    /// The bias behind the gate r.
    Value innerBias(Call c) {
        return bias(c, 1).map(bias -> part(bias, 2, 3)).orElseGet(() -> Ops.zerosLike(part(Ops.sum(recurrentKernel(c), 0), 2, 3)));
    }

    /// Of `[3 · units]`, from one third to another.
    private Value part(Value thirds, int from, int to) {
        return Ops.slice(thirds, 0, (long) from * config().units, (long) to * config().units);
    }

    @Override
    boolean drawsApart(Call c) {
        return c.training() && config().recurrentDropout > 0;
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        GRU.Config config = config();
        Value h = states.getFirst();
        Value recurrentKernel = recurrentKernel(c);
        int after = config.resetAfter ? 3 : 2;
        List<Value> in = Ops.split(plus(gates(c, 3, () -> dropped(c, x), kernel(c), Ops::matmul), bias(c, 0)), 3, 1);
        List<Value> recurrent = Ops.split(plus(gates(c, after, () -> droppedState(c, h), Ops.slice(recurrentKernel, 1, 0, (long) after * config.units),
                Ops::matmul), bias(c, 1)), after, 1);
        Value keep = config.recurrentActivation.apply(Ops.add(in.get(0), recurrent.get(0)));
        Value reset = config.recurrentActivation.apply(Ops.add(in.get(1), recurrent.get(1)));
        Value fromState = config.resetAfter ? Ops.multiply(reset, recurrent.get(2))
                : Ops.matmul(Ops.multiply(reset, droppedState(c, h)), Ops.slice(recurrentKernel, 1, 2L * config.units, 3L * config.units));
        Value candidate = config.activation.apply(Ops.add(in.get(2), fromState));
        Value output = Ops.add(Ops.multiply(keep, h), Ops.multiply(Ops.subtract(1, keep), candidate));
        return new Step(output, List.of(output));
    }
}
