package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Premises;
import org.keras4j.ops.Variable;

/// A layer outside of models: a program for each type of input, of which the last few are kept. For any thread.
final class Alone {
    private static final int KEPT = 8;

    private record Kind(Call.Mode mode, List<Type> inputs) {}

    private record Program(Executable executable, Premises premises) {
        List<NDArray> run(List<NDArray> inputs) {
            return executable.run(executable.inputs().stream().map(used -> inputs.get(Integer.parseInt(used.name()))).toList());
        }
    }

    private final SequencedMap<Kind, Program> programs = new LinkedHashMap<>();
    /// So that each that draws draws other random numbers.
    private final Variable runs = Variable.counter("runs");

    /// @throws IllegalArgumentException when there are texts among the inputs
    synchronized List<NDArray> run(Layer layer, Call.Mode mode, List<NDArray> inputs) {
        inputs.stream().filter(NDArray::isTexts).findFirst().ifPresent(texts -> {
            throw new IllegalArgumentException(layer.place() + ": expected numbers, got texts, " + texts.dtype() + texts.shape()
                    + ". Make numbers of them by a TextVectorization, StringLookup or Hashing first; or cast them, if it is their bytes that count.");
        });
        var kind = new Kind(mode, inputs.stream().map(x -> new Type(x.dtype(), x.shape())).toList());
        Program program = programs.remove(kind);
        if (program != null && !program.premises.hold()) {
            program.executable.close();
            program = null;
        }
        if (program == null) {
            program = compile(layer, kind);
            if (programs.size() == KEPT) {
                programs.pollFirstEntry().getValue().executable.close();
            }
        }
        programs.put(kind, program);
        return program.run(inputs);
    }

    private Program compile(Layer layer, Kind kind) {
        var g = new GraphBuilder();
        var inputs = IntStream.range(0, kind.inputs.size()).mapToObj(i -> g.input(Integer.toString(i), kind.inputs.get(i))).toList();
        var backend = KerasConfig.backend();
        var c = new Call(g, kind.mode, runs);
        List<Value> outputs = layer.apply(c, inputs);
        if (c.variables().contains(runs)) {
            c.update(runs, Ops.add(c.readExactly(runs), 1));
        }
        var graph = g.build(outputs);
        var purpose = graph.updates().isEmpty() ? Compilation.INFERENCE : Compilation.TRAINING;
        Premises premises = c.premises(backend);
        return new Program(backend.compile(graph, premises.states(), purpose.threads(KerasConfig.threads())), premises);
    }
}
