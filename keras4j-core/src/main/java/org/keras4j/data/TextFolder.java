package org.keras4j.data;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.text.Texts;

/// Texts (`.txt`, UTF-8) in one folder for each class. Follows `keras.utils.text_dataset_from_directory`, also in which texts a part has. A data
/// set of numbers is given what makes them of a text; one of the texts themselves is for models that begin with `Input.shape(1).texts()`.
///
/// ```java
/// var reviews = TextFolder.of(folder).part(0.2, Subset.TRAINING, 1);
/// vectorization.adapt(reviews.texts());
/// Dataset train = reviews.shuffle(1).dataset(vectorization::apply);
/// ```
public final class TextFolder extends ClassFolder<TextFolder> {
    private TextFolder(Options options) {
        super(options);
    }

    public static TextFolder of(Path folder) {
        return new TextFolder(Options.of(folder, ".txt"));
    }

    @Override
    TextFolder with(Options options) {
        return new TextFolder(options);
    }

    /// One after the other, each read when it is wanted.
    public Stream<String> texts() {
        return files().files().stream().map(TextFolder::read);
    }

    /// Batches of what `numbers` makes of each text, and labels; all results have one shape.
    public Dataset dataset(Function<String, NDArray> numbers) {
        return each(file -> numbers.apply(read(file)), 1).batch(options().batch());
    }

    /// Batches of the texts themselves, uint8 `[batch, 1, bytes]` as [Texts] makes them, and labels.
    public Dataset dataset() {
        return each(file -> Texts.array(read(file)).flatten(), READERS).paddedBatch(options().batch()).map(batch -> batch.mapX(bytes -> bytes.expandDims(1)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new FormatException(file + ": expected a text in UTF-8, got other bytes. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be read: " + e + ".", e);
        }
    }
}
