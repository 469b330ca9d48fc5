package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Taper;

/// Complex numbers as pairs of values, and Fourier transforms `X[k] = Σ x[t] · exp(−2πi · k · t / n)` along the last axis. They compute
/// in float32, or in float64.
///
/// A transform of n numbers is a product with a matrix up to n = 64. A longer one is split into two by a divisor (Cooley & Tukey 1965),
/// which makes about `n · (a + b + …)` products for `n = a · b · …`; of a large prime it is a convolution of a power of two (Bluestein
/// 1970). Each split transposes the array three times.
abstract sealed class Fourier extends Convolutions permits Ops {
    private static final long AT_ONCE = 64;
    private static final long LARGEST_PRIME = 512;

    /// @param real and `imaginary` part, of one type
    public record Complex(Value real, Value imaginary) {
        public Complex {
            if (!real.type().equals(imaginary.type()) || !real.dtype().isFloating()) {
                throw new ShapeException("Complex", "two parts of one floating type", real.type() + " and " + imaginary.type(), "Cast and reshape them.");
            }
        }

        /// Of a real number.
        public static Complex of(Value real) {
            return new Complex(real, zerosLike(real));
        }

        /// `i · conj`: what turns a transform into its inverse, before it and behind it.
        private Complex swapped() {
            return new Complex(imaginary, real);
        }

        private Complex each(UnaryOperator<Value> function) {
            return new Complex(function.apply(real), function.apply(imaginary));
        }

        private Complex times(Complex other) {
            return new Complex(subtract(multiply(real, other.real), multiply(imaginary, other.imaginary)),
                    add(multiply(real, other.imaginary), multiply(imaginary, other.real)));
        }
    }

    public static Value real(Complex x)        { return x.real; }
    public static Value imag(Complex x)        { return x.imaginary; }
    public static Complex conj(Complex x)      { return new Complex(x.real, negative(x.imaginary)); }
    public static Complex conjugate(Complex x) { return conj(x); }

    /// From −π to π.
    public static Value angle(Complex x)       { return arctan2(x.imaginary, x.real); }

    /// Whether the imaginary part is 0.
    public static Value isreal(Complex x)      { return equal(x.imaginary, 0); }

    /// The number of this size and angle.
    public static Complex polar(Value size, Value angle) {
        return new Complex(multiply(size, cos(angle)), multiply(size, sin(angle)));
    }

    /// `[…, 2]` as complex numbers `[…]`.
    public static Complex viewAsComplex(Value x) {
        if (x.rank() < 1 || x.shape().size(-1) != 2) {
            throw new ShapeException("viewAsComplex", "a last axis of 2 parts", x.type(), "Stack them along a last axis.");
        }
        List<Value> parts = unstack(floating(x), -1);
        return new Complex(parts.get(0), parts.get(1));
    }

    /// Both parts along a further last axis.
    public static Value viewAsReal(Complex x) {
        return stack(List.of(x.real, x.imaginary), -1);
    }

    // ---- transforms ------------------------------------------------------------------------------------------------

    /// The transform of the last axis.
    public static Complex fft(Complex x) {
        return transformed("fft", x.each(Fourier::wide));
    }

    /// Along the last two axes.
    public static Complex fft2(Complex x) {
        Complex rows = transformed("fft2", x.each(Fourier::wide)).each(part -> swapaxes(part, -1, -2));
        return transformed("fft2", rows).each(part -> swapaxes(part, -1, -2));
    }

    /// What [#fft2] undoes.
    public static Complex ifft2(Complex x) {
        Shape shape = x.real.shape();
        return fft2(x.swapped()).swapped().each(part -> divide(part, (double) shape.size(-1) * shape.size(-2)));
    }

    /// Of real numbers: the first `n / 2 + 1` of n, of which the others are the conjugates. It costs as much as [#fft].
    public static Complex rfft(Value x) {
        return transformed("rfft", Complex.of(wide(x))).each(part -> slice(part, -1, 0, x.shape().size(-1) / 2 + 1));
    }

    /// Of the first `length` numbers, with zeros behind where there are fewer.
    public static Complex rfft(Value x, long length) {
        return rfft(sized("rfft", x, length));
    }

