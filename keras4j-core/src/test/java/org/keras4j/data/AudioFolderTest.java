package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;

class AudioFolderTest {
    @TempDir
    Path folder;

    /// A file by the letter of its format: a header of 44 bytes, and samples of 16 bits.
    private static void wav(Path file, int channels, int rate, int... samples) throws IOException {
        Files.createDirectories(file.getParent());
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length).put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(rate * channels * 2).putShort((short) (channels * 2)).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        IntStream.of(samples).forEach(sample -> bytes.putShort((short) sample));
        Files.write(file, bytes.array());
    }

    @BeforeEach
    void twoClasses() throws IOException {
        wav(folder.resolve("high/a.wav"), 1, 8000, 16384, -16384, 32767);
        wav(folder.resolve("high/b.wav"), 1, 8000, -32768);
        wav(folder.resolve("low/c.WAV"), 1, 8000, 8192, 0);
    }

    /// As `tf.audio.decode_wav`: a sample over 32768.
    @Test
    void batchesAreFilledUpToTheLongestSound() {
        Element batch = AudioFolder.of(folder).shuffle(false).dataset().stream().findFirst().orElseThrow();

        assertThat(AudioFolder.of(folder).classNames()).containsExactly("high", "low");
        assertThat(batch.input().shape().sizes()).containsExactly(3L, 3L, 1L);
        assertThat(batch.input().toFloatArray()).containsExactly(0.5f, -0.5f, 32767f / 32768, -1, 0, 0, 0.25f, 0, 0);
        assertThat(batch.target().toLongArray()).containsExactly(0, 0, 1);
    }

    @Test
    void soundsAreCutOrFilledUpToALength() {
        Element batch = AudioFolder.of(folder).shuffle(false).outputSequenceLength(2).labelMode(LabelMode.CATEGORICAL).dataset().stream().findFirst().orElseThrow();

        assertThat(batch.input().toFloatArray()).containsExactly(0.5f, -0.5f, -1, 0, 0.25f, 0);
        assertThat(batch.target().toFloatArray()).containsExactly(1, 0, 1, 0, 0, 1);
    }

    @Test
    void channelsStandSideBySide() throws IOException {
        Path file = folder.resolve("stereo/s.wav");
        wav(file, 2, 44100, 16384, -16384, 0, 8192);

        NDArray sound = AudioFiles.read(file);

        assertThat(sound.shape().sizes()).containsExactly(2L, 2L);
        assertThat(sound.toFloatArray()).containsExactly(0.5f, -0.5f, 0, 0.25f);
        assertThat(AudioFiles.samplingRate(file)).isEqualTo(44100);
    }

    @Test
    void partsHaveNoSoundInCommon() {
        AudioFolder all = AudioFolder.of(folder).labelMode(LabelMode.NONE);
        var sounds = new ArrayList<Float>();
        for (Subset subset : Subset.values()) {
            all.part(0.4, subset, 3).dataset().stream().forEach(batch -> {
                for (int i = 0; i < batch.input().size(0); i++) {
                    sounds.add(batch.input().rows(i, i + 1).toFloatArray()[0]);
                }
            });
        }
        assertThat(sounds).containsExactlyInAnyOrder(0.5f, -1f, 0.25f);
    }

    @Test
    void saysWhichFileIsNoSound() throws IOException {
        Files.writeString(folder.resolve("high/x.wav"), "no sound");

        assertThatThrownBy(() -> AudioFolder.of(folder).dataset().stream().toList()).hasMessageContaining("x.wav").hasMessageContaining("expected a WAV file of PCM samples");
        Path cut = folder.resolve("cut.wav");
        wav(cut, 2, 8000, 1, 2, 3, 4, 5, 6);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 44 + 2 * 4));
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> AudioFiles.read(cut))
                .withMessage(cut + ": expected a WAV file of PCM samples, got something else (2 of 3 samples: it is cut off).");
        wav(cut, 0, 8000, 1, 2);
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> AudioFiles.read(cut)).withMessageStartingWith(cut + ": expected a WAV file of PCM samples, got something else");
        assertThatIllegalArgumentException().isThrownBy(() -> AudioFolder.of(folder).outputSequenceLength(0))
                .withMessage("AudioFolder: expected an outputSequenceLength of 1 or more, got 0.");
    }
}
