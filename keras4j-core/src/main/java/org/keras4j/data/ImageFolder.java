package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Images in one folder for each class. Follows `keras.utils.image_dataset_from_directory`, also in which images a part has.
///
/// ```java
/// var flowers = ImageFolder.of(folder).imageSize(180, 180);
/// Dataset train = flowers.part(0.2, Subset.TRAINING, 123).dataset().prefetch(2);
/// Dataset validation = flowers.part(0.2, Subset.VALIDATION, 123).dataset();
/// ```
///
/// @param seed of the order in which images come; `null` for that of their names
/// @param kept the part that is used; all if `null`
public record ImageFolder(Path folder, int height, int width, LabelMode labelMode, ImageFiles.Color color, int batch, @Nullable Long seed,
        @Nullable Part kept) {
    private static final Set<String> ENDINGS = new TreeSet<>(Set.of(".bmp", ".gif", ".jpeg", ".jpg", ".png"));

    /// With Keras' defaults, in the order of names: 256 × 256, RGB, 32 a batch.
    public static ImageFolder of(Path folder) {
        return new ImageFolder(folder, 256, 256, LabelMode.INT, ImageFiles.Color.RGB, 32, null, null);
    }

    public ImageFolder imageSize(int height, int width) { return new ImageFolder(folder, height, width, labelMode, color, batch, seed, kept); }
    public ImageFolder labelMode(LabelMode labelMode)   { return new ImageFolder(folder, height, width, labelMode, color, batch, seed, kept); }
    public ImageFolder color(ImageFiles.Color color)        { return new ImageFolder(folder, height, width, labelMode, color, batch, seed, kept); }
    public ImageFolder batchSize(int batch)             { return new ImageFolder(folder, height, width, labelMode, color, batch, seed, kept); }

    /// In another order in each epoch.
    public ImageFolder shuffle(long seed)               { return new ImageFolder(folder, height, width, labelMode, color, batch, seed, kept); }

    /// Only one part: `validation` is the share that validates.
    public ImageFolder part(double validation, Subset subset, int seed) {
        return new ImageFolder(folder, height, width, labelMode, color, batch, this.seed, new Part(validation, subset, seed));
    }

    /// The classes in the order of their numbers.
    public List<String> classNames() {
        return files().classes();
    }

    private ClassFolders files() {
        ClassFolders all = ClassFolders.in(folder, ENDINGS);
        return kept == null ? all : all.part(kept);
    }

    /// Batches: float32 `[batch, height, width, channels]` from 0 to 255, and labels.
    public Dataset dataset() {
        Dataset images = files().dataset(labelMode, file -> ImageFiles.resized(ImageFiles.load(file, color), height, width));
        return (seed == null ? images : images.shuffle(seed)).batch(batch);
    }
}
