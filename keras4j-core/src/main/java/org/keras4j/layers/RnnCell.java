package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;

/// What [RNN] does at each time: from the input of that time and the states before it to an output and the states after it.
///
/// A cell of your own overrides [#stateShapes()], [#call(Call, Value, List)] and, if it has weights, [#build(Type)]; layers in its
/// fields are part of it. It can't change variables nor add losses, and what it draws at random is the same at all times.
public abstract class RnnCell extends Layer {

    /// What comes of one time.
    ///
    /// @param states as many as there were before, of the same shapes
    public record Step(Value output, List<Value> states) {}

    protected RnnCell(LayerConfig config) {
        super(config);
    }

    protected RnnCell() {}

    /// The shapes of its states, without the batch.
    public abstract List<Shape> stateShapes();

    /// @param x `[batch, …]`: the input of this time
    protected abstract Step call(Call c, Value x, List<Value> states);

    /// Learns the shape of the input of a time before it is asked for states, which may depend on it.
    void sees(Shape input) {}

    /// The states before the first time: zeros unless overridden.
    protected List<Value> initialState(Call c, long batch) {
        return shapes(batch).stream().map(shape -> c.builder().fill(0, new Type(config().dtype.compute(), shape))).toList();
    }

    private List<Shape> shapes(long batch) {
        return stateShapes().stream().map(Shape.of(batch)::concat).toList();
    }

    @Override
    protected void build(List<Type> inputs) {
        List<Shape> expected = shapes(inputs.getFirst().shape().size(0));
        List<Shape> given = inputs.stream().skip(1).map(Type::shape).toList();
        if (!given.equals(expected)) {
            throw new ShapeException("states", text(expected), text(given), "Give all states or none.");
        }
        build(inputs.getFirst());
    }

    private static String text(List<Shape> shapes) {
        return shapes.isEmpty() ? "none" : shapes.stream().map(StandIns::text).collect(Collectors.joining(" and "));
    }

    /// Input and states give output and states.
    @Override
    protected final List<Value> call(Call c, List<Value> inputs) {
        Step step = call(c, inputs.getFirst(), inputs.subList(1, inputs.size()));
        return Stream.concat(Stream.of(step.output), step.states.stream()).toList();
    }
}
