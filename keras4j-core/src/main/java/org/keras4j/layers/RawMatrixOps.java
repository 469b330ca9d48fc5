package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Linalg;
import org.keras4j.engine.graph.Value;
import org.keras4j.initializers.Taper;
import org.keras4j.ops.Ops;

/// Those of [RawOps] that are about matrices, and about waves: these are pairs of real and imaginary parts in Keras.
final class RawMatrixOps {
    private static final String LINALG = "keras.src.ops.linalg";
    private static final String MATH = "keras.src.ops.math";

    static final SequencedMap<String, RawOps.Entry> TABLE = new LinkedHashMap<>();

    private RawMatrixOps() {}

    private static void put(String module, String name, RawOps.Function function) {
        TABLE.put(name, new RawOps.Entry(module, function));
    }

    private static void one(String module, String name, Function<RawArguments, Value> function) {
        put(module, name, a -> List.of(function.apply(a)));
    }

    private static void unary(String module, String name, UnaryOperator<Value> function) {
        one(module, name, a -> function.apply(a.value(0)));
    }

    private static void wave(String name, Function<RawArguments, Ops.Complex> function) {
        put(MATH, name, a -> {
            Ops.Complex wave = function.apply(a);
            return List.of(Ops.real(wave), Ops.imag(wave));
        });
    }

    static {
        unary(LINALG, "Inv", Ops::inv);
        unary(LINALG, "Det", Ops::det);
        unary(LINALG, "Pinv", Ops::pinv);
        one(LINALG, "Cholesky", a -> a.flag("upper") ? Ops.swapaxes(Ops.cholesky(a.value(0)), -1, -2) : Ops.cholesky(a.value(0)));
        one(LINALG, "Solve", a -> Ops.solve(a.value(0), a.value(1)));
        put(LINALG, "Qr", a -> {
            Ops.Qr qr = Ops.qr(a.value(0), extent(a.text("mode", "reduced").equals("complete")));
            return List.of(qr.q(), qr.r());
        });
        put(LINALG, "Eigh", a -> {
            Ops.Eigh eigh = Ops.eigh(a.value(0));
            return List.of(eigh.eigenvalues(), eigh.eigenvectors());
        });
        put(LINALG, "SVD", a -> {
            Ops.Svd svd = Ops.svd(a.value(0), extent(a.flag("full_matrices")));
            return a.flag("compute_uv") ? List.of(svd.u(), svd.s(), svd.vt()) : List.of(svd.s());
        });
        unary(MATH, "Logdet", Ops::logdet);
        wave("FFT", a -> Ops.fft(pair(a)));
        wave("FFT2", a -> Ops.fft2(pair(a)));
        wave("IFFT2", a -> Ops.ifft2(pair(a)));
        wave("RFFT", a -> a.isNull("fft_length") ? Ops.rfft(a.value(0)) : Ops.rfft(a.value(0), a.whole("fft_length", 0)));
        one(MATH, "IRFFT", a -> a.isNull("fft_length") ? Ops.irfft(pair(a)) : Ops.irfft(pair(a), a.whole("fft_length", 0)));
        wave("STFT", a -> Ops.stft(a.value(0), a.whole("sequence_length", 1), a.whole("sequence_stride", 1), a.whole("fft_length", 1), taper(a), frames(a)));
        one(MATH, "ISTFT", RawMatrixOps::istft);
        one(MATH, "ExtractSequences", a -> Ops.extractSequences(a.value(0), a.whole("sequence_length", 1), a.whole("sequence_stride", 1)));
    }

    private static Value istft(RawArguments a) {
        Value x = Ops.istft(pair(a), a.whole("sequence_length", 1), a.whole("sequence_stride", 1), a.whole("fft_length", 1), taper(a), frames(a));
        return a.isNull("length") ? x : Ops.slice(x, -1, 0, a.whole("length", 0));
    }

    private static Taper taper(RawArguments a) {
        Object window = a.option("window");
        if (window == null) {
            return Taper.BOXCAR;
        }
        if (window.equals("hann") || window.equals("hamming")) {
            return window.equals("hann") ? Taper.HANN : Taper.HAMMING;
        }
        throw new IllegalArgumentException(a.place() + ": expected window hann, hamming or null, got " + window + ". Use an STFTSpectrogram layer.");
    }

    private static Ops.Frames frames(RawArguments a) {
        return a.flag("center") ? Ops.Frames.CENTERED : Ops.Frames.STARTING;
    }

    private static Linalg.Extent extent(boolean isFull) {
        return isFull ? Linalg.Extent.COMPLETE : Linalg.Extent.REDUCED;
    }

    private static Ops.Complex pair(RawArguments a) {
        List<Value> parts = a.values(0);
        return new Ops.Complex(parts.get(0), parts.get(1));
    }
}
