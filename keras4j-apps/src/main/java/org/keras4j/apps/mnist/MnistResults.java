package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.analysis.Pca;
import org.keras4j.analysis.Tsne;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.ImageGrid;
import org.keras4j.plots.ImageGrid.Caption;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter;

/// What the network said of labelled images.
///
/// @param probabilities `[count][10]`
record MnistResults(LabelledImages images, float[][] probabilities) {
    /// Keras' epsilon: a probability of 0 must not cost infinitely much.
    private static final double LEAST = 1e-7;
    private static final int WORST = 25;
    private static final int SHOWN = 20;
    /// As many as can still be told apart on the map, and as it draws in a few seconds.
    private static final int MAPPED = 1000;
    private static final double PERPLEXITY = 30;
    private static final int COMPONENTS = 50;
    private static final int LEAST_MAPPED = 20;

    static MnistResults of(LabelledImages images, NDArray probabilities) {
        return new MnistResults(images, probabilities.toFloats2D());
    }

    Classification classification() {
        return Classification.of(MnistData.CLASSES, images.labels().toIntArray(), predicted());
    }

    int[] predicted() {
        return Stream.of(probabilities).mapToInt(p -> Probabilities.of(p).best()).toArray();
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
        return grid("The first test images", first(), 10);
    }

    /// Where the network looked when it said what it says of the first images.
    Plot heatPlot(MnistNetwork network) {
        var shown = images.rows(0, first().length);
        NDArray heat = network.heat(shown, Arrays.copyOf(predicted(), shown.count()));
        return ImageGrid.ofHeat("What speaks for the digit (Grad-CAM)", shown.images(), heat, captions(first()), 10);
    }

    /// The first images on a map where those lie together which the layer before the last holds for alike.
    Plot mapPlot(MnistNetwork network) {
        var first = images.rows(0, Math.min(MAPPED, images.count()));
        int[] truth = first.labels().toIntArray();
        NDArray features = network.features(first);
        // Most of a thousand features repeat one another: their first components say as much, and are quickly compared.
        NDArray components = Pca.fit(features, Math.min(COMPONENTS, truth.length)).transform(features);
        double[] map = Tsne.map(components, Math.min(PERPLEXITY, truth.length / 4.0)).toDoubleArray();
        return Scatter.of("The test images as the network holds them alike (t-SNE)", new Scatter.Names("", ""), MnistData.CLASSES.stream().map(digit -> {
            int[] members = IntStream.range(0, truth.length).filter(i -> truth[i] == Integer.parseInt(digit)).toArray();
            return new Scatter.Group(digit, IntStream.of(members).mapToDouble(i -> map[2 * i]).toArray(), IntStream.of(members).mapToDouble(i -> map[2 * i + 1]).toArray());
        }).toList());
    }

    /// Whether there are enough images for a map.
    boolean mappable() {
        return images.count() >= LEAST_MAPPED;
    }

    Plot worstPlot() {
        return grid("The surest mistakes", worst(), 5);
    }

    private int[] first() {
        return IntStream.range(0, Math.min(SHOWN, images.count())).toArray();
    }

    private Plot grid(String title, int[] positions, int columns) {
        return ImageGrid.of(title, images.images().take(positions), captions(positions), columns);
    }

    private List<Caption> captions(int[] positions) {
        int[] truth = images.labels().toIntArray();
        int[] said = predicted();
        return IntStream.of(positions).mapToObj(i -> Caption.ofPrediction(MnistData.CLASSES.get(said[i]), MnistData.CLASSES.get(truth[i]))).toList();
    }
}
