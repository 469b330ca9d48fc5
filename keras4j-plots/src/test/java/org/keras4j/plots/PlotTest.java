package org.keras4j.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.ImageGrid.Caption;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {
    private static final Map<String, List<Double>> HISTORY = new LinkedHashMap<>();

    static {
        HISTORY.put("accuracy", List.of(0.9421, 0.9861, 0.9902, 0.9929, 0.9946, 0.9957));
        HISTORY.put("loss", List.of(0.1901, 0.0443, 0.0302, 0.0221, 0.0171, 0.0141));
        HISTORY.put("val_accuracy", List.of(0.9842, 0.9886, 0.9902, 0.9914, 0.9906, 0.9931));
        HISTORY.put("val_loss", List.of(0.0532, 0.0412, 0.0333, 0.0305, 0.0340, 0.0289));
    }

    @TempDir
    Path folder;

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
    void gridPaintsBytesAndFloatsAlikeAndMarksMistakes() throws Exception {
        var bytes = NDArray.generate(DType.UINT8, Shape.of(2, 3, 3), i -> i % 9 * 30);
        var captions = List.of(Caption.ofPrediction("7", "7"), Caption.ofPrediction("7", "1"));

        var ofBytes = svg(ImageGrid.of("t", bytes, captions, 5));
        var ofFloats = svg(ImageGrid.of("t", bytes.cast(DType.FLOAT32).dividedBy(255.0).reshape(2, 3, 3, 1), captions, 5));

        assertThat(texts(ofBytes)).contains("7", "7, not 1");
        assertThat(images(ofBytes)).hasSize(2).isEqualTo(images(ofFloats));
    }

    @Test
    void kernelIsGreyAtZeroWhiteAtTheLargestWeight() throws Exception {
        var kernel = NDArray.of(Shape.of(1, 3, 1, 2), 0f, 9f, 2f, 9f, -2f, 9f);       // filter 0 is 0, 2, −2

        var picture = images(svg(ImageGrid.ofKernel("t", kernel, 2))).getFirst();

        var pixels = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture)));
        assertThat(IntStream.range(0, 3).map(x -> pixels.getRGB(x, 0) & 255).toArray()).containsExactly(128, 255, 0);
    }

    @Test
    void imagesNeedAColumn() {
        assertThatThrownBy(() -> ImageGrid.of("t", NDArray.zeros(DType.UINT8, Shape.of(1, 4, 4)), List.of(), 0)).hasMessage("Image grid: expected 1 column or more, got 0.");
    }

    @Test
    void heatIsStretchedOverItsPictureAndRedWhereItIsHot() throws Exception {
        var grey = NDArray.generate(DType.UINT8, Shape.of(1, 4, 4), i -> 100);
        var heat = NDArray.of(Shape.of(1, 1, 2), 0f, 0.75f);

        var picture = images(svg(ImageGrid.ofHeat("t", grey, heat, List.of(), 1))).getFirst();

        var pixels = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture)));
        assertThat(IntStream.range(0, 4).map(x -> pixels.getRGB(x, 3) >> 16 & 255).toArray()).isSorted().doesNotHaveDuplicates();
        // 0.45 · 100 + 0.55 · 255 · (0.99, 0.65, 0.1): at three quarters a colour of the scale itself.
        assertThat(pixels.getRGB(3, 0) & 0xffffff).isEqualTo(184 << 16 | 136 << 8 | 59);
        assertThatThrownBy(() -> ImageGrid.ofHeat("t", grey, heat.reshape(2, 1, 1), List.of(), 1))
                .hasMessage("Image grid: expected heat [1, rows, columns], got [2, 1, 1].");
    }

    @Test
    void namesOfPointsKeepClearOfEachOther() throws Exception {
        var plot = svg(NamedPoints.of("t", new Scatter.Names("x", "y"), List.of(
                new NamedPoints.Point("first", 1, 0.50, 0.45, 0.55), new NamedPoints.Point("second", 1, 0.501, 0.46, 0.56), new NamedPoints.Point("third", 9, 0.3, 0.2, 0.4))));

        assertThat(elements(plot, "circle")).hasSize(3);
        assertThat(covered(plot, Set.of("first", "second", "third"))).isEmpty();
    }

    /// Half of the points lie so near to the others' right that a name there would cover them; those within a crowd have no place for a name.
    @Test
    void namesInAMapKeepClearOfPoints() throws Exception {
        var x = IntStream.range(0, 41).mapToDouble(i -> i < 16 ? i / 2 * 4 + i % 2 * 0.6 : 60 + (i - 16) % 5 * 0.3).toArray();
        var y = IntStream.range(0, 41).mapToDouble(i -> i < 16 ? i / 2 % 4 * 5 : 5 + (i - 16) / 5 * 0.3).toArray();
        var labels = IntStream.range(0, 41).mapToObj(i -> new Scatter.Label("a name " + i, x[i], y[i])).toList();

        var plot = svg(Scatter.ofNamed("t", new Scatter.Names("x", "y"), List.of(new Scatter.Group("all", x, y)), labels, 100));

        var named = texts(plot).stream().filter(text -> text.startsWith("a name ")).collect(Collectors.toSet());
        assertThat(named).contains("a name 0", "a name 1", "a name 15").doesNotContain("a name 28");
        assertThat(covered(plot, named)).isEmpty();
    }

    /// What these names cover: points or each other.
    private static List<String> covered(Document plot, Set<String> names) {
        var boxes = new LinkedHashMap<String, Axes.Box>();
        for (var text : elements(plot, "text")) {
            if (names.contains(text.getTextContent())) {
                boxes.put(text.getTextContent(), new Axes.Box(number(text, "x"), number(text, "y") - 9, Canvas.Font.TICK.width(text.getTextContent()), 9));
            }
        }
        assertThat(boxes.keySet()).isEqualTo(names);
        return boxes.entrySet().stream().flatMap(name -> Stream.concat(
                boxes.entrySet().stream().filter(other -> !other.equals(name) && other.getValue().overlaps(name.getValue())).map(other -> name.getKey() + " " + other.getKey()),
                elements(plot, "circle").stream().filter(point -> number(point, "cy") > Plot.TOP + 24).map(point -> {
                    double radius = number(point, "r");
                    return new Axes.Box(number(point, "cx") - radius, number(point, "cy") - radius, 2 * radius, 2 * radius);
                }).filter(name.getValue()::overlaps).map(point -> name.getKey() + " " + point))).toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void aMapHasItsLegendAndItsColoursAndRefusesOthers() throws Exception {
        var picture = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        var legend = List.of(new ClassMap.Entry("forest", 0x1f6b2d, "75.0 %"), new ClassMap.Entry("river", 0x5aa9e6, "25.0 %"));
        var panels = List.of(new ClassMap.Panel("before", picture));

        var drawn = svg(ClassMap.of("land", panels, "map", 5, new int[][] {{0, 0, 1, 0}, {0, 0, 1, 0}}, legend));

        assertThat(drawn.getDocumentElement().getTextContent()).contains("forest  75.0 %", "river  25.0 %", "before", "map");
        var map = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(images(drawn).get(1))));
        assertThat(IntStream.range(0, 4).map(x -> map.getRGB(x, 1) & 0xffffff).toArray()).containsExactly(0x1f6b2d, 0x1f6b2d, 0x5aa9e6, 0x1f6b2d);
        assertThatThrownBy(() -> ClassMap.of("land", panels, "map", 5, new int[][] {{2}}, legend))
                .hasMessage("Class map: expected a picture, and cells of 2 classes, got 1 pictures and 1 rows of cells.");
    }

    @Test
    void pointsLieWhereTheirValuesSay() throws Exception {
        var plot = Scatter.of("t", new Scatter.Names("x", "y"),
                List.of(new Scatter.Group("points", new double[] {0, 1, 2}, new double[] {0, 10, 20})));

        // Beside the key's dot: three in even steps, rising to the right.
        var dots = elements(svg(plot), "circle").stream().filter(e -> e.getAttribute("r").equals("3.2")).toList();
        assertThat(dots).hasSize(3);
        double[] x = dots.stream().mapToDouble(e -> Double.parseDouble(e.getAttribute("cx"))).toArray();
        double[] y = dots.stream().mapToDouble(e -> Double.parseDouble(e.getAttribute("cy"))).toArray();
        assertThat(x[1] - x[0]).isPositive().isCloseTo(x[2] - x[1], org.assertj.core.data.Offset.offset(0.02));
        assertThat(y[1] - y[0]).isNegative().isCloseTo(y[2] - y[1], org.assertj.core.data.Offset.offset(0.02));
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

    private Document svg(Plot plot) throws Exception {
        return parsed(plot.save(folder, "plot").getLast());
    }

    private static Document parsed(Path svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(svg.toFile());
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<String> images(Document svg) {
        return elements(svg, "image").stream()
                .map(e -> e.getAttribute("xlink:href").replace("data:image/png;base64,", "")).toList();
    }

    private static List<Element> elements(Document svg, String name) {
        var found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }
}
