package org.keras4j.metrics;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Premises;

/// Programs that take in a batch for a metric outside of a model: one for each type of batch. For one thread.
final class Standalone {
    /// Writes what a batch changes.
    interface Body {
        void write(Call c, List<Value> values);
    }

    private record Compiled(Executable executable, Premises premises) {}

    private final Map<List<Type>, Compiled> programs = new HashMap<>();

    void run(List<NDArray> inputs, Body body) {
        List<Type> types = inputs.stream().map(array -> new Type(array.dtype(), array.shape())).toList();
        Compiled program = programs.get(types);
        if (program == null || !program.premises.hold()) {
            program = compile(types, body);
            programs.put(types, program);
        }
        Executable executable = program.executable;
        executable.run(executable.inputs().stream().map(input -> inputs.get(Integer.parseInt(input.name()))).toList());
    }

    private static Compiled compile(List<Type> types, Body body) {
        Backend backend = KerasConfig.backend();
        var g = new GraphBuilder();
        var c = new Call(g, Call.Mode.INFERENCE, null);
        body.write(c, IntStream.range(0, types.size()).mapToObj(i -> g.input(Integer.toString(i), types.get(i))).toList());
        Premises premises = c.premises(backend);
        return new Compiled(backend.compile(g.build(List.of()), premises.states(), Compilation.INFERENCE), premises);
    }
}
