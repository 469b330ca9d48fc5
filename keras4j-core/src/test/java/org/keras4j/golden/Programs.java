package org.keras4j.golden;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Variable;

/// Small programs for tests, on the back end that the system property `keras4j.test.backend` names, or else on `reference`.
public final class Programs {
    public static final Backend BACKEND = Backend.named(System.getProperty("keras4j.test.backend", "reference"));

    private Programs() {}

    /// Writes results from values.
    public interface Body {
        List<Value> write(Call c, List<Value> values);
    }

    /// What `body` makes of `inputs`; the variables that it mentions keep what it leaves in them.
    public static List<NDArray> run(List<NDArray> inputs, Body body) {
        var types = inputs.stream().map(array -> new Type(array.dtype(), array.shape())).toList();
        try (var program = compile(types, body)) {
            return program.run(inputs);
        }
    }

    /// What it makes of them on a back end of the test's own choice.
    public static List<NDArray> run(Backend backend, List<NDArray> inputs, Body body) {
        try (var program = compile(backend, inputs.stream().map(array -> new Type(array.dtype(), array.shape())).toList(), null, body)) {
            return program.run(inputs);
        }
    }

    /// The same as the step of training with that number, for what is drawn.
    public static List<NDArray> run(List<NDArray> inputs, long step, Body body) {
        Variable counter = Variable.state("step", Type.of(DType.INT64), new Zeros());
        counter.assign(NDArray.scalar(step));
        try (var program = compile(inputs.stream().map(array -> new Type(array.dtype(), array.shape())).toList(), counter, body)) {
            return program.run(inputs);
        }
    }

    /// A program of training for inputs of these types.
    public static Program compile(List<Type> types, Body body) {
        return compile(types, null, body);
    }

    /// @param step counts the steps of training; `null` where nothing is drawn
    public static Program compile(List<Type> types, @Nullable Variable step, Body body) {
        return compile(BACKEND, types, step, body);
    }

    private static Program compile(Backend backend, List<Type> types, @Nullable Variable step, Body body) {
        var g = new GraphBuilder();
        var call = new Call(g, Call.Mode.TRAINING, step);
        var values = IntStream.range(0, types.size()).mapToObj(i -> g.input(Integer.toString(i), types.get(i))).toList();
        var graph = g.build(body.write(call, values));
        return new Program(backend.compile(graph, call.premises(backend).states(), Compilation.TRAINING));
    }

    public record Program(Executable executable) implements AutoCloseable {
        /// The outputs for these inputs, of which the program may not need all.
        public List<NDArray> run(List<NDArray> inputs) {
            return executable.run(executable.inputs().stream().map(input -> inputs.get(Integer.parseInt(input.name()))).toList());
        }

        @Override
        public void close() {
            executable.close();
        }
    }
}
