package org.keras4j.plots;

import module java.base;

/// Places for the nodes of a directed graph without cycles, each below those that lead to it, with few crossings (Sugiyama, Tagawa
/// and Toda 1981: levels, order within levels, positions). Edges over several levels keep a lane free.
final class LayeredLayout {
    private static final int SWEEPS = 12;
    private static final double GAP = 28;
    private static final double LEVEL_GAP = 40;
    private static final double LANE = 10;

    record Size(double width, double height) {}

    record Edge(int from, int to) {}

    /// The middle of a node.
    record Point(double x, double y) {}

    private final List<Size> sizes;
    private final int[] level;
    private final List<List<Integer>> rows = new ArrayList<>();
    private final List<Edge> steps = new ArrayList<>();
    private final List<List<Integer>> lanes = new ArrayList<>();
    private final double[] x;
    private final double[] top;

    LayeredLayout(List<Size> nodes, List<Edge> edges) {
        sizes = new ArrayList<>(nodes);
        int[] levels = levels(nodes.size(), edges);
        var all = IntStream.of(levels).boxed().collect(Collectors.toCollection(ArrayList::new));
        for (Edge edge : edges) {
            var lane = new ArrayList<Integer>(List.of(edge.from()));
            for (int at = levels[edge.from()] + 1; at < levels[edge.to()]; at++) {
                sizes.add(new Size(LANE, 0));
                all.add(at);
                lane.add(sizes.size() - 1);
            }
            lane.add(edge.to());
            lanes.add(lane);
            for (int i = 0; i + 1 < lane.size(); i++) {
                steps.add(new Edge(lane.get(i), lane.get(i + 1)));
            }
        }
        level = all.stream().mapToInt(Integer::intValue).toArray();
        for (int node = 0; node < level.length; node++) {
            while (rows.size() <= level[node]) {
                rows.add(new ArrayList<>());
            }
            rows.get(level[node]).add(node);
        }
        x = new double[level.length];
        top = new double[rows.size() + 1];
        order();
        positions();
        for (int row = 0; row < rows.size(); row++) {
            top[row + 1] = top[row] + rows.get(row).stream().mapToDouble(node -> sizes.get(node).height()).max().orElse(0) + LEVEL_GAP;
        }
        double left = IntStream.range(0, x.length).mapToDouble(node -> x[node] - sizes.get(node).width() / 2).min().orElse(0);
        for (int node = 0; node < x.length; node++) {
            x[node] -= left;
        }
    }

    double width() {
        return IntStream.range(0, x.length).mapToDouble(node -> x[node] + sizes.get(node).width() / 2).max().orElse(0);
    }

    double height() {
        return Math.max(0, top[rows.size()] - LEVEL_GAP);
    }

    Point middle(int node) {
        return new Point(x[node], (top[level[node]] + top[level[node] + 1] - LEVEL_GAP) / 2);
    }

    /// The corners of an edge, in the order of the edges given: down from the one node, across between levels, down to the other.
    List<Point> corners(int edge) {
        var corners = new ArrayList<Point>();
        List<Integer> lane = lanes.get(edge);
        double y = middle(lane.getFirst()).y() + sizes.get(lane.getFirst()).height() / 2;
        for (int i = 0; i + 1 < lane.size(); i++) {
            int from = lane.get(i);
            int to = lane.get(i + 1);
            double across = top[level[to]] - LEVEL_GAP / 2;
            corners.add(new Point(x[from], y));
            corners.add(new Point(x[from], across));
            corners.add(new Point(x[to], across));
            y = middle(to).y() - sizes.get(to).height() / 2;
            corners.add(new Point(x[to], y));
        }
        return corners;
    }

    /// The longest way from a node without predecessors.
    private static int[] levels(int nodes, List<Edge> edges) {
        int[] levels = new int[nodes];
        for (int round = 0; round <= nodes; round++) {
            boolean changed = false;
            for (Edge edge : edges) {
                if (levels[edge.to()] <= levels[edge.from()]) {
                    levels[edge.to()] = levels[edge.from()] + 1;
                    changed = true;
                }
            }
            if (!changed) {
                return levels;
            }
        }
        throw new IllegalArgumentException("Layout: expected a graph without cycles.");
    }

    private List<Integer> neighbours(int node, boolean above) {
        return steps.stream().filter(step -> (above ? step.to() : step.from()) == node).map(step -> above ? step.from() : step.to()).toList();
    }

    /// Each node near the mean place of its neighbours, alternately of those above and below.
    private void order() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 1; i < rows.size(); i++) {
                List<Integer> row = rows.get(down ? i : rows.size() - 1 - i);
                List<Integer> fixed = rows.get(down ? i - 1 : rows.size() - i);
                var wanted = new HashMap<Integer, Double>();
                for (int place = 0; place < row.size(); place++) {
                    wanted.put(row.get(place), neighbours(row.get(place), down).stream().mapToInt(fixed::indexOf).average().orElse(place));
                }
                row.sort(Comparator.comparingDouble(wanted::get));
            }
        }
    }

    private void positions() {
        for (List<Integer> row : rows) {
            place(row, node -> 0);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 1; i < rows.size(); i++) {
                place(rows.get(down ? i : rows.size() - 1 - i),
                        node -> neighbours(node, down).stream().mapToDouble(other -> x[other]).average().orElse(x[node]));
            }
        }
    }

    /// As near as possible to where each node wants to be, in their order and without overlap: the least squares of
    /// distances that only grow, by pooling neighbours that violate it.
    private void place(List<Integer> row, IntToDoubleFunction wish) {
        record Pool(double sum, int count) {
            double mean() { return sum / count; }
        }
        double[] offset = new double[row.size()];
        for (int i = 1; i < offset.length; i++) {
            offset[i] = offset[i - 1] + (sizes.get(row.get(i - 1)).width() + sizes.get(row.get(i)).width()) / 2 + GAP;
        }
        var pools = new ArrayDeque<Pool>();
        for (int i = 0; i < offset.length; i++) {
            var pool = new Pool(wish.applyAsDouble(row.get(i)) - offset[i], 1);
            while (!pools.isEmpty() && pools.peekLast().mean() > pool.mean()) {
                Pool before = pools.removeLast();
                pool = new Pool(before.sum() + pool.sum(), before.count() + pool.count());
            }
            pools.addLast(pool);
        }
        int i = 0;
        for (Pool pool : pools) {
            for (int end = i + pool.count(); i < end; i++) {
                x[row.get(i)] = pool.mean() + offset[i];
            }
        }
    }
}
