package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// In which of rising ranges each number lies: 0 below the first boundary, 1 from it on, …. Boundaries are given, or found in data by
/// [#adapt] so that the ranges hold about as many numbers each. Follows `keras.layers.Discretization`.
public final class Discretization extends ConfiguredLayer<Discretization, Discretization.Config> {
    private Quantiles quantiles = Quantiles.NONE;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Nullable List<Double> binBoundaries;
        @Within(from = 1) @Nullable Integer numBins;
        double epsilon = 0.01;
        OutputMode outputMode = OutputMode.INT;
        boolean sparse = false;
    }

    private Discretization(Config config) {
        super(config);
        if (config.binBoundaries == null && config.numBins == null) {
            throw new IllegalArgumentException(place() + ": expected bin_boundaries or num_bins, got neither.");
        }
    }

    /// Ranges between these boundaries, each from one (inclusive) to the next (exclusive): one more than there are boundaries.
    public static Discretization boundaries(double... rising) {
        var config = new Config();
        config.binBoundaries = DoubleStream.of(rising).boxed().toList();
        return new Discretization(config);
    }

    /// As many ranges, whose boundaries [#adapt] finds.
    public static Discretization bins(int count) {
        var config = new Config();
        config.numBins = count;
        return new Discretization(config);
    }

    /// In which form ranges are given: their numbers (`INT`) unless said.
    public Discretization outputMode(OutputMode mode) { return option(c -> c.outputMode = mode); }
    /// By Keras' name: `int`, `one_hot`, `multi_hot`, `count` or `tf_idf`.
    public Discretization outputMode(String mode)     { return outputMode(OutputMode.of(mode)); }

    /// By which share of the numbers a boundary may be wrong; smaller takes more memory while adapting.
    public Discretization epsilon(double epsilon)     { return option(c -> c.epsilon = epsilon); }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return config().nameAndTypeLast(super.kerasConfig());
    }

    /// How many ranges there are.
    int categories() {
        Config config = config();
        return config.numBins != null ? config.numBins : Objects.requireNonNull(config.binBoundaries).size() + 1;
    }

    /// Finds the boundaries, between which about as many of these numbers lie each.
    ///
    /// @throws IllegalStateException when they were given
    public void adapt(NDArray numbers) {
        adapt(Stream.of(numbers));
    }

    /// Finds the boundaries in all these batches.
    public void adapt(Stream<NDArray> batches) {
        Integer bins = config().numBins;
        if (bins == null) {
            throw new IllegalStateException(place() + ": expected num_bins, got bin_boundaries, which data can't change. Use Discretization.bins.");
        }
        quantiles = batches.map(batch -> Quantiles.of(batch, config().epsilon))
                .reduce(Quantiles.NONE, (all, next) -> next.with(all, config().epsilon));
        config().binBoundaries = quantiles.boundaries(bins);
    }

    @Override
    protected Value call(Call c, Value x) {
        List<Double> boundaries = config().binBoundaries;
        if (boundaries == null) {
            throw new IllegalStateException(place() + ": expected boundaries, got none yet. Call adapt first.");
        }
        c.dependsOn(() -> config().binBoundaries);
        Value numbers = Ops.cast(x, DType.FLOAT32);
        Value edges = Ops.constant(numbers, NDArray.of(boundaries.stream().mapToDouble(Double::doubleValue).toArray()).cast(DType.FLOAT32));
        return config().outputMode.encoded(Ops.digitize(numbers, edges), boundaries.size() + 1, config().dtype.compute(), null);
    }

    @Override
    protected boolean autocasts() {
        return false;
    }
}
