package org.keras4j.initializers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// The real or imaginary part of a short-time Fourier transform, as a kernel `[frame, 1, fft / 2 + 1]` of a convolution. Follows
/// `keras.initializers.STFT`.
///
/// @param window a window's name, of which this library knows hann, hamming, blackman and boxcar; `null` for none
/// @param periodic whether the window goes on with its first value, instead of ending with it
/// @param scaling by what the window is divided; `null` for nothing
public record STFT(Side side, @Nullable String window, boolean periodic, @Nullable Scaling scaling) implements Initializer {
    public enum Side { REAL, IMAG }

    public enum Scaling { DENSITY, SPECTRUM }

    public STFT {
        if (window != null) {
            cosines(window);
        }
    }

    public STFT() {
        this(Side.REAL, "hann", false, Scaling.DENSITY);
    }

    /// A window is a sum of cosines with these factors, of changing sign (Harris 1978).
    private static double[] cosines(String window) {
        return switch (window) {
            case "hann" -> new double[] {0.5, 0.5};
            case "hamming" -> new double[] {0.54, 0.46};
            case "blackman" -> new double[] {0.42, 0.5, 0.08};
            case "boxcar" -> new double[] {1};
            default -> throw new IllegalArgumentException("STFT: expected a window hann, hamming, blackman or boxcar, got '" + window + "'.");
        };
    }

    @Override
    public NDArray create(Type type, long seed) {
        if (type.rank() != 3) {
            throw new IllegalArgumentException("STFT: expected [frame, channels, frequencies], got " + type + ".");
        }
        int frame = Math.toIntExact(type.shape().size(0));
        long frequencies = type.shape().size(2);
        double[] factors = IntStream.range(0, frame).mapToDouble(t -> factor(t, frame)).toArray();
        double scale = window == null ? 1 : switch (scaling) {
            case null -> 1;
            case DENSITY -> Math.sqrt(DoubleStream.of(factors).map(factor -> factor * factor).sum());
            case SPECTRUM -> DoubleStream.of(factors).map(Math::abs).sum();
        };
        return NDArray.generate(type.dtype(), type.shape(), flat -> {
            long t = flat / (type.shape().size(1) * frequencies);
            double angle = -2 * Math.PI * t * (flat % frequencies) / ((frequencies - 1) * 2);
            return (side == Side.REAL ? Math.cos(angle) : Math.sin(angle)) * factors[(int) t] / scale;
        });
    }

    private double factor(int t, int frame) {
        if (window == null || frame == 1) {
            return 1;
        }
        double[] cosines = cosines(window);
        double angle = 2 * Math.PI * t / (periodic ? frame : frame - 1);
        return IntStream.range(0, cosines.length).mapToDouble(k -> (k % 2 == 0 ? 1 : -1) * cosines[k] * Math.cos(k * angle)).sum();
    }
}
