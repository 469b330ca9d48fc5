package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Taper;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// How strong bands of frequencies are in each stretch of a sound, as the ear divides them: triangles of one width on the mel scale,
/// `2595 · log₁₀(1 + f / 700)` for f in hertz, over the short-time Fourier transform, in decibels. Follows `keras.layers.MelSpectrogram`.
///
/// | value  | shape                                  |
/// |--------|----------------------------------------|
/// | input  | `[batch, time]`                        |
/// | output | `[batch, num_mel_bins, steps]`         |
public final class MelSpectrogram extends ConfiguredLayer<MelSpectrogram, MelSpectrogram.Config> {

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int fftLength = 2048;
        int sequenceStride = 512;
        int sequenceLength = 2048;
        Taper window = Taper.HANN;
        int samplingRate = 16000;
        int numMelBins = 128;
        double minFreq = 20;
        Number maxFreq = 8000;
        boolean powerToDb = true;
        double topDb = 80;
        double magExp = 2;
        double minPower = 1e-10;
        double refPower = 1;
    }

    private MelSpectrogram(Config config) {
        super(config);
    }

    /// @param samplingRate elements of the input each second
    public static MelSpectrogram of(int samplingRate, int fftLength, int sequenceStride) {
        var config = new Config();
        config.samplingRate = samplingRate;
        config.fftLength = fftLength;
        config.sequenceLength = fftLength;
        config.sequenceStride = sequenceStride;
        config.maxFreq = samplingRate / 2;
        return new MelSpectrogram(config);
    }

    /// The length of a frame in elements of the input: 2048 unless said.
    public MelSpectrogram sequenceLength(int length)                      { return option(c -> c.sequenceLength = length); }

    /// What a frame is multiplied with, so that it begins and ends softly: `HANN` unless said.
    public MelSpectrogram window(Taper window)                            { return option(c -> c.window = window); }

    /// So many bands between these frequencies in hertz.
    public MelSpectrogram bands(int count, double lowest, double highest) {
        return option(c -> {
            c.numMelBins = count;
            c.minFreq = lowest;
            c.maxFreq = highest;
        });
    }

    /// Whether in decibels, or sizes as they are.
    public MelSpectrogram powerToDb(boolean decibels)                     { return option(c -> c.powerToDb = decibels); }

    /// How far below the loudest of all a band may be.
    public MelSpectrogram topDb(double decibels)                          { return option(c -> c.topDb = decibels); }

    /// To which power sizes are taken; 2 without.
    public MelSpectrogram magExp(double exponent)                         { return option(c -> c.magExp = exponent); }

    @Override
    protected void build(Type input) {
        Config config = config();
        if (config.sequenceLength < 1 || config.sequenceStride < 1 || config.fftLength < config.sequenceLength) {
            throw new IllegalArgumentException(place() + ": expected a sequence_length and a sequence_stride of 1 or more, and an fft_length at least as long, got "
                    + config.sequenceLength + ", " + config.sequenceStride + " and " + config.fftLength + ".");
        }
        if (config.numMelBins < 1 || !(config.minFreq < config.maxFreq.doubleValue())) {
            throw new IllegalArgumentException(place() + ": expected 1 band or more of frequencies from a lower to a higher one, got " + config.numMelBins
                    + " from " + config.minFreq + " to " + config.maxFreq + ".");
        }
        if (input.rank() < 1 || input.rank() > 2) {
            throw new ShapeException("input", "sounds [batch, time]", input, "Take one channel of several.");
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Config config = config();
        DType compute = config.dtype.compute();
        Value sound = Ops.cast(x, compute == DType.FLOAT64 ? compute : DType.FLOAT32);
        Ops.Complex waves = Ops.stft(sound, config.sequenceLength, config.sequenceStride, config.fftLength, config.window, Ops.Frames.CENTERED);
        Value squares = Ops.add(Ops.square(waves.real()), Ops.square(waves.imaginary()));
        Value sizes = config.magExp == 2 ? squares : Ops.power(squares, config.magExp / 2);
        Value bands = Ops.matmul(sizes, Ops.constant(sizes, triangles(config, sizes)));
        return Ops.cast(Ops.swapaxes(config.powerToDb ? decibels(config, bands) : bands, -1, -2), compute);
    }

    private static Value decibels(Config config, Value power) {
        double reference = 10 * Math.log10(Math.max(Math.abs(config.refPower), config.minPower));
        Value decibels = Ops.subtract(Ops.multiply(Ops.log10(Ops.maximum(power, config.minPower)), 10), reference);
        return Ops.maximum(decibels, Ops.subtract(Ops.max(decibels), config.topDb));
    }

    /// A column for each band; the first frequency, 0, is in none (Young et al. 2006, The HTK Book).
    private static NDArray triangles(Config config, Value sizes) {
        long frequencies = sizes.shape().size(-1);
        double low = mel(config.minFreq);
        double width = (mel(config.maxFreq.doubleValue()) - low) / (config.numMelBins + 1);
        return NDArray.generate(sizes.dtype(), Shape.of(frequencies, config.numMelBins), flat -> {
            long frequency = flat / config.numMelBins;
            double distance = (mel(frequency * (config.samplingRate / 2.0) / Math.max(1, frequencies - 1)) - low) / width - (flat % config.numMelBins + 1);
            return frequency == 0 ? 0 : Math.max(0, 1 - Math.abs(distance));
        });
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }
}
