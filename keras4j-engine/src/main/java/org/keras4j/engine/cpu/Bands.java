package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.units.Uses;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Contraction.MatMul;
import org.keras4j.engine.graph.Leaf.Fill;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Pooling.Pool;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// One image on its way through small convolutions and poolings, and the product that they end in: in bands of its rows, one for each
/// thread. A band reads what it needs of the image, some rows of which its neighbour reads and computes as well, and of the product's matrix
/// the rows that are its own. So the threads meet once, and none reads what another has written.
///
/// | before                              | after                                                                       |
/// |-------------------------------------|-----------------------------------------------------------------------------|
/// | convolutions, poolings, … of `x`    | the same of rows of `x`, for each band, concatenated                        |
/// | the same, flattened, times `w`      | the same of rows of `x`, flattened, times rows of `w`, for each band, added |
final class Bands {
    /// A convolution of more multiplications keeps a team busy for far longer than it takes to meet.
    private static final double MOST = 10_000_000;
    /// So many multiplications take one thread three microseconds, and two of them no less.
    private static final double FEWEST = 500_000;
    /// How much more there may be to do than without bands.
    private static final double EXTRA = 1.25;

    private final Graph graph;
    private final Uses uses;
    private final GraphBuilder g = new GraphBuilder();
    private final Map<Value, Value> now = new HashMap<>();
    private final Map<Value, Integer> bandOf = new HashMap<>();

    private Bands(Graph graph) {
        this.graph = graph;
        this.uses = new Uses(graph);
    }

    /// The graph with the first such way in bands for some threads, if there is one that is worth it.
    static SmallProgram of(Graph graph, int threads) {
        var bands = new Bands(graph);
        return graph.nodes().stream().filter(node -> node.op() instanceof Conv && bands.isByRows(node, node.input(0))).findFirst()
                .map(bands::way).map(way -> bands.apply(way, way.bands(threads))).orElse(new SmallProgram(graph, Map.of()));
    }

    private SmallProgram apply(Way way, int bands) {
        if (bands == 1) {
            return new SmallProgram(graph, Map.of());
        }
        Set<Node> replaced = Collections.newSetFromMap(new IdentityHashMap<>());
        replaced.addAll(way.all());
        Node last = way.all().getLast();
        for (Node node : graph.nodes()) {
            if (node == last) {
                now.put(node.output(), inBands(way, bands));
            } else if (!replaced.contains(node)) {
                List<Value> outputs = g.scoped(node.scope(), () -> g.applyAll(node.op(), node.inputs().stream().map(now::get).toList()));
                for (int i = 0; i < outputs.size(); i++) {
                    now.put(node.outputs().get(i), outputs.get(i));
                }
            }
        }
        graph.updates().forEach((name, next) -> g.update(new Leaf.Variable(name, next.type()), now.get(next)));
        return new SmallProgram(g.build(graph.outputs().stream().map(now::get).toList()), bandOf);
    }

    // ---- finding ---------------------------------------------------------------------------------------------------

    /// @param nodes each the only reader of the one before; images from the first to the last
    /// @param product what flattens the last image, and its product with a matrix; or nothing
    private record Way(List<Node> nodes, List<Node> product) {
        List<Node> all() {
            return Stream.concat(nodes.stream(), product.stream()).toList();
        }

        /// As many as there are threads for, or fewer that have less to do twice.
        int bands(int threads) {
            double whole = multiplications(new Rows(0, height()));
            if (whole < FEWEST || nodes.stream().anyMatch(node -> multiplications(node, node.output().shape().size(1)) > MOST)) {
                return 1;
            }
            return IntStream.iterate((int) Math.min(threads, height()), bands -> bands > 1, bands -> bands - 1)
                    .filter(bands -> bands * IntStream.range(0, bands).mapToDouble(i -> multiplications(band(i, bands))).max().orElseThrow() <= EXTRA * whole)
                    .findFirst().orElse(1);
        }

        Rows band(int number, int bands) {
            return new Rows(height() * number / bands, height() * (number + 1) / bands);
        }

        private long height() {
            return nodes.getLast().output().shape().size(1);
        }

        private double multiplications(Rows band) {
            double sum = 0;
            Rows rows = band;
            for (Node node : nodes.reversed()) {
                sum += rows.count() > 0 ? multiplications(node, rows.count()) : Double.POSITIVE_INFINITY;     // it would see zeros alone
                rows = rows.readBy(node);
            }
            return sum;
        }

        private static double multiplications(Node node, long rows) {
            return node.op() instanceof Conv ? (double) rows * node.output().shape().size(2) * node.input(1).shape().elements() : 0;
        }
    }

    private Way way(Node first) {
        var nodes = new ArrayList<>(List.of(first));
        Optional<Node> next = uses.onlyReader(first.output());
        while (next.isPresent() && isByRows(next.get(), nodes.getLast().output())) {
            nodes.add(next.get());
            next = uses.onlyReader(next.get().output());
        }
        return new Way(nodes, next.flatMap(this::product).orElse(List.of()));
    }

