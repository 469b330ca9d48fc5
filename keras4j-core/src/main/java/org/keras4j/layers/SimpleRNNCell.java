package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// One time of a fully connected recurrence: `h = activation(x · kernel + bias + h · recurrent)`. Follows
/// `keras.layers.SimpleRNNCell`.
///
/// | value            | shape                             |
/// |------------------|-----------------------------------|
/// | input            | `[batch, features]`               |
/// | state h          | `[batch, units]`, also the output |
/// | kernel           | `[features, units]`               |
/// | recurrent kernel | `[units, units]`                  |
/// | bias             | `[units]`                         |
public final class SimpleRNNCell extends WeightedCell implements CellOptions<SimpleRNNCell> {
    SimpleRNNCell(SimpleRNN.Config config) {
        super(config);
    }

    /// @param units numbers in the state, which are also the output
    public static SimpleRNNCell of(int units) {
        return new SimpleRNNCell(SimpleRNN.config(units));
    }

    @Override
    public SimpleRNN.Config config() {
        return (SimpleRNN.Config) super.config();
    }

    @Override
    public List<Shape> stateShapes() {
        return List.of(Shape.of(config().units));
    }

    @Override
    protected void build(Type input) {
        addWeights(input, config().units, 1, Shape.of(config().units), config().biasInitializer);
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        Value recurrent = Ops.matmul(droppedState(c, states.getFirst()), recurrentKernel(c));
        Value output = config().activation.apply(Ops.add(projected(c, x), recurrent));
        return new Step(output, List.of(output));
    }
}
