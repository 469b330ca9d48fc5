package org.keras4j.models;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Rows;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Premises;
import org.keras4j.ops.Variable;

/// A step of a model, compiled for batches of one type.
final class Program implements AutoCloseable {
    enum Kind { TRAIN, TEST, PREDICT }

    /// What a program is for: another kind or another type of batch is another program.
    record Key(Kind kind, List<Type> x, List<Type> y, List<Type> weights) {
        static Key of(Kind kind, Element batch) {
            return new Key(kind, types(batch.x()), types(batch.y()), types(batch.weights()));
        }

        private static List<Type> types(List<NDArray> arrays) {
            return arrays.stream().map(array -> new Type(array.dtype(), array.shape())).toList();
        }

        /// Whether it is the key of this batch.
        boolean isOf(Kind kind, Element batch) {
            return this.kind == kind && areOf(x, batch.x()) && areOf(y, batch.y()) && areOf(weights, batch.weights());
        }

        private static boolean areOf(List<Type> types, List<NDArray> arrays) {
            if (types.size() != arrays.size()) {
                return false;
            }
            for (int i = 0; i < arrays.size(); i++) {
                if (types.get(i).dtype() != arrays.get(i).dtype() || !types.get(i).shape().equals(arrays.get(i).shape())) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Writes the step, and answers its outputs.
    interface Body {
        List<Value> write(Call c, Samples batch);
    }

    private final Executable executable;
    private final boolean keepsRowsApart;
    private final Backend backend;
    private final Premises premises;
    private final List<ToArray> inputs;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private interface ToArray extends Function<Element, NDArray> {}

    private Program(Executable executable, boolean keepsRowsApart, Backend backend, Premises premises) {
        this.executable = executable;
        this.keepsRowsApart = keepsRowsApart;
        this.backend = backend;
        this.premises = premises;
        this.inputs = executable.inputs().stream().map(input -> from(input.name())).toList();
    }

    /// How programs of that kind are compiled unless said otherwise.
    static Compilation usual(Kind kind) {
        return (kind == Kind.TRAIN ? Compilation.TRAINING : Compilation.INFERENCE).threads(KerasConfig.threads());
    }

    static Program compile(Key key, Backend backend, Compilation options, Variable step, Body body) {
        Call c = call(key, step);
        Graph graph = graph(key, c, body);
        Premises premises = c.premises(backend);
        return new Program(backend.compile(graph, premises.states(), options), key.kind == Kind.PREDICT && Rows.areApart(graph, key.x), backend, premises);
    }

    /// One that is interpreted, with variables of its own that begin as those of the model are now.
    static Program interpreted(Key key, Variable step, Body body) {
        Backend reference = Backend.named("reference");
        Call c = call(key, step);
        Graph graph = graph(key, c, body);
        var apart = new Premises(c.copies(reference), List.of());
        return new Program(reference.compile(graph, apart.states(), usual(key.kind)), false, reference, apart);
    }

    private static Call call(Key key, Variable step) {
        return new Call(new GraphBuilder(), key.kind == Kind.TRAIN ? Call.Mode.TRAINING : Call.Mode.INFERENCE, step);
    }

    private static Graph graph(Key key, Call c, Body body) {
        GraphBuilder g = c.builder();
        return g.build(body.write(c, new Samples(values(g, "x", key.x), values(g, "y", key.y), values(g, "w", key.weights))));
    }

    private static List<Value> values(GraphBuilder g, String prefix, List<Type> types) {
        return IntStream.range(0, types.size()).mapToObj(i -> g.input(prefix + i, types.get(i))).toList();
    }

    private static ToArray from(String input) {
        int index = Integer.parseInt(input.substring(1));
        return switch (input.charAt(0)) {
            case 'x' -> batch -> batch.x().get(index);
            case 'y' -> batch -> batch.y().get(index);
            default -> batch -> batch.weights().get(index);
        };
    }

    /// Whether its variables are still where it reads them (another back end may have taken them since), and no layer in it was adapted meanwhile.
    boolean isCurrent(Backend wanted) {
        return backend == wanted && premises.hold();
    }

    /// The outputs; empty when it was closed meanwhile.
    Optional<List<NDArray>> run(Element batch) {
        use.readLock().lock();
        try {
            return closed ? Optional.empty() : Optional.of(executable.run(arrays(batch)));
        } finally {
            use.readLock().unlock();
        }
    }

    /// Whether each row of the outputs comes from the same row of the inputs alone.
    boolean keepsRowsApart() {
        return keepsRowsApart;
    }

    /// Where a run makes the first NaN, in words.
    Optional<String> firstNaN(Element batch) {
        return executable.firstNaN(arrays(batch)).map(node -> switch (node.op()) {
            case Leaf.Input input -> switch (input.name().charAt(0)) {
                case 'x' -> "input ";
                case 'y' -> "target ";
                default -> "sample weight ";
            } + input.name().substring(1) + " of the batch holds a NaN";
            case Leaf.Variable variable -> "'" + variable.name() + "' holds a NaN";
            default -> (node.scope().isEmpty() ? "outside of layers" : "'" + node.scope() + "'") + ": " + node.op() + " makes a NaN of numbers";
        });
    }

    Executable executable() {
        return executable;
    }

    List<NDArray> arrays(Element batch) {
        var arrays = new ArrayList<NDArray>(inputs.size());
        for (ToArray input : inputs) {
            arrays.add(input.apply(batch));
        }
        return arrays;
    }

    /// Waits for runs to end.
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closed = true;
            executable.close();
        } finally {
            use.writeLock().unlock();
        }
    }
}
