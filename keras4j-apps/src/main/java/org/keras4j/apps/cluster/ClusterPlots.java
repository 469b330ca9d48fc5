package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.analysis.ClusteringScores;
import org.keras4j.analysis.Tsne;
import org.keras4j.apps.RunFolder;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.ImageGrid;
import org.keras4j.plots.ImageGrid.Caption;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter;

/// The pictures of a run.
///
/// @param belongings of the points in the end: `[count, clusters]`
/// @param codes of the points in the end
record ClusterPlots(ClusterData data, ClusterNetwork network, NDArray belongings, NDArray codes) {
    private static final int MAPPED = 1000;
    private static final double PERPLEXITY = 30;
    private static final int NEAREST = 10;
    static final int ODD = 30;
    private static final int SHOWN = 20;

    void into(RunFolder folder) {
        var origin = data.description().origin();
        folder.plot("codes-after", map("Codes after clustering (t-SNE)", codes), origin);
        if (data.classes() != null && belongings.size(1) == data.classNames().size()) {
            folder.plot("confusion", confusion(data.classes()), origin);
        }
        if (data.form() instanceof ClusterData.Form.Row(var columns, _) && columns.size() == 2) {
            folder.plot("points", points(columns), origin);
        }
        if (data.form() instanceof ClusterData.Form.Picture(int rows, int columns, _)) {
            folder.plot("centres", ImageGrid.of("What the centres of the clusters look like, decoded", pictures(network.decode(network.centres()), rows, columns),
                    captions((int) belongings.size(1)), 10), origin);
            folder.plot("nearest", ImageGrid.of("The pictures nearest to each centre, a row each", pictures(data.points().take(nearest()), rows, columns), List.of(), NEAREST), origin);
            var odd = OddOnes.of(belongings, ODD);
            folder.plot("odd", ImageGrid.of("Odd ones out: pictures that belong to no cluster clearly", pictures(data.points().take(odd.rows()), rows, columns),
                    odd.captions(data).stream().map(Caption::of).toList(), 10), origin);
            int count = Math.min(SHOWN, data.count());
            var original = data.points().rows(0, count);
            folder.plot("reconstructions", ImageGrid.of("Pictures, and below what the codes say of them",
                    pictures(alternating(original, network.decode(network.encode(original)), 10), rows, columns), List.of(), 10), origin);
        }
    }

    /// Codes on a map, in the colours of the classes where they are known, else of the clusters.
    Plot map(String title, NDArray codes) {
        int[] some = ClusterData.spread(data.count(), MAPPED);
        double[] map = Tsne.map(codes.take(some), Math.min(PERPLEXITY, (some.length - 1) / 3.5)).toDoubleArray();
        int[] colours = data.classes() != null ? data.classes() : Refinement.surest(belongings);
        int groups = IntStream.of(colours).max().orElse(0) + 1;
        return Scatter.of(title, new Scatter.Names("", ""), IntStream.range(0, groups).mapToObj(group -> {
            int[] members = IntStream.range(0, some.length).filter(i -> colours[some[i]] == group).toArray();
            return new Scatter.Group(data.classes() != null ? data.classNames().get(group) : "cluster " + group,
                    IntStream.of(members).mapToDouble(i -> map[2 * i]).toArray(), IntStream.of(members).mapToDouble(i -> map[2 * i + 1]).toArray());
        }).toList());
    }

    /// The points of a plane as they are, in the colours of the clusters.
    private Plot points(List<String> columns) {
        int[] clusters = Refinement.surest(belongings);
        return Scatter.of("The clusters", new Scatter.Names(columns.getFirst() + ", standardised", columns.getLast() + ", standardised"),
                IntStream.range(0, (int) belongings.size(1)).mapToObj(c -> {
                    int[] members = IntStream.range(0, data.count()).filter(i -> clusters[i] == c).toArray();
                    return new Scatter.Group("cluster " + c, column(members, 0), column(members, 1));
                }).toList());
    }

    private double[] column(int[] members, int column) {
        return IntStream.of(members).mapToDouble(i -> data.points().at(2L * i + column)).toArray();
    }

    private Plot confusion(int[] classes) {
        int[] labels = Refinement.surest(belongings);
        int[] classOf = ClusteringScores.assignment(classes, labels);
        var counts = new long[data.classNames().size()][data.classNames().size()];
        for (int i = 0; i < labels.length; i++) {
            if (classOf[labels[i]] >= 0) {
                counts[classes[i]][classOf[labels[i]]]++;
            }
        }
        return ConfusionMatrix.of(String.format(Locale.ROOT, "Clusters, each assigned to a class: ACC %.4f", ClusteringScores.of(classes, labels).accuracy()),
                data.classNames(), counts);
    }

    /// Of each cluster in turn, the points that belong to it most.
    private int[] nearest() {
        float[][] q = belongings.toFloats2D();
        return IntStream.range(0, q[0].length).flatMap(c -> IntStream.range(0, q.length).boxed()
                .sorted(Comparator.comparingDouble(i -> -q[i][c])).limit(NEAREST).mapToInt(i -> i)).toArray();
    }

    private static NDArray pictures(NDArray points, int rows, int columns) {
        return points.reshape(Shape.of(points.size(0), rows, columns));
    }

    /// Lines of `columns` points, from the one and the other array in turn.
    private static NDArray alternating(NDArray one, NDArray other, int columns) {
        var lines = new ArrayList<NDArray>();
        for (int from = 0; from < one.size(0); from += columns) {
            int to = (int) Math.min(from + columns, one.size(0));
            lines.add(one.rows(from, to));
            lines.add(other.rows(from, to));
        }
        return NDArray.concat(0, lines);
    }

    private static List<Caption> captions(int clusters) {
        return IntStream.range(0, clusters).mapToObj(c -> Caption.of("cluster " + c)).toList();
    }
}
