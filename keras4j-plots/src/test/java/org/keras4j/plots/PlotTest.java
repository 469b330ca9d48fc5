package org.keras4j.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PlotTest extends SavedPlot {
    private static final Map<String, List<Double>> HISTORY = new LinkedHashMap<>();

    static {
        HISTORY.put("accuracy", List.of(0.9421, 0.9861, 0.9902, 0.9929, 0.9946, 0.9957));
        HISTORY.put("loss", List.of(0.1901, 0.0443, 0.0302, 0.0221, 0.0171, 0.0141));
        HISTORY.put("val_accuracy", List.of(0.9842, 0.9886, 0.9902, 0.9914, 0.9906, 0.9931));
        HISTORY.put("val_loss", List.of(0.0532, 0.0412, 0.0333, 0.0305, 0.0340, 0.0289));
    }

    @Test
    void isWrittenAsPngAndAsSvg() throws Exception {
        var files = Curves.of("Accuracy and loss", HISTORY).save(folder, "curves");

        assertThat(files).containsExactly(folder.resolve("curves.png"), folder.resolve("curves.svg"));
        assertThat(ImageIO.read(files.getFirst().toFile()).getWidth()).isGreaterThan(1000);
        assertThat(parsed(files.getLast()).getDocumentElement().getNodeName()).isEqualTo("svg");
    }

    @Test
    void saysSyntheticInTitleAndFileName() throws Exception {
        var plot = Curves.of("Accuracy", HISTORY).synthetic();

        assertThat(plot.title()).isEqualTo("SYNTHETIC DATA: Accuracy");
        var files = plot.save(folder, "curves");
        assertThat(files).extracting(file -> file.getFileName().toString())
                .containsExactly("curves-synthetic.png", "curves-synthetic.svg");
        assertThat(texts(parsed(files.getLast()))).contains("SYNTHETIC DATA: Accuracy");
    }

    @Test
    void doesNotFollowWhatBecomesOfItsData() throws Exception {
        double[] x = {0, 1};
        var losses = new ArrayList<>(List.of(0.5, 0.25));
        var names = new Scatter.Names("x", "y");
        var lines = Lines.ofShares("t", names, List.of(new Lines.Series("a", x, new double[] {0, 1}, Lines.Style.SOLID)));
        var curves = Curves.of("t", Map.of("loss", losses));
        String linesBefore = lines.svg();
        String curvesBefore = curves.svg();

        x[1] = 0.5;
        losses.add(0.125);

        assertThat(lines.svg()).isEqualTo(linesBefore);
        assertThat(curves.svg()).isEqualTo(curvesBefore);
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Files.createDirectories(folder.resolve("curves.png/taken"));

        assertThatThrownBy(() -> Curves.of("Accuracy", HISTORY).save(folder, "curves")).hasMessageContaining("curves.png: cannot be written");

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("curves.png", "curves.svg");
    }

    @Test
    void namesTheFileThatCannotBeWritten() {
        assertThatThrownBy(() -> Curves.of("Accuracy", HISTORY).save(folder.resolve("absent"), "curves"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.resolve("absent/curves.svg").toString());
    }

    @Test
    void linesHaveTheirNamesInALegendThatWraps() throws Exception {
        var names = IntStream.range(0, 6).mapToObj(i -> "classifier number " + i).toList();
        var series = Stream.concat(names.stream().map(name -> new Lines.Series(name, new double[] {0, 1}, new double[] {0, 1}, Lines.Style.SOLID)),
                Stream.of(new Lines.Series("chance", new double[] {0, 1}, new double[] {0, 1}, Lines.Style.REFERENCE),
                        new Lines.Series("chosen", new double[] {0.5}, new double[] {0.5}, Lines.Style.POINTS))).toList();

        var svg = svg(Lines.ofShares("ROC", new Scatter.Names("false positives", "recall"), series));

        assertThat(texts(svg)).containsAll(names).contains("chance", "chosen", "false positives", "0.0", "1.0");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThatThrownBy(() -> new Lines.Series("a", new double[1], new double[2], Lines.Style.SOLID)).hasMessageContaining("as many x as y, got 1 and 2");
    }

    /// A curve of two parts and a point that is nowhere; and one of which nothing is known.
    @Test
    void linesHaveGapsWhereThereIsNoNumber() throws Exception {
        double[] x = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
        double[] y = {0, 0.1, Double.NaN, 0.3, Double.POSITIVE_INFINITY, 0.5, 0.6};
        var curve = new Lines.Series("curve", x, y, Lines.Style.SOLID);
        var nothing = new Lines.Series("nothing", new double[0], new double[0], Lines.Style.SOLID);

        int without = elements(svg(Lines.ofShares("t", new Scatter.Names("x", "y"), List.of(nothing))), "polyline").size();
        var svg = svg(Lines.ofShares("t", new Scatter.Names("x", "y"), List.of(nothing, curve, new Lines.Series("points", x, y, Lines.Style.POINTS))));

        // The curve's entry in the legend is a line as well.
        assertThat(elements(svg, "polyline")).hasSize(without + 1 + 2);
        assertThat(elements(svg, "circle")).hasSize(5 + 1);
    }

    @Test
    void aPointAtTheEndOfTheScaleIsWhole() throws Exception {
        var svg = svg(Lines.ofShares("t", new Scatter.Names("x", "y"), List.of(new Lines.Series("all", new double[] {1}, new double[] {1}, Lines.Style.POINTS))));

        var cut = (Element) elements(svg, "clipPath").getFirst().getElementsByTagName("rect").item(0);
        var point = elements(svg, "circle").stream().min(Comparator.comparingDouble(circle -> -number(circle, "cx"))).orElseThrow();
        assertThat(number(point, "cy") - number(point, "r")).isGreaterThanOrEqualTo(number(cut, "y"));
        assertThat(number(point, "cx") + number(point, "r")).isLessThanOrEqualTo(number(cut, "x") + number(cut, "width"));
    }

    @Test
    void curvesShowEachMeasureOnceWithItsValidation() throws Exception {
        var texts = texts(svg(Curves.of("t", HISTORY)));

        assertThat(texts).contains("accuracy", "loss", "validation").doesNotContain("val_loss", "val loss");
        assertThat(texts.stream().filter("epoch"::equals)).hasSize(2);
    }

    @Test
    void whatOnlyTheValidationMeasuresIsNotCalledTraining() throws Exception {
        var texts = texts(svg(Curves.of("t", Map.of("val_bleu", List.of(1.9, 4.3)))));

        assertThat(texts).contains("bleu", "validation").doesNotContain("training", "val bleu");
    }

    @Test
    void curvesOfOneEpochOrWithNaNAreDrawnAllTheSame() throws Exception {
        svg(Curves.of("one", Map.of("loss", List.of(0.5))));
        svg(Curves.of("broken", Map.of("loss", List.of(0.5, Double.NaN, Double.POSITIVE_INFINITY))));
        svg(Curves.of("none", Map.of("loss", List.of())));
    }

    @Test
    void confusionMatrixShowsCountAndShareOfTheRow() throws Exception {
        var texts = texts(svg(ConfusionMatrix.of("t", List.of("cat", "dog"), new long[][] {{1950, 50}, {0, 0}})));

        assertThat(texts).contains("1,950", "97.5 %", "50", "2.5 %", "cat", "dog", "true", "predicted");
    }

    @Test
    void confusionMatrixRefusesCountsThatDoNotFitTheClasses() {
        assertThatThrownBy(() -> ConfusionMatrix.of("t", List.of("a", "b"), new long[3][3]))
                .hasMessage("Confusion matrix: expected 2 × 2 counts for 2 classes, got 3 rows.");
    }

    @Test
    void attentionIsWrittenWhereItIsStrong() throws Exception {
        var texts = texts(svg(AttentionMap.of("t", List.of("我", "们", "。"), List.of("we", "."), new double[][] {{0.954, 0.046}, {0.5, 0.5}, {0, 1}})));

        assertThat(texts).contains("我", "们", "。", "we", ".", "95", "50", "100").doesNotContain("5", "0");
        assertThatThrownBy(() -> AttentionMap.of("t", List.of("a"), List.of("b"), new double[1][2]))
                .hasMessage("Attention map: expected 1 × 1 weights for as many tokens, got 1 rows.");
    }

    @Test
    void chineseTextIsTextAndNamesFontsThatHaveIt() throws Exception {
        var svg = svg(Curves.of("春眠不觉晓", HISTORY));

        assertThat(texts(svg)).contains("春眠不觉晓");
        assertThat(svg.getDocumentElement().getAttribute("font-family")).contains("'Noto Sans CJK SC'", "'PingFang SC'", "'Microsoft YaHei'");
        assertThat(Canvas.Font.TITLE.width("春眠")).isEqualTo(2 * Canvas.Font.TITLE.size());
    }

    @Test
    void aFontThatHasTheTextIsTakenOrThePackageNamed() {
        String text = "春眠";
        var font = Fonts.forText(text, java.awt.Font.PLAIN, 12);

        assertThat(font.getSize2D()).isEqualTo(12);
        boolean installed = Stream.of(java.awt.GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()).anyMatch(f -> f.canDisplayUpTo(text) < 0);
        assertThat(font.canDisplayUpTo(text) < 0).isEqualTo(installed);
        assertThat(Fonts.forText("abc", java.awt.Font.BOLD, 12).getFamily()).isEqualTo(new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.BOLD, 12).getFamily());
        assertThat(Fonts.missing('春')).isEqualTo("No installed font has '春': PNG plots show an empty box in its place (SVG plots don't). Install fonts-noto-cjk.");
        assertThat(Fonts.missing('。')).endsWith("Install fonts-noto-cjk.");
    }

    @Test
    void ticksAreRoundNumbersInsideTheRange() {
        assertThat(new Axes.Range(-1.06, 1.06).ticks(8)).containsExactly(-1, -0.5, 0, 0.5, 1);
        assertThat(new Axes.Range(0.938, 1).ticks(6)).containsExactly(new double[] {0.94, 0.96, 0.98, 1.0}, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(new Axes.Range(1, 10).ticks(10)).hasSize(10);
        assertThat(Axes.Range.label(0.1 + 0.2, 0.1)).isEqualTo("0.3");
        assertThat(Axes.Range.label(2_500_000, 500_000)).isEqualTo("2.5e+06");
    }
}
