package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.Numbers;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// `(x − mean) / √variance` with numbers for each place along some axes, the last unless said: given, or found in data by [#adapt].
/// Follows `keras.layers.Normalization`.
///
/// | value                 | shape                     |
/// |-----------------------|---------------------------|
/// | input, output         | `[batch, …, features]`    |
/// | mean, variance        | `[features]` (the sizes along `axis`) |
/// | count (unused, Keras has it) | `[]`               |
public final class Normalization extends ConfiguredLayer<Normalization, Normalization.Config> {
    private @Nullable Variable mean;
    private @Nullable Variable variance;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        KeptAxes axis = new KeptAxes(List.of(-1));
        boolean invert = false;
        @Nullable Numbers mean;
        @Nullable Numbers variance;
    }

    /// Always a list in files; a number or nothing is read too.
    record KeptAxes(List<Integer> list) implements KerasValue {
        static KeptAxes fromKeras(Object value) {
            return new KeptAxes(value instanceof Number axis ? List.of(axis.intValue())
                    : ((List<?>) value).stream().map(axis -> ((Number) axis).intValue()).toList());
        }

        @Override
        public Object kerasValue() {
            return list;
        }

        /// Counted from the front, in order.
        List<Integer> of(Shape shape) {
            return list.stream().map(shape::axis).sorted().toList();
        }
    }

    private Normalization(Config config) {
        super(config);
        if (config.mean == null != (config.variance == null)) {
            throw new IllegalArgumentException(place() + ": expected mean and variance together, got one of them.");
        }
    }

    /// One mean for each feature.
    public static Normalization create() {
        return new Normalization(new Config());
    }

    /// The axes along which means differ; none for one mean of all numbers.
    public Normalization axis(int... axes)      { return option(c -> c.axis = new KeptAxes(IntStream.of(axes).boxed().toList())); }

    /// Undoes it instead: `x · √variance + mean`.
    public Normalization invert(boolean invert) { return option(c -> c.invert = invert); }

    /// Given numbers, of the shape of the kept axes or one for all; there is nothing to adapt then.
    public Normalization moments(NDArray mean, NDArray variance) {
        if (!mean.shape().equals(variance.shape())) {
            throw new IllegalArgumentException(place() + ": expected mean and variance of one shape, got " + mean.shape() + " and "
                    + variance.shape() + ".");
        }
        return option(c -> {
            c.mean = new Numbers(mean.cast(DType.FLOAT64));
            c.variance = new Numbers(variance.cast(DType.FLOAT64));
        });
    }

    /// One mean and one variance for all elements.
    public Normalization moments(double mean, double variance) {
        return moments(NDArray.scalar(mean), NDArray.scalar(variance));
    }

    @Override
    protected void build(Type input) {
        if (config().mean == null) {
            Shape kept = input.shape().select(config().axis.of(input.shape()));
            mean = addState("mean", kept, new Zeros());
            variance = addState("variance", kept, new Ones());
            addState("count", new Type(DType.INT32, Shape.SCALAR), new Zeros());
        }
    }

    /// Sets mean and variance to those of these samples, whose first axis is the batch.
    public void adapt(NDArray samples) {
        adapt(Stream.of(samples));
    }

    /// Learns means and variances from all batches together; `dataset.stream().map(Element::input)` gives those of a data set.
    ///
    /// @throws IllegalArgumentException when there is none
    /// @throws ShapeException when the kept axes of two batches differ
    public void adapt(Stream<NDArray> batches) {
        if (config().mean != null) {
            throw new IllegalStateException(place() + ": expected no moments where data say them, got both. Leave out one.");
        }
        Moments all = batches.map(batch -> Moments.of(batch, config().axis.of(batch.shape()))).reduce(Moments::with)
                .orElseThrow(() -> new IllegalArgumentException(place() + ": expected at least one batch to adapt to, got none."));
        if (!isBuilt()) {
            long[] sizes = all.example.toArray();
            List<Integer> kept = config().axis.of(all.example);
            build(PartialShape.of(IntStream.range(0, sizes.length).mapToLong(axis -> kept.contains(axis) ? sizes[axis] : PartialShape.UNKNOWN).toArray()));
        }
        Objects.requireNonNull(mean).assign(all.mean);
        Objects.requireNonNull(variance).assign(all.variance);
    }

    /// Of `count` numbers for each kept place (Chan et al. 1979 join them).
    private record Moments(Shape example, double count, NDArray mean, NDArray variance) {
        static Moments of(NDArray batch, List<Integer> kept) {
            int[] folded = batch.shape().axesWithout(kept).stream().mapToInt(Integer::intValue).toArray();
            NDArray wide = batch.cast(DType.FLOAT64);
            if (folded.length == 0) {
                return new Moments(batch.shape(), 1, wide, NDArray.zeros(DType.FLOAT64, batch.shape()));
            }
            NDArray mean = wide.mean(folded);
            Shape beside = batch.shape();
            for (int axis : folded) {
                beside = beside.with(axis, 1);
            }
            NDArray away = wide.minus(mean.reshape(beside));
            return new Moments(batch.shape(), (double) batch.elements() / Math.max(1, mean.elements()), mean, away.times(away).mean(folded));
        }

        Moments with(Moments other) {
            if (!mean.shape().equals(other.mean.shape())) {
                throw new ShapeException("adapt", "sizes " + mean.shape() + " along the kept axes, as before", other.mean.shape(),
                        "Give batches of one kind.");
            }
            double share = other.count / (count + other.count);
            NDArray joined = mean.times(1 - share).plus(other.mean.times(share));
            NDArray far = mean.minus(joined);
            NDArray otherFar = other.mean.minus(joined);
            return new Moments(example, count + other.count, joined,
                    variance.plus(far.times(far)).times(1 - share).plus(other.variance.plus(otherFar.times(otherFar)).times(share)));
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Value numbers = Ops.cast(x, config().dtype.compute());
        Value middle = beside(c, numbers, mean, config().mean);
        Value deviation = Ops.maximum(Ops.sqrt(beside(c, numbers, variance, config().variance)), KerasConfig.EPSILON);
        return config().invert ? Ops.add(middle, Ops.multiply(numbers, deviation)) : Ops.divide(Ops.subtract(numbers, middle), deviation);
    }

    /// Given numbers of fewer axes stand along the last of the kept ones.
    private Value beside(Call c, Value x, @Nullable Variable variable, @Nullable Numbers given) {
        Value value = given == null ? c.read(variable) : Ops.constant(x, given.array().cast(x.dtype()));
        List<Integer> kept = config().axis.of(x.shape());
        if (value.rank() > kept.size()) {
            throw new ShapeException("mean", "at most " + kept.size() + " axes, as many as are kept", value.type(), "Name more in axis.");
        }
        var sizes = new long[x.rank()];
        Arrays.fill(sizes, 1);
        for (int i = 1; i <= value.rank(); i++) {
            sizes[kept.get(kept.size() - i)] = value.shape().size(-i);
        }
        return Ops.reshape(value, sizes);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
