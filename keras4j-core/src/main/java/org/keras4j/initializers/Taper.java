package org.keras4j.initializers;

import module java.base;

/// Windows that let a stretch of a sequence begin and end softly: sums of cosines of changing sign (Harris 1978, On the use of windows
/// for harmonic analysis).
public enum Taper {
    HANN(0.5, 0.5),
    HAMMING(0.54, 0.46),
    BLACKMAN(0.42, 0.5, 0.08),
    /// Ones.
    BOXCAR(1);

    /// Whether a window goes on with its first value, as a period of the Fourier transform does, or ends with it.
    public enum Ending { PERIODIC, SYMMETRIC }

    private final double[] cosines;

    Taper(double... cosines) {
        this.cosines = cosines;
    }

    /// A window of so many values.
    public double[] values(int size, Ending ending) {
        int period = Math.max(1, ending == Ending.PERIODIC ? size : size - 1);
        return size == 1 ? new double[] {1} : IntStream.range(0, size).mapToDouble(t -> at(2 * Math.PI * t / period)).toArray();
    }

    private double at(double angle) {
        return IntStream.range(0, cosines.length).mapToDouble(k -> (k % 2 == 0 ? 1 : -1) * cosines[k] * Math.cos(k * angle)).sum();
    }
}
