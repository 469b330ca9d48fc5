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
            taper(window);
        }
    }

    public STFT() {
        this(Side.REAL, "hann", false, Scaling.DENSITY);
    }

    private static Taper taper(String window) {
        return Stream.of(Taper.values()).filter(taper -> taper.name().toLowerCase(Locale.ROOT).equals(window)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("STFT: expected a window hann, hamming, blackman or boxcar, got '" + window + "'."));
    }

    @Override
    public NDArray create(Type type, long seed) {
        if (type.rank() != 3) {
            throw new IllegalArgumentException("STFT: expected [frame, channels, frequencies], got " + type + ".");
        }
        int frame = Math.toIntExact(type.shape().size(0));
        long frequencies = type.shape().size(2);
        double[] factors = (window == null ? Taper.BOXCAR : taper(window)).values(frame, periodic ? Taper.Ending.PERIODIC : Taper.Ending.SYMMETRIC);
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
}
