package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// Texts (`.txt`, UTF-8) in one folder for each class. Follows `keras.utils.text_dataset_from_directory`, also in which texts a part has; as
/// arrays have no words, the data set is given what makes numbers of a text.
///
/// ```java
/// var reviews = TextFolder.of(folder).part(0.2, Subset.TRAINING, 1);
/// vectorization.adapt(reviews.texts());
/// Dataset train = reviews.shuffle(1).dataset(vectorization::apply);
/// ```
public record TextFolder(Path folder, LabelMode labelMode, int batch, @Nullable Long seed, @Nullable Part kept) {
    /// All texts in the order of their names, in batches of 32, labelled with the number of their class.
    public static TextFolder of(Path folder) {
        return new TextFolder(folder, LabelMode.INT, 32, null, null);
    }

    public TextFolder labelMode(LabelMode labelMode) { return new TextFolder(folder, labelMode, batch, seed, kept); }
    public TextFolder batchSize(int batch)           { return new TextFolder(folder, labelMode, batch, seed, kept); }
    /// In an order that is a function of the seed and the epoch.
    public TextFolder shuffle(long seed)             { return new TextFolder(folder, labelMode, batch, seed, kept); }

    /// Only one part: `validation` is the share that validates.
    public TextFolder part(double validation, Subset subset, int seed) {
        return new TextFolder(folder, labelMode, batch, this.seed, new Part(validation, subset, seed));
    }

    /// The names of the folders, in the order of their numbers.
    public List<String> classNames() {
        return files().classes();
    }

    private ClassFolders files() {
        ClassFolders all = ClassFolders.in(folder, Set.of(".txt"));
        return kept == null ? all : all.part(kept);
    }

    /// One after the other, each read when it is wanted.
    public Stream<String> texts() {
        return files().files().stream().map(TextFolder::read);
    }

    /// Batches of what `numbers` makes of each text, and labels; all results have one shape.
    public Dataset dataset(Function<String, NDArray> numbers) {
        Dataset texts = files().dataset(labelMode, file -> numbers.apply(read(file)));
        return (seed == null ? texts : texts.shuffle(seed)).batch(batch);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": expected a text in UTF-8.", e);
        }
    }
}
