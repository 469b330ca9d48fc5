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
/// @param data    `[steps, …]`
/// @param targets `[steps, …]`, perhaps fewer; `null` for windows alone
/// @param length  steps in a window, 1 or more
/// @param stride  steps from one window to the next, 1 or more
/// @param rate    steps from one element of a window to the next, 1 or more
/// @param batch   windows in a batch, 1 or more
/// @param start   the first step that is used
/// @param end     the first step that isn't used
/// @param seed    of the order; `null` leaves it as it is
public record TimeSeries(NDArray data, @Nullable NDArray targets, int length, int stride, int rate, int batch, long start, long end, @Nullable Long seed) {
    private static final int BATCH = 128;

    public TimeSeries {
        if (length < 1 || stride < 1 || rate < 1 || batch < 1) {
            throw new IllegalArgumentException("TimeSeries: expected length, stride, rate and batch of 1 or more, got " + length + ", " + stride + ", "
                    + rate + " and " + batch + ".");
        }
        if (start < 0 || end > data.size(0) || start >= end) {
            throw new IllegalArgumentException("TimeSeries: expected a part of " + data.size(0) + " steps, got " + start + " to " + end + ".");
        }
    }

    /// Windows of `length` steps that begin at each step, in batches of 128.
    public static TimeSeries of(NDArray data, int length) {
        return new TimeSeries(data, null, length, 1, 1, BATCH, 0, data.size(0), null);
    }

    public TimeSeries targets(NDArray targets)         { return new TimeSeries(data, targets, length, stride, rate, batch, start, end, seed); }
    public TimeSeries stride(int stride)               { return new TimeSeries(data, targets, length, stride, rate, batch, start, end, seed); }
    public TimeSeries rate(int rate)                   { return new TimeSeries(data, targets, length, stride, rate, batch, start, end, seed); }
    public TimeSeries batchSize(int batch)             { return new TimeSeries(data, targets, length, stride, rate, batch, start, end, seed); }
    public TimeSeries part(long start, long end)       { return new TimeSeries(data, targets, length, stride, rate, batch, start, end, seed); }
    public TimeSeries shuffle(long seed)               { return new TimeSeries(data, targets, length, stride, rate, batch, start, end, seed); }

    /// Batches of windows `[batch, length, …]`.
    public Dataset dataset() {
        Dataset windows = Dataset.read(count(), i -> window(start + i * stride));
        return (seed == null ? windows : windows.shuffle(seed)).batch(batch);
    }

    private long count() {
        long starts = end - start - (long) (length - 1) * rate;
        if (targets != null) {
            starts = Math.min(starts, targets.size(0) - start);
        }
        return starts <= 0 ? 0 : (starts + stride - 1) / stride;
    }

    private Element window(long from) {
        NDArray x = rate == 1 ? data.rows(from, from + length) : data.take(LongStream.range(0, length).map(i -> from + i * rate).toArray());
        return targets == null ? Element.of(x) : Element.of(x, targets.row(from));
    }
}
