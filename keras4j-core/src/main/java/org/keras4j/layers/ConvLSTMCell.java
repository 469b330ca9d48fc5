package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// One time of a long short-term memory whose products are convolutions (Shi et al. 2015); see [LSTMCell]. The state's has stride 1, and
/// keeps its size.
final class ConvLSTMCell extends WeightedCell {
    private final int axes;
    /// What it saw last, without channels.
    private @Nullable Shape images;

    ConvLSTMCell(ConvLSTM.Config config) {
        super(config);
        axes = config.kernelSize.shape().rank();
    }

    @Override
    public ConvLSTM.Config config() {
        return (ConvLSTM.Config) super.config();
    }

    @Override
    void sees(Shape input) {
        if (input.rank() != axes + 2) {
            throw new ShapeException("input", "[batch, time, …, channels] with " + axes + " axes of images", StandIns.text(input) + " at a time",
                    "Add an axis for channels, or for time.");
        }
        Shape batched = config().dataFormat == DataFormat.CHANNELS_LAST ? input : lastOf(input);
        images = batched.with(0, 1);
    }

    private static Shape lastOf(Shape first) {
        return first.without(1).concat(Shape.of(first.size(1)));
    }

    @Override
    public List<Shape> stateShapes() {
        Shape seen = Objects.requireNonNull(images, "ConvLSTMCell: expected an input before states.");
        Shape last = window(seen).over("Conv", Type.float32(seen.toArray()), config().filters).without(0);
        Shape state = config().dataFormat == DataFormat.CHANNELS_LAST ? last
                : Shape.of(config().filters).concat(last.slice(0, axes));
        return List.of(state, state);
    }

    private Window window(Shape images) {
        ConvLSTM.Config config = config();
        return config.padding.window(config.kernelSize, config.strides, config.dilationRate, images);
    }

    @Override
    protected void build(Type input) {
        ConvLSTM.Config config = config();
        config.dataFormat.requireImages(input, axes);
        Shape kernel = config.kernelSize.shape();
        long columns = 4L * config.filters;
        addWeights(kernel.concat(Shape.of(config.dataFormat.channels(input.shape()), columns)), kernel.concat(Shape.of(config.filters, columns)),
                Shape.of(columns), config.firstBias());
    }

    @Override
    boolean drawsApart(Call c) {
        return c.training() && (config().dropout > 0 || config().recurrentDropout > 0);
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        ConvLSTM.Config config = config();
        DataFormat format = config.dataFormat;
        Extent one = Extent.one(axes);
        Value in = gates(c, 4, () -> format.toLast(Dropout.dropped(c, x, config.dropout, seed(), x.shape())), kernel(c),
                (images, kernel) -> Ops.conv(images, kernel, window(images.shape()), 1));
        Value before = gates(c, 4, () -> format.toLast(droppedState(c, states.get(0))), recurrentKernel(c),
                (h, kernel) -> Ops.conv(h, kernel, Padding.SAME.window(config.kernelSize, one, one, h.shape()), 1));
        Step step = LSTMCell.memory(config, Ops.add(plus(in, bias(c)), before), -1, format.toLast(states.get(1)));
        Value output = format.fromLast(step.output());
        return new Step(output, List.of(output, format.fromLast(step.states().get(1))));
    }
}
