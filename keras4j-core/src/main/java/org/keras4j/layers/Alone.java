package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// A layer outside of models: a program for each type of input, of which the last few are kept. For any thread.
final class Alone implements AutoCloseable {
    private static final int KEPT = 8;

    private record Kind(Call.Mode mode, List<Type> inputs) {}

    private final SequencedMap<Kind, Executable> programs = new LinkedHashMap<>();
    /// In training: so that each draws other random numbers. Made late, since it takes a seed.
    private @Nullable Variable runs;

    synchronized List<NDArray> run(Layer layer, Call.Mode mode, List<NDArray> inputs) {
        var kind = new Kind(mode, inputs.stream().map(x -> new Type(x.dtype(), x.shape())).toList());
        Executable program = programs.remove(kind);
        if (program == null) {
            program = compile(layer, kind);
            if (programs.size() == KEPT) {
                programs.pollFirstEntry().getValue().close();
            }
        }
        programs.put(kind, program);
        return program.run(program.inputs().stream().map(used -> inputs.get(Integer.parseInt(used.name()))).toList());
    }

    private Executable compile(Layer layer, Kind kind) {
        var g = new GraphBuilder();
        var inputs = IntStream.range(0, kind.inputs.size()).mapToObj(i -> g.input(Integer.toString(i), kind.inputs.get(i))).toList();
        var backend = KerasConfig.backend();
        return switch (kind.mode) {
            case INFERENCE -> {
                var c = new Call(g, kind.mode, null);
                var graph = g.build(layer.apply(c, inputs));
                yield backend.compile(graph, c.states(backend), Compilation.INFERENCE.threads(KerasConfig.threads()));
            }
            case TRAINING -> {
                runs = runs == null ? Variable.state("runs", Type.of(DType.INT64), new Zeros()) : runs;
                var c = new Call(g, kind.mode, runs);
                List<Value> outputs = layer.apply(c, inputs);
                c.update(runs, Ops.add(c.readExactly(runs), 1));
                yield backend.compile(g.build(outputs), c.states(backend), Compilation.TRAINING.threads(KerasConfig.threads()));
            }
        };
    }

    @Override
    public synchronized void close() {
        programs.values().forEach(Executable::close);
        programs.clear();
    }
}
