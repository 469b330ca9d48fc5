package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.apps.score.Classification;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.ImageGrid;
import org.keras4j.plots.ImageGrid.Caption;
import org.keras4j.plots.Plot;

/// What the network said of labelled images.
///
/// @param probabilities `[count][10]`
record MnistResults(LabelledImages images, float[][] probabilities) {
    /// Keras' epsilon: a probability of 0 must not cost infinitely much.
    private static final double LEAST = 1e-7;
    private static final int WORST = 25;
    private static final int SHOWN = 20;

    static MnistResults of(LabelledImages images, NDArray probabilities) {
        return new MnistResults(images, probabilities.toFloats2D());
    }

    Classification classification() {
        return Classification.of(MnistData.CLASSES, images.labels().toIntArray(), predicted());
    }

    int[] predicted() {
        return Stream.of(probabilities).mapToInt(p -> Guess.best(p, 1).getFirst().digit()).toArray();
    }

    /// The mean cross-entropy, as Keras' loss.
    double loss() {
        int[] truth = images.labels().toIntArray();
        return IntStream.range(0, truth.length).mapToDouble(i -> -Math.log(Math.max(probabilities[i][truth[i]], LEAST))).average().orElseThrow();
    }

    /// The positions of mistakes, the surest first.
    int[] worst() {
        int[] truth = images.labels().toIntArray();
        int[] said = predicted();
        return IntStream.range(0, truth.length).filter(i -> said[i] != truth[i]).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> probabilities[i][truth[i]]).thenComparing(i -> i))
                .limit(WORST).mapToInt(i -> i).toArray();
    }

    Plot confusionPlot() {
        var score = classification();
        return ConfusionMatrix.of(String.format(Locale.ROOT, "Test images: %.2f %% right", 100 * score.accuracy()), MnistData.CLASSES, score.counts());
    }

    Plot samplesPlot() {
        return grid("The first test images", IntStream.range(0, Math.min(SHOWN, images.count())).toArray(), 10);
    }

    Plot worstPlot() {
        return grid("The surest mistakes", worst(), 5);
    }

    private Plot grid(String title, int[] positions, int columns) {
        int[] truth = images.labels().toIntArray();
        var captions = IntStream.of(positions)
                .mapToObj(i -> Caption.ofPrediction(Integer.toString(Guess.best(probabilities[i], 1).getFirst().digit()), Integer.toString(truth[i])))
                .toList();
        return ImageGrid.of(title, images.images().take(positions), captions, columns);
    }
}
