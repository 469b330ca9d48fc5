package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Runs a graph node by node. Each op computes in double precision and rounds its results, once, to their types. Integers
/// beyond 2⁵³ are exact only where they are handed on unchanged, such as seeds. A value is let go after its last use.
public final class Interpreter {
    static final Watch UNWATCHED = (_, _, _) -> {};

    private final Graph graph;
    /// The values that nobody needs after each node.
    private final List<List<Value>> dead;

    public Interpreter(Graph graph) {
        this.graph = graph;
        this.dead = lastUses(graph);
    }

    /// What a run gives.
    ///
    /// @param updates the new values of variables, by name
    /// @param fault what is wrong with an index that was outside of its table, if one was; it was taken as the nearest row
    public record Results(List<NDArray> outputs, SequencedMap<String, NDArray> updates, Optional<String> fault) {}

    /// Is told what each node made, and how long it took.
    interface Watch {
        void made(int node, List<Tensor> results, long nanos);
    }

    /// The graph's outputs and updates.
    ///
    /// @param inputs an array for each input, by name
    /// @param variables an array for each variable, by name; none is changed
    /// @throws IllegalArgumentException naming the input or variable that is missing or has another type
    public static Results run(Graph graph, Map<String, NDArray> inputs, Map<String, NDArray> variables) {
        return new Interpreter(graph).run(inputs, variables, UNWATCHED);
    }

    /// The outputs of a graph without variables.
    ///
    /// @throws IndexOutOfBoundsException when an index was outside of its table
    public static List<NDArray> run(Graph graph, Map<String, NDArray> inputs) {
        Results results = run(graph, inputs, Map.of());
        raise(results.fault());
        return results.outputs();
    }

    static void raise(Optional<String> fault) {
        fault.ifPresent(message -> {
            throw new IndexOutOfBoundsException(message);
        });
    }

    Results run(Map<String, NDArray> inputs, Map<String, NDArray> variables, Watch watch) {
        var faults = new Faults();
        Map<Value, Tensor> found = run(new Leaves(tensors(inputs), tensors(variables)), faults, watch);
        var updates = new LinkedHashMap<String, NDArray>();
        graph.updates().forEach((name, value) -> updates.put(name, found.get(value).toArray()));
        return new Results(graph.outputs().stream().map(output -> found.get(output).toArray()).toList(), updates, faults.first());
    }

    List<Value> outputs() {
        return graph.outputs();
    }

    /// The graph's results.
    Map<Value, Tensor> run(Leaves leaves, Faults faults, Watch watch) {
        var known = new HashMap<Value, Tensor>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            long start = System.nanoTime();
            Node node = graph.nodes().get(i);
            List<Tensor> in = node.inputs().stream().map(known::get).toList();
            faults.at(node);
            List<Type> types = node.outputs().stream().map(Value::type).toList();
            List<Tensor> results = evaluate(node.op(), in, types, leaves, faults);
            for (int k = 0; k < results.size(); k++) {
                known.put(node.outputs().get(k), results.get(k));
            }
            dead.get(i).forEach(known::remove);
            watch.made(i, results, System.nanoTime() - start);
        }
        return known;
    }

    /// The results of one op on these arrays.
    ///
    /// @throws IndexOutOfBoundsException when an index was outside of its table
    public static List<NDArray> evaluate(Op op, List<NDArray> in) {
        List<Tensor> given = in.stream().map(Tensor::of).toList();
        var faults = new Faults();
        List<Type> types = op.infer(given.stream().map(Tensor::type).toList());
        List<Tensor> results = evaluate(op, given, types, new Leaves(Map.of(), Map.of()), faults);
        raise(faults.first());
        return results.stream().map(Tensor::toArray).toList();
    }

    private static List<Tensor> evaluate(Op op, List<Tensor> in, List<Type> types, Leaves leaves, Faults faults) {
        Shape shape = types.getFirst().shape();
        return switch (op) {
            case Leaf leaf -> List.of(leaves.evaluate(leaf, in));
            case Pointwise pointwise -> rounded(types, Elements.evaluate(pointwise, in));
            case Reduction reduction -> rounded(types, Folds.evaluate(reduction, in.getFirst(), shape));
            case Movement movement -> rounded(types, Moves.evaluate(movement, in, shape));
            case Contraction contraction -> rounded(types, Products.evaluate(contraction, in, shape));
            case Pooling pooling -> rounded(types, Pools.evaluate(pooling, in, shape));
            case Indexing indexing -> rounded(types, Tables.evaluate(indexing, in, shape, faults));
            case Normalization normalization -> rounded(types, Rows.evaluate(normalization, in, faults));
            case Recurrent recurrent -> rounded(types, Memory.evaluate(recurrent, in));
            case Linalg linalg -> rounded(types, Matrices.evaluate(linalg, in));
            case Control control -> rounded(types, Loops.evaluate(control, in, faults));
        };
    }

    private static List<Tensor> rounded(List<Type> types, double[] result) {
        return rounded(types, List.of(result));
    }

    private static List<Tensor> rounded(List<Type> types, List<double[]> results) {
        return IntStream.range(0, results.size()).mapToObj(i -> Tensor.rounded(types.get(i), results.get(i))).toList();
    }

    private static List<List<Value>> lastUses(Graph graph) {
        var needed = new HashSet<>(graph.results());
        var dead = new ArrayDeque<List<Value>>();
        for (Node node : graph.nodes().reversed()) {
            dead.addFirst(Stream.concat(node.inputs().stream(), node.outputs().stream()).distinct().filter(needed::add).toList());
        }
        return List.copyOf(dead);
    }

    /// The most bytes that values take at one time during a run.
    long peakBytes() {
        long now = 0;
        long peak = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            now += bytes(graph.nodes().get(i).outputs());
            peak = Math.max(peak, now);
            now -= bytes(dead.get(i));
        }
        return peak;
    }

    private static long bytes(List<Value> values) {
        return values.stream().mapToLong(value -> value.type().elements() * Double.BYTES).sum();
    }

    private static Map<String, Tensor> tensors(Map<String, NDArray> arrays) {
        var tensors = new HashMap<String, Tensor>();
        arrays.forEach((name, array) -> tensors.put(name, Tensor.of(array)));
        return tensors;
    }
}
