package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Sounds (`.wav`) in one folder for each class. Follows `keras.utils.audio_dataset_from_directory`, but for its `sampling_rate`: sounds
/// keep theirs.
///
/// ```java
/// var digits = AudioFolder.of(folder).outputSequenceLength(16_000);
/// Dataset train = digits.part(0.2, Subset.TRAINING, 1).shuffle(1).dataset();
/// Dataset validation = digits.part(0.2, Subset.VALIDATION, 1).dataset();
/// ```
public final class AudioFolder extends ClassFolder<AudioFolder> {
    private final @Nullable Integer samples;

    private AudioFolder(Options options, @Nullable Integer samples) {
        super(options);
        this.samples = samples;
    }

    public static AudioFolder of(Path folder) {
        return new AudioFolder(Options.of(folder, ".wav"), null);
    }

    @Override
    AudioFolder with(Options options) {
        return new AudioFolder(options, samples);
    }

    /// Sounds are cut to so many samples, or filled up with silence; else they are filled up to the longest of their batch.
    public AudioFolder outputSequenceLength(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("AudioFolder: expected an outputSequenceLength of 1 or more, got " + samples + ".");
        }
        return new AudioFolder(options(), samples);
    }

    /// Batches: float32 `[batch, samples, channels]`, see [AudioFiles], and labels.
    public Dataset dataset() {
        Integer length = samples;
        return length == null ? each(AudioFiles::read, READERS).paddedBatch(options().batch())
                : each(file -> AudioFiles.read(file, length), READERS).batch(options().batch());
    }
}
