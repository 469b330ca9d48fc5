package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.tensor.NDArray;

/// A graph with the states of its variables. One run at a time.
final class ReferenceExecutable implements Executable {
    private final Graph graph;
    private final Interpreter interpreter;
    private final List<Leaf.Input> inputs;
    private final Map<String, ReferenceState> states;
    private boolean closed;

    ReferenceExecutable(Graph graph, Map<String, ReferenceState> states) {
        this.graph = graph;
        this.interpreter = new Interpreter(graph);
        this.inputs = graph.inputs();
        this.states = states;
    }

    @Override
    public List<Leaf.Input> inputs() {
        return inputs;
    }

    @Override
    public List<NDArray> run(List<NDArray> arrays) {
        return run(arrays, Interpreter.UNWATCHED);
    }

    private synchronized List<NDArray> run(List<NDArray> arrays, Interpreter.Watch watch) {
        Interpreter.Results results = interpret(arrays, watch);
        Interpreter.raise(results.fault());
        results.updates().forEach((name, array) -> states.get(name).set(array));
        return results.outputs();
    }

    private Interpreter.Results interpret(List<NDArray> arrays, Interpreter.Watch watch) {
        if (closed) {
            throw new IllegalStateException("run: expected an open program, got a closed one. Compile it again.");
        }
        var variables = new HashMap<String, NDArray>();
        states.forEach((name, state) -> variables.put(name, state.array()));
        return interpreter.run(named(arrays), variables, watch);
    }

    /// What comes first has no NaN among its own inputs, or it is one of them.
    @Override
    public synchronized Optional<Node> firstNaN(List<NDArray> arrays) {
        var found = new ArrayList<Node>();
        interpret(arrays, (node, results, _) -> {
            if (found.isEmpty() && results.stream().flatMapToDouble(result -> DoubleStream.of(result.values())).anyMatch(Double::isNaN)) {
                found.add(graph.nodes().get(node));
            }
        });
        return found.stream().findFirst();
    }

    private Map<String, NDArray> named(List<NDArray> arrays) {
        if (arrays.size() != inputs.size()) {
            throw new IllegalArgumentException("run: expected an array for each input of "
                    + inputs.stream().map(Leaf.Input::name).toList() + ", got " + arrays.size() + ". Pass them in this order.");
        }
        var named = new HashMap<String, NDArray>();
        for (int i = 0; i < arrays.size(); i++) {
            Leaf.Input input = inputs.get(i);
            NDArray array = arrays.get(i);
            if (array.dtype() != input.result().dtype() || !array.shape().equals(input.result().shape())) {
                throw new IllegalArgumentException("Input '" + input.name() + "': expected " + input.result() + ", got "
                        + array.dtype() + array.shape() + ". Cast or reshape it first.");
            }
            named.put(input.name(), array);
        }
        return named;
    }

    @Override
    public Profile profile(List<NDArray> arrays, int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("profile: expected 1 run or more, got " + runs + ".");
        }
        var times = new long[graph.nodes().size()][runs];
        var wholes = new long[runs];
        for (int i = 0; i < runs; i++) {
            int turn = i;
            long start = System.nanoTime();
            run(arrays, (node, _, nanos) -> times[node][turn] = nanos);
            wholes[i] = System.nanoTime() - start;
        }
        var kernels = new ArrayList<Profile.Kernel>();
        for (int i = 0; i < times.length; i++) {
            Node node = graph.nodes().get(i);
            kernels.add(new Profile.Kernel(node.op().toString().replace("[]", ""), node.scope(), "interpreted", false, median(times[i])));
        }
        return new Profile(kernels, median(wholes));
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return (nanos[(nanos.length - 1) / 2] + nanos[nanos.length / 2]) / 2 * 1e-9;
    }

    @Override
    public long arenaBytes() {
        return interpreter.peakBytes();
    }

    @Override
    public long ownBytes() {
        return arenaBytes();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
