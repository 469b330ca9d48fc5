package org.keras4j.layers;

import module java.base;
import org.keras4j.activations.Activations;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// One time of a long short-term memory (Hochreiter & Schmidhuber 1997): with `i, f, c̃, o = split(x · kernel + h · recurrent + bias)`,
/// `c = recurrentActivation(f) · c + recurrentActivation(i) · activation(c̃)` and `h = recurrentActivation(o) · activation(c)`.
/// Follows `keras.layers.LSTMCell`.
///
/// | value            | shape                                     |
/// |------------------|-------------------------------------------|
/// | input            | `[batch, features]`                       |
/// | states h, c      | `[batch, units]`; the output is h         |
/// | kernel           | `[features, 4 · units]`                   |
/// | recurrent kernel | `[units, 4 · units]`                      |
/// | bias             | `[4 · units]`                             |
public final class LSTMCell extends WeightedCell implements GateOptions<LSTMCell> {
    LSTMCell(LSTM.Config config) {
        super(config);
    }

    /// @param units numbers in each of the two states; h is also the output
    public static LSTMCell of(int units) {
        return new LSTMCell(LSTM.config(units));
    }

    /// Whether the bias of the forget gate begins as 1, so that at first nothing is forgotten (Jozefowicz et al. 2015); it does unless said otherwise.
    public LSTMCell unitForgetBias(boolean unitForgetBias) { return with((LSTM.Config c) -> c.unitForgetBias = unitForgetBias); }

    @Override
    public LSTM.Config config() {
        return (LSTM.Config) super.config();
    }

    @Override
    public List<Shape> stateShapes() {
        Shape state = Shape.of(config().units);
        return List.of(state, state);
    }

    @Override
    protected void build(Type input) {
        addWeights(input, config().units, 4, Shape.of(4L * config().units), config().firstBias());
    }

    /// Whether the engine's own op does the same.
    boolean isPlain(Call c) {
        return config().activation == Activations.TANH && config().recurrentActivation == Activations.SIGMOID && !drawsApart(c);
    }

    @Override
    boolean drawsApart(Call c) {
        return c.training() && config().recurrentDropout > 0;
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        Value in = gates(c, 4, () -> dropped(c, x), kernel(c), Ops::matmul);
        Value before = gates(c, 4, () -> droppedState(c, states.get(0)), recurrentKernel(c), Ops::matmul);
        return memory(config(), Ops.add(plus(in, bias(c)), before), 1, states.get(1));
    }

    /// What the gates, side by side along an axis, make of c.
    static Step memory(GateConfig config, Value gates, int axis, Value before) {
        List<Value> gate = Ops.split(gates, 4, axis);
        Value in = config.recurrentActivation.apply(gate.get(0));
        Value forget = config.recurrentActivation.apply(gate.get(1));
        Value candidate = config.activation.apply(gate.get(2));
        Value out = config.recurrentActivation.apply(gate.get(3));
        Value carry = Ops.add(Ops.multiply(forget, before), Ops.multiply(in, candidate));
        Value output = Ops.multiply(out, config.activation.apply(carry));
        return new Step(output, List.of(output, carry));
    }
}
