package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Mixes each image of a batch with another one while training, and their labels as much.
///
/// | value  | shape                                                                   |
/// |--------|-------------------------------------------------------------------------|
/// | inputs | `[batch, rows, columns, channels]`, and if there are labels `[batch, classes]`: one-hot, or shares |
/// | outputs | as the inputs, as floating numbers                                     |
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class MixingAugmentation<S extends MixingAugmentation<S, C>, C extends ImageAugmentation.Config> extends ImageAugmentation<S, C> permits MixUp, CutMix {
    MixingAugmentation(C config) {
        super(config);
    }

    /// Mixed images, and how much of each is still itself: `[batch]`.
    record Mixed(Value images, Value own) {}

    abstract Mixed mixed(Call c, Value images, Value others, long seed);

    @Override
    final Value augmented(Call c, Value images, long seed) {
        return mixed(c, images, Ops.take(images, order(c, images, seed)), seed).images;
    }

    @Override
    final List<Value> batch(Call c, Value images, List<Value> labels) {
        List<Value> numbers = labels.stream().map(given -> shares(given, config().dtype.compute())).toList();
        if (!c.training() || labels.isEmpty()) {
            return super.batch(c, images, numbers);
        }
        Value x = Ops.cast(images, config().dtype.compute());
        Value order = order(c, x, seed());
        Mixed mixed = mixed(c, x, Ops.take(x, order), seed());
        return List.of(mixed.images, mixedLabels(numbers.getFirst(), order, mixed.own));
    }

    static Value mixedLabels(Value labels, Value order, Value own) {
        return between(Ops.take(labels, order), labels, Ops.broadcastTo(Ops.reshape(Ops.cast(own, labels.dtype()), -1, 1), labels.shape()));
    }

    /// `others` where `own` is 0, `x` where it is 1.
    static Value between(Value others, Value x, Value own) {
        return Ops.add(Ops.multiply(own, x), Ops.multiply(Ops.subtract(1, own), others));
    }

    private static Value order(Call c, Value images, long seed) {
        return RandomOps.shuffle(c, seed, Ops.arange(images, images.shape().size(0), DType.INT32), 0);
    }

    private static Value shares(Value labels, DType compute) {
        if (labels.rank() != 2) {
            throw new ShapeException("labels", "[batch, classes]", labels.type(), "Make them one-hot: classes that are numbers can't be mixed.");
        }
        return labels.dtype().isFloating() ? labels : Ops.cast(labels, compute);
    }
}