    /// The `length` real numbers of which [#rfft] is `x`, whose elements beyond `length / 2` aren't looked at. It costs as much as
    /// [#fft] of that length.
    public static Value irfft(Complex x, long length) {
        Complex half = x.each(part -> sized("irfft", wide(part), length / 2 + 1));
        long mirrored = (length + 1) / 2;                                       // without the middle, which an even length has
        Complex whole = new Complex(concatenate(List.of(half.real, flip(slice(half.real, -1, 1, mirrored), -1)), -1),
                concatenate(List.of(half.imaginary, negative(flip(slice(half.imaginary, -1, 1, mirrored), -1))), -1));
        return divide(transformed("irfft", whole.swapped()).imaginary, length);
    }

    /// Of twice the last axis less two, which is even: an odd length has to be said.
    public static Value irfft(Complex x) {
        return irfft(x, 2 * (x.real.shape().size(-1) - 1));
    }

    private static Value wide(Value x) {
        return x.dtype() == DType.FLOAT64 ? x : cast(x, DType.FLOAT32);
    }

    private static Value sized(String function, Value x, long size) {
        if (x.rank() < 1 || size < 1) {
            throw new ShapeException(function, "one axis or more and a length of 1 or more", x.type() + " and " + size, "Reshape it.");
        }
        long room = Math.max(0, size - x.shape().size(-1));
        return slice(padded(x, x.rank() - 1, 0, 0, room), -1, 0, size);
    }

    private static Complex transformed(String function, Complex x) {
        if (x.real.rank() < 1 || x.real.shape().size(-1) < 1) {
            throw new ShapeException(function, "one element or more along the last axis", x.real.type(), "Reshape it.");
        }
        long n = x.real.shape().size(-1);
        Complex rows = x.each(part -> reshape(part, part.type().elements() / n, n));
        return rows(rows, n).each(part -> reshape(part, x.real.shape()));
    }

    /// Of `[rows, n]`.
    private static Complex rows(Complex x, long n) {
        if (n <= AT_ONCE) {
            return product(x, n);
        }
        long divisor = LongStream.iterate((long) Math.sqrt(n), a -> a - 1).filter(a -> n % a == 0).findFirst().getAsLong();
        return divisor > 1 ? split(x, divisor, n / divisor) : n <= LARGEST_PRIME ? product(x, n) : chirped(x, n);
    }

    private static Complex product(Complex x, long n) {
        Complex turns = turns(x.real, n, Shape.of(n, n), flat -> flat / n * (flat % n));
        Value both = concatenate(List.of(turns.real, turns.imaginary), 1);
        List<Value> ofReal = split(matmul(x.real, both), 2, -1);
        List<Value> ofImaginary = split(matmul(x.imaginary, both), 2, -1);
        return new Complex(subtract(ofReal.get(0), ofImaginary.get(1)), add(ofReal.get(1), ofImaginary.get(0)));
    }

    /// exp(−2πi · turn / period) for a whole turn at each place.
    private static Complex turns(Value beside, long period, Shape shape, LongUnaryOperator turn) {
        LongToDoubleFunction angle = flat -> -2 * Math.PI * (turn.applyAsLong(flat) % period) / period;
        return new Complex(waves(beside, shape, flat -> Math.cos(angle.applyAsDouble(flat))), waves(beside, shape, flat -> Math.sin(angle.applyAsDouble(flat))));
    }

    private static Value waves(Value beside, Shape shape, LongToDoubleFunction wave) {
        return constant(beside, NDArray.generate(beside.dtype(), shape, flat -> {
            double value = wave.applyAsDouble(flat);
            return Math.abs(value) < 1e-15 ? 0 : value;                         // of quarters of a turn, with a π that isn't quite π
        }));
    }

    /// `x[b · i + j]`: along i first, then turned, then along j.
    private static Complex split(Complex x, long a, long b) {
        long rows = x.real.shape().size(0);
        Complex columns = x.each(part -> reshape(swapaxes(reshape(part, rows, a, b), 1, 2), rows * b, a));
        Complex first = rows(columns, a).each(part -> reshape(part, rows, b, a));
        Complex turned = first.times(turns(x.real, a * b, Shape.of(b, a), flat -> flat / a * (flat % a)));
        Complex second = rows(turned.each(part -> reshape(swapaxes(part, 1, 2), rows * a, b)), b);
        return second.each(part -> reshape(swapaxes(reshape(part, rows, a, b), 1, 2), rows, a * b));
    }

