package org.keras4j.data;

import module java.base;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Sound in WAV files as arrays, as `tf.audio.decode_wav` has it: float32 `[samples, channels]` from −1 to 1.
public final class AudioFiles {
    /// Which sample of 16 bits stands for 1.
    private static final int FULL = 1 << 15;

    private AudioFiles() {}

    /// As long as it is.
    ///
    /// @throws FormatException when it is no sound that the JDK decodes, or is cut off
    /// @throws UncheckedIOException when it can't be read
    public static NDArray read(Path file) {
        return opened(file, sound -> {
            ByteBuffer bytes = ByteBuffer.wrap(sound.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int channels = sound.getFormat().getChannels();
            long samples = bytes.capacity() / Short.BYTES / channels;
            if (samples < sound.getFrameLength()) {
                throw new IllegalArgumentException(String.format(Locale.ROOT, "%,d of %,d samples: it is cut off", samples, sound.getFrameLength()));
            }
            return NDArray.generate(DType.FLOAT32, Shape.of(samples, channels), i -> (double) bytes.getShort(Math.toIntExact(i * Short.BYTES)) / FULL);
        });
    }

    /// So many samples of it: what is longer is cut, what is shorter ends in silence.
    public static NDArray read(Path file, int samples) {
        NDArray sound = read(file);
        long there = sound.size(0);
        return there >= samples ? sound.rows(0, samples)
                : NDArray.concat(0, sound, NDArray.zeros(DType.FLOAT32, Shape.of(samples - there, sound.size(1))));
    }

    /// How many samples of it are a second.
    public static int samplingRate(Path file) {
        return opened(file, sound -> Math.round(sound.getFormat().getSampleRate()));
    }

    private interface Reading<T> {
        T of(AudioInputStream sound) throws IOException;
    }

    /// Whatever its samples are, they come in 16 bits.
    private static <T> T opened(Path file, Reading<T> reading) {
        try (var stored = AudioSystem.getAudioInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            AudioFormat format = stored.getFormat();
            try (var sound = AudioSystem.getAudioInputStream(new AudioFormat(format.getSampleRate(), Short.SIZE, format.getChannels(), true, false), stored)) {
                return reading.of(sound);
            }
        } catch (UnsupportedAudioFileException | IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(file + ": expected a WAV file of PCM samples, got something else (" + e.getMessage() + ").", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be read: " + e + ".", e);
        }
    }
}
