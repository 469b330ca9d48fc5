package org.keras4j.datasets;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import tools.jackson.core.type.TypeReference;

/// The 1000 classes of the ImageNet challenge (Russakovsky et al. 2015), in the order in which the architectures of `applications` answer:
/// `Datasets.imageNet().decode(model.predict(images), 5)`.
///
/// @param categories by their numbers
public record ImageNet(List<Category> categories) {
    private static final int COUNT = 1000;

    /// @param synset its number in WordNet: `n01440764`
    /// @param name of what is seen: `tench`
    public record Category(String synset, String name) {}

    /// @param score what the model gave it: a probability behind a softmax
    public record Guess(Category category, double score) {}

    /// Those of a file like Keras' `imagenet_class_index.json`: `{"0": ["n01440764", "tench"], …}`.
    ///
    /// @throws FormatException when it is no such file
    public static ImageNet read(Path file) {
        Map<String, List<String>> numbered = JsonFile.read(file, new TypeReference<TreeMap<String, List<String>>>() {});
        return new ImageNet(IntStream.range(0, COUNT).mapToObj(number -> {
            List<String> found = numbered.getOrDefault(Integer.toString(number), List.of());
            if (found.size() != 2) {
                throw new FormatException(file + ": expected synset and name of class " + number + " of " + COUNT + ", got " + found + ".");
            }
            return new Category(found.getFirst(), found.getLast());
        }).toList());
    }

    /// The best guesses for each image, the best first. Follows `keras.applications.imagenet_utils.decode_predictions`.
    ///
    /// @param predictions `[images, 1000]`
    /// @param top how many guesses of each
    public List<List<Guess>> decode(NDArray predictions, int top) {
        if (predictions.rank() != 2 || predictions.size(1) != categories.size()) {
            throw new IllegalArgumentException("ImageNet: expected predictions [images, " + categories.size() + "], got " + predictions.dtype()
                    + predictions.shape() + ". Only models of ImageNet's classes can be decoded.");
        }
        return LongStream.range(0, predictions.size(0)).mapToObj(image -> guesses(predictions.row(image).toDoubleArray(), top)).toList();
    }

    private List<Guess> guesses(double[] scores, int top) {
        return IntStream.range(0, scores.length).mapToObj(i -> new Guess(categories.get(i), scores[i]))
                .sorted(Comparator.comparingDouble(Guess::score).reversed()).limit(top).toList();
    }
}