    /// With `k · t = (k² + t² − (k − t)²) / 2` it is a convolution with a chirp.
    private static Complex chirped(Complex x, long n) {
        long size = Long.highestOneBit(4 * n - 3);
        Complex chirp = turns(x.real, 2 * n, Shape.of(1, n), t -> t * t);
        Complex around = conj(chirp).each(part -> concatenate(List.of(padded(part, 1, 0, 0, size - 2 * n + 1), flip(slice(part, 1, 1, n), 1)), 1));
        Complex spectrum = rows(x.times(chirp).each(part -> padded(part, 1, 0, 0, size - n)), size).times(rows(around, size));
        return rows(spectrum.swapped(), size).swapped().each(part -> divide(slice(part, 1, 0, n), size)).times(chirp);
    }

    // ---- of stretches of a sequence --------------------------------------------------------------------------------

    /// Where the stretches of a sequence are: around every so many elements, for which it is mirrored at both ends, or from them on.
    public enum Frames { CENTERED, STARTING }

    /// Elements of a stretch, at most: six minutes of music.
    private static final long LONGEST_FRAME = 1 << 24;

    /// [#rfft] of stretches of the last axis under a window, `fftLength` elements long of which the middle `length` count:
    /// `[…, steps, fftLength / 2 + 1]`. Keras' windows are `HANN` and `HAMMING`.
    ///
    /// @param stride elements from one stretch to the next
    public static Complex stft(Value x, long length, long stride, long fftLength, Taper window, Frames frames) {
        requireFrames("stft", length, stride, fftLength);
        return stft(x, values(window, length), stride, fftLength, frames);
    }

    /// [#rfft] of stretches of the last axis under a window of your own, which stands in the middle of `fftLength` elements.
    ///
    /// @param window `[length]`
    /// @param stride elements from one stretch to the next
    public static Complex stft(Value x, NDArray window, long stride, long fftLength, Frames frames) {
        requireFrames("stft", window.elements(), stride, fftLength);
        Value wide = wide(x);
        var around = new long[x.rank()];
        around[x.rank() - 1] = frames == Frames.CENTERED ? fftLength / 2 : 0;
        Value sequences = extractSequences(pad(wide, around, around, PadMode.REFLECT), fftLength, stride);
        return rfft(multiply(sequences, window(wide, window, fftLength)));
    }

    /// The sequence of which [#stft] with the same settings is `x`, or is nearest to it (Griffin & Lim 1984); 0 where no window looks.
    public static Value istft(Complex x, long length, long stride, long fftLength, Taper window, Frames frames) {
        requireFrames("istft", length, stride, fftLength);
        return istft(x, values(window, length), stride, fftLength, frames);
    }

    /// The sequence of which [#stft] with the same window and settings is `x`, or is nearest to it (Griffin & Lim 1984).
    ///
    /// @param window `[length]`
    public static Value istft(Complex x, NDArray window, long stride, long fftLength, Frames frames) {
        requireFrames("istft", window.elements(), stride, fftLength);
        if (x.real.rank() < 2) {
            throw new ShapeException("istft", "[…, steps, frequencies]", x.real.type(), "Add an axis of 1 step.");
        }
        Value parts = irfft(x, fftLength);
        Value weights = broadcastTo(window(parts, window, fftLength), parts.shape().slice(parts.rank() - 2, parts.rank()));
        var along = new Window.Along(fftLength, stride, 1, 0, 0);
        long size = fftLength + stride * (parts.shape().size(-2) - 1);
        Value squares = joined(square(weights), 0, along, size);
        Value whole = divide(joined(multiply(parts, weights), parts.rank() - 2, along, size), where(greater(squares, 1e-10), squares, onesLike(squares)));
        return frames == Frames.STARTING ? whole : slice(whole, -1, fftLength / 2, size - fftLength / 2);
    }

    /// A file may ask for any length: windows are made after this.
    private static void requireFrames(String function, long length, long stride, long fftLength) {
        if (fftLength > LONGEST_FRAME) {
            throw new IllegalArgumentException(function + ": expected an FFT of at most " + LONGEST_FRAME + " elements, got one of " + fftLength + ".");
        }
        if (length < 1 || stride < 1 || fftLength < length) {
            throw new IllegalArgumentException(function + ": expected a length and a stride of 1 or more, and an FFT at least as long, got "
                    + length + ", " + stride + " and " + fftLength + ".");
        }
    }

    private static NDArray values(Taper window, long length) {
        return NDArray.of(window.values((int) length, Taper.Ending.PERIODIC));
    }

    private static Value window(Value beside, NDArray window, long fftLength) {
        long length = window.elements();
        long before = (fftLength - length) / 2;
        return constant(beside, NDArray.generate(beside.dtype(), Shape.of(fftLength), i -> i < before || i >= before + length ? 0 : window.at(i - before)));
    }
}
