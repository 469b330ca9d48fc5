package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.GradCam;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.ImageGrid;
import org.keras4j.plots.ImageGrid.Caption;
import org.keras4j.plots.Plot;

/// What a network said of labelled tiles.
///
/// @param probabilities `[count][classes]`
record ClassResults(List<String> classes, Pictures pictures, double[][] probabilities) {
    private static final int SHOWN = 20;
    private static final int COLUMNS = 5;
    /// Of a name that fits under a picture, with "not" before it.
    private static final int LETTERS = 11;

    Classification classification() {
        return Classification.of(classes, pictures.classes(), said());
    }

    int[] said() {
        return Stream.of(probabilities).mapToInt(p -> new Probabilities(p).best()).toArray();
    }

    /// The positions of mistakes, the surest first.
    int[] mistakes() {
        int[] truth = pictures.classes();
        int[] said = said();
        return IntStream.range(0, truth.length).filter(i -> said[i] != truth[i]).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i][said[i]]).thenComparing(i -> i))
                .limit(SHOWN).mapToInt(i -> i).toArray();
    }

    Plot confusionPlot() {
        var score = classification();
        return ConfusionMatrix.of(String.format(Locale.ROOT, "Test tiles: %.1f %% right", 100 * score.accuracy()), classes, score.counts());
    }

    Plot mistakesPlot() {
        return ImageGrid.of("The surest mistakes", pictures.images().take(mistakes()), captions(mistakes()), COLUMNS);
    }

    /// Two tiles of each class, and where the network looked.
    Plot gradCamPlot(Interpreter interpreter) {
        int[] truth = pictures.classes();
        int[] rows = IntStream.range(0, classes.size())
                .flatMap(c -> IntStream.range(0, truth.length).filter(i -> truth[i] == c).limit(2)).toArray();
        int[] said = IntStream.of(rows).map(i -> said()[i]).toArray();
        return heatPlot("What speaks for the class that was said", pictures, rows, said, captions(rows), interpreter);
    }

    /// Pictures with the heat of a label each.
    static Plot heatPlot(String title, Pictures pictures, int[] rows, int[] labels, List<Caption> captions, Interpreter interpreter) {
        NDArray heat = GradCam.of(interpreter.inOne()).heat(pictures.pixels(rows, _ -> 0), labels);
        return ImageGrid.ofHeat(title, pictures.images().take(rows), heat, captions, COLUMNS);
    }

    static String shortened(String name) {
        return name.length() <= LETTERS ? name : name.substring(0, LETTERS - 1) + "…";
    }

    private List<Caption> captions(int[] rows) {
        int[] truth = pictures.classes();
        int[] said = said();
        return IntStream.of(rows).mapToObj(i -> said[i] == truth[i] ? Caption.of(shortened(classes.get(said[i])))
                : new Caption(shortened(classes.get(said[i])) + "\nnot " + shortened(classes.get(truth[i])), Caption.Tone.WRONG)).toList();
    }
}
