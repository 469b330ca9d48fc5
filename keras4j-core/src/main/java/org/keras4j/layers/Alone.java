package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;

/// A layer outside of models: a program for each type of input, of which the last few are kept. For any thread.
final class Alone implements AutoCloseable {
    private static final int KEPT = 8;

    private final SequencedMap<Type, Executable> programs = new LinkedHashMap<>();

    synchronized NDArray run(Layer layer, NDArray x) {
        var type = new Type(x.dtype(), x.shape());
        Executable program = programs.remove(type);
        if (program == null) {
            program = compile(layer, type);
            if (programs.size() == KEPT) {
                programs.pollFirstEntry().getValue().close();
            }
        }
        programs.put(type, program);
        return program.run(program.inputs().isEmpty() ? List.of() : List.of(x)).getFirst();
    }

    private static Executable compile(Layer layer, Type type) {
        var g = new GraphBuilder();
        var c = new Call(g, Call.Mode.INFERENCE, null);
        var graph = g.build(List.of(layer.apply(c, g.input("x", type))));
        return KerasConfig.backend().compile(graph, c.states(KerasConfig.backend()), Compilation.INFERENCE.threads(KerasConfig.threads()));
    }

    @Override
    public synchronized void close() {
        programs.values().forEach(Executable::close);
        programs.clear();
    }
}
