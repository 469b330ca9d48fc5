package org.keras4j.plots;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Plots of points, and their names.
class PointsTest extends SavedPlot {
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
}