    private Optional<List<Node>> product(Node flat) {
        boolean isFlat = flat.op() instanceof Reshape && flat.output().rank() == 2 && flat.output().shape().size(0) == 1;
        return isFlat ? uses.onlyReader(flat.output())
                .filter(node -> node.op() instanceof MatMul(boolean left, boolean right, _) && !left && !right && node.input(0) == flat.output())
                .map(node -> List.of(flat, node)) : Optional.empty();
    }

    /// Whether rows of the node's result depend on rows of one image alone.
    private boolean isByRows(Node node, Value image) {
        boolean isOne = image.rank() == 4 && image.shape().size(0) == 1 && image.dtype() == DType.FLOAT32 && node.output().dtype() == DType.FLOAT32;
        return isOne && switch (node.op()) {
            case Conv _, Pool _ -> node.input(0) == image;
            case Unary _ -> true;
            case Binary _ -> node.inputs().stream().allMatch(input -> input == image || isAlikeInRows(input));
            default -> false;
        };
    }

    private boolean isAlikeInRows(Value value) {
        return switch (uses.producers().get(value).op()) {
            case Broadcast(_, var axes) -> !axes.contains(1);
            case Fill _ -> true;
            default -> false;
        };
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    /// Of an image, `end` excluded.
    private record Rows(long from, long end) {
        long count() {
            return end - from;
        }

        /// Those that the node reads for these of its result.
        Rows readBy(Node node) {
            return switch (node.op()) {
                case Conv op -> readThrough(op.window(), node.input(0));
                case Pool op -> readThrough(op.window(), node.input(0));
                default -> this;
            };
        }

        private Rows readThrough(Window window, Value image) {
            Window.Along down = window.axes().getFirst();
            return new Rows(Math.max(0, first(down)), Math.min(image.shape().size(1), last(down)));
        }

        /// What is left of the padding above and below an image of some height for a window that moves over [what is read][#readBy] for these.
        Window over(Window whole, long height) {
            var axes = new ArrayList<>(whole.axes());
            Window.Along down = axes.getFirst();
            axes.set(0, new Window.Along(down.size(), down.stride(), down.dilation(), Math.max(0, -first(down)), Math.max(0, last(down) - height)));
            return new Window(axes);
        }

        private long first(Window.Along down) { return from * down.stride() - down.before(); }
        private long last(Window.Along down)  { return (end - 1) * down.stride() - down.before() + down.span(); }

        Value of(Value whole, int axis, GraphBuilder g) {
            return g.slice(whole, axis, from, end);
        }
    }

    private Value inBands(Way way, int count) {
        var parts = new ArrayList<Value>();
        for (int i = 0; i < count; i++) {
            int before = g.nodes().size();
            parts.add(band(way, way.band(i, count)));
            for (Node node : g.nodes().subList(before, g.nodes().size())) {
                bandOf.put(node.output(), i);
            }
        }
        return way.product.isEmpty() ? g.concatenate(1, parts) : parts.stream().reduce(g::add).orElseThrow();
    }

    private Value band(Way way, Rows band) {
        var rows = new ArrayDeque<>(List.of(band));
        way.nodes.reversed().forEach(node -> rows.addFirst(rows.getFirst().readBy(node)));
        Value image = way.nodes.getFirst().input(0);
        Value here = rows.removeFirst().of(now.get(image), 1, g);
        for (Node node : way.nodes) {
            here = ofRows(node, image, here, rows.removeFirst());
            image = node.output();
        }
        return way.product.isEmpty() ? here : product(way.product.getLast(), here, band);
    }

    private Value ofRows(Node node, Value image, Value here, Rows rows) {
        long height = image.shape().size(1);
        return g.scoped(node.scope(), () -> switch (node.op()) {
            case Conv(var window, int groups, var type) -> g.apply(new Conv(rows.over(window, height), groups, type), here, now.get(node.input(1)));
            case Pool(var kind, var window) -> g.apply(new Pool(kind, rows.over(window, height)), here);
            default -> g.apply(node.op(), node.inputs().stream().map(input -> input == image ? here : alike(input, rows)).toArray(Value[]::new));
        });
    }

    private Value alike(Value inAllRows, Rows rows) {
        Node node = uses.producers().get(inAllRows);
        Shape shape = inAllRows.shape().with(1, rows.count());
        return node.op() instanceof Broadcast(_, var axes) ? g.broadcast(now.get(node.input(0)), shape, axes)
                : g.apply(new Fill(((Fill) node.op()).number(), inAllRows.type().with(shape)));
    }

    private Value product(Node matmul, Value image, Rows band) {
        long numbers = image.shape().elements();
        long inRow = numbers / band.count();
        Value matrix = new Rows(band.from * inRow, band.end * inRow).of(now.get(matmul.input(1)), 0, g);
        return g.scoped(matmul.scope(), () -> g.apply(matmul.op(), g.reshape(image, Shape.of(1, numbers)), matrix));
    }
}
