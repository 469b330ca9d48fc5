package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.STFT;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// How strong each frequency is in each stretch of a sequence: a convolution whose kernels begin as the windowed waves of a Fourier
/// transform, and may be trained. Follows `keras.layers.STFTSpectrogram`. Here too `frequencies = fft_length / 2 + 1`, twice as many for
/// [Mode#STFT].
///
/// | value                    | shape                                                                         |
/// |--------------------------|-------------------------------------------------------------------------------|
/// | input                    | `[batch, time, channels]`                                                     |
/// | real_kernel, imag_kernel | `[frame_length, 1, fft_length / 2 + 1]`                                       |
/// | output                   | `[batch, steps, channels · frequencies]`, or `[batch, steps, frequencies, channels]` with `expand_dims` |
public final class STFTSpectrogram extends ConfiguredLayer<STFTSpectrogram, STFTSpectrogram.Config> {
    private static final double SMALLEST = 1e-7;

    private @Nullable Variable real;
    private @Nullable Variable imaginary;

    /// What there is of each frequency: the logarithm of its size, the size, the power (twice of all but the first and the last), a part, the
    /// angle, both parts.
    public enum Mode { LOG, MAGNITUDE, PSD, REAL, IMAG, ANGLE, STFT }

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Mode mode = Mode.LOG;
        int frameLength = 256;
        @Nullable Integer frameStep;
        @Nullable Integer fftLength;
        @Nullable String window = "hann";
        boolean periodic = false;
        STFT.@Nullable Scaling scaling = STFT.Scaling.DENSITY;
        Padding padding = Padding.VALID;
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        boolean expandDims = false;
    }

    private STFTSpectrogram(Config config) {
        super(config);
    }

    /// @param frameLength in elements of the input
    public static STFTSpectrogram of(Mode mode, int frameLength) {
        var config = new Config();
        config.mode = mode;
        config.frameLength = frameLength;
        return new STFTSpectrogram(config);
    }

    /// From one frame to the next; half a frame without.
    public STFTSpectrogram frameStep(int step)           { return option(c -> c.frameStep = step); }

    /// The next power of two without.
    public STFTSpectrogram fftLength(int length)         { return option(c -> c.fftLength = length); }

    /// A window's name, as [STFT] knows it; `null` for none.
    public STFTSpectrogram window(@Nullable String name) { return option(c -> c.window = name); }

    /// What happens at the edges: `VALID` unless said.
    public STFTSpectrogram padding(Padding padding)      { return option(c -> c.padding = padding); }
    /// By Keras' name: `valid` or `same`.
    public STFTSpectrogram padding(String padding)       { return padding(Padding.of(padding)); }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public STFTSpectrogram dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public STFTSpectrogram dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    /// With channels apart from frequencies.
    public STFTSpectrogram expandDims(boolean expand)    { return option(c -> c.expandDims = expand); }

    private int step() {
        Integer step = config().frameStep;
        return step != null ? step : config().frameLength / 2;
    }

    private int fft() {
        Integer length = config().fftLength;
        return length != null ? length : Math.max(1, Integer.highestOneBit(2 * config().frameLength - 1));
    }

    @Override
    protected void build(Type input) {
        Config config = config();
        config.dataFormat.requireImages(input, 1);
        config.padding.refuseCausal(place());
        if (config.frameLength < 1 || step() < 1 || step() > config.frameLength || fft() < config.frameLength) {
            throw new IllegalArgumentException(place() + ": expected a frame_step from 1 to frame_length and an fft_length at least as long, got "
                    + step() + ", " + config.frameLength + " and " + fft() + ".");
        }
        Shape shape = Shape.of(config.frameLength, 1, fft() / 2 + 1);
        if (config.mode != Mode.IMAG) {
            real = addWeight("real_kernel", shape, new STFT(STFT.Side.REAL, config.window, config.periodic, config.scaling));
        }
        if (config.mode != Mode.REAL) {
            imaginary = addWeight("imag_kernel", shape, new STFT(STFT.Side.IMAG, config.window, config.periodic, config.scaling));
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Config config = config();
        Value sequence = config.dataFormat.toLast(x);                                                      // [batch, time, channels]
        Shape s = sequence.shape();
        Value each = Ops.reshape(Ops.swapaxes(sequence, 1, 2), s.size(0) * s.size(2), s.size(1), 1);
        Value waves = switch (config.mode) {
            case REAL -> waves(c, each, real);
            case IMAG -> waves(c, each, imaginary);
            case ANGLE -> Ops.arctan2(waves(c, each, imaginary), waves(c, each, real));
            case STFT -> Ops.concatenate(List.of(waves(c, each, real), waves(c, each, imaginary)), 2);
            case PSD -> {
                Value power = power(c, each);
                long last = power.shape().size(2) - 1;
                yield last < 2 ? power : Ops.add(power, Ops.pad(Ops.slice(power, 2, 1, last), new long[] {0, 0, 1}, new long[] {0, 0, 1}));
            }
            case MAGNITUDE -> magnitude(c, each);
            case LOG -> Ops.log(magnitude(c, each));
        };
        long steps = waves.shape().size(1);
        long frequencies = waves.shape().size(2);
        Value apart = Ops.transpose(Ops.reshape(waves, s.size(0), s.size(2), steps, frequencies), 0, 2, 1, 3);     // [batch, steps, channels, frequencies]
        boolean last = config.dataFormat == DataFormat.CHANNELS_LAST;
        return config.expandDims ? last ? Ops.swapaxes(apart, 2, 3) : Ops.swapaxes(apart, 1, 2)
                : config.dataFormat.fromLast(Ops.reshape(apart, s.size(0), steps, s.size(2) * frequencies));
    }

    private Value waves(Call c, Value sequences, @Nullable Variable kernel) {
        Window window = config().padding.window(Extent.of(config().frameLength), Extent.of(step()), Extent.of(1), sequences.shape());
        return Ops.conv(sequences, c.read(kernel), window, 1);
    }

    private Value power(Call c, Value sequences) {
        return Ops.add(Ops.square(waves(c, sequences, real)), Ops.square(waves(c, sequences, imaginary)));
    }

    private Value magnitude(Call c, Value sequences) {
        return Ops.sqrt(Ops.maximum(power(c, sequences), SMALLEST));
    }
}
