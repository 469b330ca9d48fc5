package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Normalization.LayerNorm;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Scales each group of channels of each sample to mean 0 and variance 1, then each channel by `gamma` and `beta` (Wu & He 2018).
/// Follows `keras.layers.GroupNormalization`.
///
/// | value         | shape                                |
/// |---------------|--------------------------------------|
/// | input, output | `[batch, …, channels]`               |
/// | gamma, beta   | `[channels]` (the size along `axis`) |
public final class GroupNormalization extends NormalizingLayer<GroupNormalization, GroupNormalization.Config> {

    /// Keras' keys.
    public static final class Config extends NormalizingLayer.Config {
        @Before("epsilon") int groups = 32;
        @Before("epsilon") int axis = -1;
    }

    private GroupNormalization(Config config) {
        super(config);
        if (config.groups < 1 && config.groups != -1) {
            throw new IllegalArgumentException(place() + ": expected 1 group or more, or -1 for one each channel, got " + config.groups + ".");
        }
    }

    public static GroupNormalization create() {
        return new GroupNormalization(new Config());
    }

    /// By how many groups of channels, which [#groups] explains.
    public static GroupNormalization of(int groups) {
        return create().groups(groups);
    }

    /// How many groups of channels; −1 for a group each channel (instance normalization).
    public GroupNormalization groups(int groups) { return option(c -> c.groups = groups); }

    /// The axis of the channels: the last (−1) unless said.
    public GroupNormalization axis(int axis)     { return option(c -> c.axis = axis); }

    @Override
    protected void build(Type input) {
        Config config = config();
        long channels = input.shape().size(input.shape().axis(config.axis));
        if (config.groups != -1 && channels % config.groups != 0) {
            throw new ShapeException("input", "channels in " + config.groups + " groups of one size", input,
                    "Choose a number of groups that divides " + channels + ".");
        }
        addGammaAndBeta(Shape.of(channels));
    }

    /// Groups are made rows, which a layer normalization then scales.
    @Override
    protected Value call(Call c, Value x) {
        Value last = Ops.swapaxes(x, config().axis, -1);
        long batch = last.shape().size(0);
        long channels = last.shape().size(-1);
        long groups = config().groups == -1 ? channels : config().groups;
        Value grouped = Ops.transpose(Ops.reshape(last, Shape.of(batch, last.shape().slice(1, x.rank() - 1).elements(), groups, channels / groups)),
                0, 2, 1, 3);
        DType wide = wide(x);
        Type row = Type.of(wide, grouped.shape().slice(2, 4).elements());
        Value rows = Ops.cast(Ops.reshape(grouped, Shape.of(batch, groups, row.elements())), wide);
        Value scaled = c.builder().apply(new LayerNorm(config().epsilon), rows, c.builder().fill(1, row), c.builder().fill(0, row));
        Value y = Ops.reshape(Ops.transpose(Ops.reshape(scaled, grouped.shape()), 0, 2, 1, 3), last.shape());
        if (gamma != null) {
            y = Ops.multiply(y, c.readExactly(gamma));
        }
        if (beta != null) {
            y = Ops.add(y, c.readExactly(beta));
        }
        return Ops.swapaxes(Ops.cast(y, x.dtype()), config().axis, -1);
    }
}
