package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Rows of different lengths as one array, by the defaults of `keras.utils.pad_sequences` unless said: zeros in front, the end is kept.
///
/// ```java
/// NDArray x = PadSequences.create().maxlen(100).apply(sequences);
/// ```
///
/// @param maxlen the length of all; that of the longest when `null`
/// @param padding where the missing elements go
/// @param truncating where too many elements are cut off
/// @param value what fills up
public record PadSequences(@Nullable Integer maxlen, DType dtype, Side padding, Side truncating, double value) {
    /// The beginning or the end.
    public enum Side { PRE, POST }

    public PadSequences {
        if (maxlen != null && maxlen < 0) {
            throw new IllegalArgumentException("PadSequences: expected a maxlen of 0 or more, got " + maxlen + ".");
        }
    }

    public static PadSequences create() {
        return new PadSequences(null, DType.INT32, Side.PRE, Side.PRE, 0);
    }

    /// The length of all rows, 0 or more: that of the longest unless said.
    public PadSequences maxlen(int maxlen)       { return new PadSequences(maxlen, dtype, padding, truncating, value); }

    /// The type of the elements: int32 unless said.
    public PadSequences dtype(DType dtype)       { return new PadSequences(maxlen, dtype, padding, truncating, value); }

    /// Where the missing elements go: in front (`PRE`) unless said.
    public PadSequences padding(Side side)       { return new PadSequences(maxlen, dtype, side, truncating, value); }

    /// Where too many elements are cut off: in front (`PRE`) unless said.
    public PadSequences truncating(Side side)    { return new PadSequences(maxlen, dtype, padding, side, value); }

    /// What fills up: 0 unless said.
    public PadSequences value(double value)      { return new PadSequences(maxlen, dtype, padding, truncating, value); }

    /// `[sequences, maxlen]`.
    public NDArray apply(List<int[]> sequences) {
        int length = maxlen != null ? maxlen : sequences.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
        NDArray padded = NDArray.full(dtype, Shape.of(sequences.size(), length), value);
        for (int row = 0; row < sequences.size(); row++) {
            int[] sequence = sequences.get(row);
            int kept = Math.min(length, sequence.length);
            int from = truncating == Side.PRE ? sequence.length - kept : 0;
            int to = padding == Side.PRE ? length - kept : 0;
            for (int i = 0; i < kept; i++) {
                padded.setAt((long) row * length + to + i, sequence[from + i]);
            }
        }
        return padded;
    }
}
