package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// Windows of a series, with what is to be learnt of each: `targets[i]` goes with the window that *begins* at `i`. Follows
/// `keras.utils.timeseries_dataset_from_array`.
///
/// ```java
/// Dataset days = TimeSeries.of(hours.rows(0, n - 24), 24).targets(temperature.rows(24, n)).dataset();
/// ```
///
/// @param data `[steps, …]`
/// @param targets `[steps, …]`, perhaps fewer; `null` for windows alone
/// @param sequenceLength steps in a window, 1 or more
/// @param sequenceStride steps from one window to the next, 1 or more
/// @param samplingRate steps from one element of a window to the next, 1 or more
/// @param batchSize windows in a batch, 1 or more
/// @param start the first step that is used
/// @param end the first step that isn't used
/// @param seed of the order; `null` leaves it as it is
public record TimeSeries(NDArray data, @Nullable NDArray targets, int sequenceLength, int sequenceStride, int samplingRate, int batchSize, long start, long end,
        @Nullable Long seed) {
    private static final int BATCH = 128;

    public TimeSeries {
        if (sequenceLength < 1 || sequenceStride < 1 || samplingRate < 1 || batchSize < 1) {
            throw new IllegalArgumentException("TimeSeries: expected sequenceLength, sequenceStride, samplingRate and batchSize of 1 or more, got " + sequenceLength
                    + ", " + sequenceStride + ", " + samplingRate + " and " + batchSize + ".");
        }
        if (start < 0 || end > data.size(0) || start >= end) {
            throw new IllegalArgumentException("TimeSeries: expected a part of " + data.size(0) + " steps, got " + start + " to " + end + ".");
        }
    }

    /// Windows of `sequenceLength` steps that begin at each step, in batches of 128.
    public static TimeSeries of(NDArray data, int sequenceLength) {
        return new TimeSeries(data, null, sequenceLength, 1, 1, BATCH, 0, data.size(0), null);
    }

    /// {@return the windows with these targets}
    public TimeSeries targets(NDArray targets) {
        return new TimeSeries(data, targets, sequenceLength, sequenceStride, samplingRate, batchSize, start, end, seed);
    }

    /// {@return windows that begin so many steps after each other}
    public TimeSeries sequenceStride(int steps) {
        return new TimeSeries(data, targets, sequenceLength, steps, samplingRate, batchSize, start, end, seed);
    }

    /// {@return windows whose elements are so many steps apart}
    public TimeSeries samplingRate(int steps) {
        return new TimeSeries(data, targets, sequenceLength, sequenceStride, steps, batchSize, start, end, seed);
    }

    /// {@return the windows in batches of so many}
    public TimeSeries batchSize(int windows) {
        return new TimeSeries(data, targets, sequenceLength, sequenceStride, samplingRate, windows, start, end, seed);
    }

    /// Of these steps alone: Keras' `start_index` and `end_index`.
    public TimeSeries part(long start, long end) {
        return new TimeSeries(data, targets, sequenceLength, sequenceStride, samplingRate, batchSize, start, end, seed);
    }

    /// {@return the windows in an order that is a function of the seed and the epoch}
    public TimeSeries shuffle(long seed) {
        return new TimeSeries(data, targets, sequenceLength, sequenceStride, samplingRate, batchSize, start, end, seed);
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
