package org.keras4j.plots;

import module java.base;
import org.keras4j.models.Diagram;
import org.keras4j.models.Model;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;
import org.keras4j.plots.Canvas.Weight;

/// A model's layers and how they are connected. Follows `keras.utils.plot_model`, without Graphviz.
///
/// ```java
/// ModelPlot.of(model).write(Path.of("model.svg"));
/// ```
public final class ModelPlot {
    private static final double PADDING = 14;
    private static final double LINE = 16;
    private static final double HEADER = 26;
    private static final double CLUSTER = 12;
    private static final double ARROW = 4;
    private static final Font NAME = new Font(13, Weight.BOLD, Ink.PAPER, Anchor.MIDDLE);
    private static final Font FACT = new Font(11, Weight.NORMAL, Ink.TEXT, Anchor.MIDDLE);

    private record Lines(String title, List<String> facts) {
        double width() {
            return 2 * PADDING + Math.max(NAME.width(title), facts.stream().mapToDouble(FACT::width).max().orElse(0));
        }

        double height() {
            return HEADER + (facts.isEmpty() ? 0 : facts.size() * LINE + 8);
        }
    }

    private record Frame(String name, List<Integer> boxes) {}

    private final Diagram diagram;
    private final List<Lines> boxes = new ArrayList<>();
    private final List<LayeredLayout.Edge> edges = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Diagram.Box, Integer> numbers = new IdentityHashMap<>();
    private final LayeredLayout layout;

    private ModelPlot(Diagram diagram) {
        this.diagram = diagram;
        collect(diagram);
        connect(diagram);
        layout = new LayeredLayout(boxes.stream().map(box -> isLying() ? new LayeredLayout.Size(box.height(), box.width())
                : new LayeredLayout.Size(box.width(), box.height())).toList(), edges);
    }

    /// With the names of layers and their shapes.
    public static Plot of(Model model) {
        return of(Diagram.of(model, Set.of(Diagram.Show.LAYER_NAMES, Diagram.Show.SHAPES)));
    }

    /// The picture has the model's name as its title.
    public static Plot of(Diagram diagram) {
        return new ModelPlot(diagram).plot();
    }

    private boolean isLying() {
        return diagram.direction() == Diagram.Direction.LR;
    }

    private List<Integer> collect(Diagram part) {
        var inside = new ArrayList<Integer>();
        for (Diagram.Part each : part.parts()) {
            switch (each) {
                case Diagram.Box box -> {
                    numbers.put(box, boxes.size());
                    inside.add(boxes.size());
                    boxes.add(lines(box));
                }
                case Diagram.Cluster(Diagram inner) -> {
                    List<Integer> members = collect(inner);
                    frames.add(new Frame(inner.name(), members));
                    inside.addAll(members);
                }
            }
        }
        return inside;
    }

    private void connect(Diagram part) {
        part.arrows().forEach(arrow -> edges.add(new LayeredLayout.Edge(numbers.get(arrow.from()), numbers.get(arrow.to()))));
        part.parts().forEach(each -> {
            if (each instanceof Diagram.Cluster(Diagram inner)) {
                connect(inner);
            }
        });
    }

    private Lines lines(Diagram.Box box) {
        var facts = new ArrayList<String>();
        box.activation().ifPresent(name -> facts.add("activation: " + name));
        box.facts().forEach(fact -> facts.add(fact.what().isEmpty() ? fact.value() : fact.what() + ": " + fact.value()));
        return new Lines(diagram.shown().contains(Diagram.Show.LAYER_NAMES) ? box.name() + " (" + box.type() + ")" : box.type(), facts);
    }

    // ---- painting --------------------------------------------------------------------------------------------------

    private Plot plot() {
        double margin = Plot.MARGIN + (frames.isEmpty() ? 0 : 2 * CLUSTER);
        double width = isLying() ? layout.height() : layout.width();
        double height = isLying() ? layout.width() : layout.height();
        return Plot.of(diagram.name(), (int) Math.ceil(width + 2 * margin), (int) Math.ceil(Plot.TOP + height + 2 * margin), canvas -> {
            frames.forEach(frame -> frame(canvas, frame, margin));
            for (int edge = 0; edge < edges.size(); edge++) {
                arrow(canvas, layout.corners(edge).stream().map(corner -> onPaper(corner, margin)).toList());
            }
            for (int box = 0; box < boxes.size(); box++) {
                box(canvas, boxes.get(box), onPaper(layout.middle(box), margin));
            }
        });
    }

    private LayeredLayout.Point onPaper(LayeredLayout.Point point, double margin) {
        return isLying() ? new LayeredLayout.Point(margin + point.y(), Plot.TOP + margin + point.x())
                : new LayeredLayout.Point(margin + point.x(), Plot.TOP + margin + point.y());
    }

    private static void box(Canvas canvas, Lines box, LayeredLayout.Point middle) {
        double left = middle.x() - box.width() / 2;
        double top = middle.y() - box.height() / 2;
        canvas.rectangle(left - 1, top - 1, box.width() + 2, box.height() + 2, Ink.BLUE);
        canvas.text(box.title(), middle.x(), top + 17, NAME);
        if (!box.facts().isEmpty()) {
            canvas.rectangle(left, top + HEADER, box.width(), box.height() - HEADER, Ink.PAPER);
        }
        for (int i = 0; i < box.facts().size(); i++) {
            canvas.text(box.facts().get(i), middle.x(), top + HEADER + 16 + i * LINE, FACT);
        }
    }

    private void frame(Canvas canvas, Frame frame, double margin) {
        var places = frame.boxes().stream().map(box -> Map.entry(boxes.get(box), onPaper(layout.middle(box), margin))).toList();
        double left = places.stream().mapToDouble(p -> p.getValue().x() - p.getKey().width() / 2).min().orElse(0) - CLUSTER;
        double right = places.stream().mapToDouble(p -> p.getValue().x() + p.getKey().width() / 2).max().orElse(0) + CLUSTER;
        double top = places.stream().mapToDouble(p -> p.getValue().y() - p.getKey().height() / 2).min().orElse(0) - CLUSTER;
        double bottom = places.stream().mapToDouble(p -> p.getValue().y() + p.getKey().height() / 2).max().orElse(0) + CLUSTER;
        canvas.rectangle(left, top, right - left, bottom - top, Ink.BLUE.strength(0.06));
        canvas.polyline(new double[] {left, right, right, left, left}, new double[] {top, top, bottom, bottom, top}, 1, Canvas.Stroke.DASHED, Ink.AXIS);
        canvas.text(frame.name(), left + 4, top - 4, Font.TICK.anchor(Anchor.START));
    }

    private void arrow(Canvas canvas, List<LayeredLayout.Point> corners) {
        canvas.polyline(corners.stream().mapToDouble(LayeredLayout.Point::x).toArray(), corners.stream().mapToDouble(LayeredLayout.Point::y).toArray(),
                1.4, Canvas.Stroke.SOLID, Ink.MUTED);
        var end = corners.getLast();
        double back = 2 * ARROW;
        canvas.polygon(isLying() ? new double[] {end.x(), end.x() - back, end.x() - back} : new double[] {end.x(), end.x() - ARROW, end.x() + ARROW},
                isLying() ? new double[] {end.y(), end.y() - ARROW, end.y() + ARROW} : new double[] {end.y(), end.y() - back, end.y() - back}, Ink.MUTED);
    }
}
