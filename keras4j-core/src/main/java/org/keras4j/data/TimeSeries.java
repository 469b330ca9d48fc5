package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Copy;
import org.keras4j.engine.tensor.NDArray;

/// Windows of a series, with what is to be learnt of each: `targets[i]` goes with the window that *begins* at `i`. Follows
/// `keras.utils.timeseries_dataset_from_array`.
///
/// ```java
/// Dataset days = TimeSeries.of(hours.rows(0, n - 24), 24).targets(temperature.rows(24, n)).dataset();
/// ```
public final class TimeSeries implements Cloneable {
    private final NDArray data;
    private final int sequenceLength;
    private @Nullable NDArray targets;
    private int sequenceStride = 1;
    private int samplingRate = 1;
    private int batchSize = 128;
    private long start;
    private long end;
    private @Nullable Long seed;

    private TimeSeries(NDArray data, int sequenceLength) {
        this.data = data;
        this.sequenceLength = sequenceLength;
        end = data.size(0);
    }

    /// Windows of `sequenceLength` steps that begin at each step, in batches of 128.
    ///
    /// @param data `[steps, …]`
    /// @param sequenceLength steps in a window, 1 or more
    public static TimeSeries of(NDArray data, int sequenceLength) {
        return new TimeSeries(data, sequenceLength).checked();
    }

    /// What is to be learnt of each window: `[steps, …]`, perhaps fewer than data; none unless said.
    public TimeSeries targets(NDArray targets)  { return with(s -> s.targets = targets); }

    /// Steps from the beginning of a window to that of the next, 1 or more: 1 unless said.
    public TimeSeries sequenceStride(int steps) { return with(s -> s.sequenceStride = steps); }

    /// Steps from one element of a window to the next, 1 or more: 1 unless said.
    public TimeSeries samplingRate(int steps)   { return with(s -> s.samplingRate = steps); }

    /// Windows in a batch, 1 or more: 128 unless said.
    public TimeSeries batchSize(int windows)    { return with(s -> s.batchSize = windows); }

    /// The first step that is used, and the first that isn't any more: Keras' `start_index` and `end_index`; all steps unless said.
    public TimeSeries part(long start, long end) {
        return with(s -> {
            s.start = start;
            s.end = end;
        });
    }

    /// In an order that is a function of the seed and the epoch; as the windows come unless said.
    public TimeSeries shuffle(long seed)        { return with(s -> s.seed = seed); }

    private TimeSeries with(Consumer<TimeSeries> change) {
        return Copy.changed(this::clone, change).checked();
    }

    private TimeSeries checked() {
        if (sequenceLength < 1 || sequenceStride < 1 || samplingRate < 1 || batchSize < 1) {
            throw new IllegalArgumentException("TimeSeries: expected sequenceLength, sequenceStride, samplingRate and batchSize of 1 or more, got " + sequenceLength
                    + ", " + sequenceStride + ", " + samplingRate + " and " + batchSize + ".");
        }
        if (start < 0 || end > data.size(0) || start >= end) {
            throw new IllegalArgumentException("TimeSeries: expected a part of " + data.size(0) + " steps, got " + start + " to " + end + ".");
        }
        return this;
    }

    /// Batches of windows `[batch, sequenceLength, …]`.
    public Dataset dataset() {
        Dataset windows = Dataset.read(count(), i -> window(start + i * sequenceStride));
        return (seed == null ? windows : windows.shuffle(seed)).batch(batchSize);
    }

    private long count() {
        long starts = end - start - (long) (sequenceLength - 1) * samplingRate;
        if (targets != null) {
            starts = Math.min(starts, targets.size(0) - start);
        }
        return starts <= 0 ? 0 : (starts + sequenceStride - 1) / sequenceStride;
    }

    private Element window(long from) {
        NDArray x = samplingRate == 1 ? data.rows(from, from + sequenceLength)
                : data.take(LongStream.range(0, sequenceLength).map(i -> from + i * samplingRate).toArray());
        return targets == null ? Element.of(x) : Element.of(x, targets.row(from));
    }
}
