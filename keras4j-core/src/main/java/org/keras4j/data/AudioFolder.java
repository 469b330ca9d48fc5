package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Sounds (`.wav`) in one folder for each class: float32 `[batch, samples, channels]`, see [AudioFiles]. Follows
/// `keras.utils.audio_dataset_from_directory`, but for its `sampling_rate`: sounds keep theirs.
///
/// ```java
/// var digits = AudioFolder.of(folder).outputSequenceLength(16_000);
/// Dataset train = digits.part(0.2, Subset.TRAINING, 1).shuffle(1).dataset();
/// Dataset validation = digits.part(0.2, Subset.VALIDATION, 1).dataset();
/// ```
///
/// @param outputSequenceLength to which samples are cut, or filled up with silence; `null` to fill up to the longest of each batch
public record AudioFolder(Path folder, LabelMode labelMode, int batch, @Nullable Integer outputSequenceLength, @Nullable Long seed, @Nullable Part kept) {
    private static final Set<String> ENDINGS = Set.of(".wav");

    public AudioFolder {
        if (outputSequenceLength != null && outputSequenceLength < 1) {
            throw new IllegalArgumentException("AudioFolder: expected an outputSequenceLength of 1 or more, got " + outputSequenceLength + ".");
        }
    }

    /// Batches of 32.
    public static AudioFolder of(Path folder) {
        return new AudioFolder(folder, LabelMode.INT, 32, null, null, null);
    }

    public AudioFolder labelMode(LabelMode labelMode)    { return new AudioFolder(folder, labelMode, batch, outputSequenceLength, seed, kept); }
    public AudioFolder batchSize(int batch)              { return new AudioFolder(folder, labelMode, batch, outputSequenceLength, seed, kept); }
    public AudioFolder outputSequenceLength(int samples) { return new AudioFolder(folder, labelMode, batch, samples, seed, kept); }
    public AudioFolder shuffle(long seed)                { return new AudioFolder(folder, labelMode, batch, outputSequenceLength, seed, kept); }

    /// Only one part: `validation` is the share that validates.
    public AudioFolder part(double validation, Subset subset, int seed) {
        return new AudioFolder(folder, labelMode, batch, outputSequenceLength, this.seed, new Part(validation, subset, seed));
    }

    public List<String> classNames() {
        return files().classes();
    }

    private ClassFolders files() {
        ClassFolders all = ClassFolders.in(folder, ENDINGS);
        return kept == null ? all : all.part(kept);
    }

    /// Batches of sounds and labels.
    public Dataset dataset() {
        Integer samples = outputSequenceLength;
        Dataset sounds = files().dataset(labelMode, file -> samples == null ? AudioFiles.read(file) : AudioFiles.read(file, samples));
        Dataset ordered = seed == null ? sounds : sounds.shuffle(seed);
        return samples == null ? ordered.paddedBatch(batch) : ordered.batch(batch);
    }
}
