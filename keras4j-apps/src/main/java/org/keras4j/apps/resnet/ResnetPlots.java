package org.keras4j.apps.resnet;

import module java.base;
import org.keras4j.apps.pictures.Outcome;
import org.keras4j.apps.pictures.PictureData;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.GradCam;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.ImageGrid;
import org.keras4j.plots.ImageGrid.Caption;
import org.keras4j.plots.Lines;
import org.keras4j.plots.Lines.Series;
import org.keras4j.plots.Lines.Style;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter.Names;

/// What a run shows.
final class ResnetPlots {
    private static final int LOOKED_AT = 20;
    private static final int COLUMNS = 10;

    private ResnetPlots() {}

    /// One curve for each network: where shortcuts matter, those of deep networks without them lie worse already in training.
    static Plot curves(String title, String measure, List<Outcome> outcomes) {
        return Lines.of(title, new Names("epoch", measure), outcomes.stream()
                .map(outcome -> series(outcome.name(), outcome.history(measure).stream().mapToDouble(Double::doubleValue).toArray())).toList());
    }

    /// @param norms by the name of the network
    static Plot gradients(String title, SequencedMap<String, double[]> norms) {
        return Lines.of(title, new Names("convolution, from the picture to the classes", "log₁₀ of the gradient's length"),
                norms.entrySet().stream().map(e -> series(e.getKey(), DoubleStream.of(e.getValue()).map(norm -> Math.log10(Math.max(norm, 1e-12))).toArray())).toList());
    }

    static Plot confusion(Outcome outcome) {
        return ConfusionMatrix.of(String.format(Locale.ROOT, "%s, test pictures: %.1f %% right", outcome.name(), 100 * outcome.score().accuracy()),
                outcome.score().classes(), outcome.score().counts());
    }

    /// The first test pictures with what is said of them, above, and where the network looked for it, below.
    static Plot looks(Outcome outcome, PictureData data) {
        int count = Math.min(LOOKED_AT, data.test().count());
        var shown = data.test().rows(0, count);
        int[] said = outcome.probabilities().rows(0, count).argMax(1).toIntArray();
        int[] truth = shown.truth();
        NDArray heat = GradCam.of(outcome.network().model()).heat(outcome.network().notes().scale().apply(shown.images()), said);
        var captions = IntStream.range(0, count).mapToObj(i -> Caption.ofPrediction(data.classes().get(said[i]), data.classes().get(truth[i]))).toList();
        return ImageGrid.ofHeat("Where " + outcome.name() + " looks (Grad-CAM)", shown.images(), heat, captions, COLUMNS);
    }

    private static Series series(String name, double[] values) {
        return new Series(name, IntStream.rangeClosed(1, values.length).asDoubleStream().toArray(), values, Style.SOLID);
    }
}
