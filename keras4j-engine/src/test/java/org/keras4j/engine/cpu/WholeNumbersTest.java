package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.NDArray;

/// Where nothing is rounded, results and what is left in variables are the interpreter's to the last bit. So which loop joins another, what is written over
/// what and what shares memory can't hide in a tolerance.
class WholeNumbersTest {
    private static final CpuBackend CPU = new CpuBackend();
    private static final int PROGRAMS = 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void programsOfThemAreExact(int group) {
        for (long seed = (long) group * PROGRAMS; seed < (long) (group + 1) * PROGRAMS; seed++) {
            var made = WholeNumbers.of(seed);
            for (var options : List.of(Compilation.TRAINING, Compilation.INFERENCE)) {
                runTwice(made, options, "seed " + seed + ", " + options);
            }
        }
    }

    private static void runTwice(WholeNumbers made, Compilation options, String what) {
        var states = new LinkedHashMap<String, State>();
        made.variables().forEach((name, array) -> {
            states.put(name, CPU.state(name, new Type(array.dtype(), array.shape())));
            states.get(name).write(array);
        });
        Map<String, NDArray> variables = new HashMap<>(made.variables());
        try (Executable program = CPU.compile(made.graph(), states, options)) {
            for (int run = 0; run < 2; run++) {
                var expected = Interpreter.run(made.graph(), made.inputs(), variables);
                List<NDArray> found = program.run(program.inputs().stream().map(input -> made.inputs().get(input.name())).toList());
                for (int i = 0; i < found.size(); i++) {
                    assertSame(found.get(i), expected.outputs().get(i), "%s, run %d, output %d".formatted(what, run, i));
                }
                variables.putAll(expected.updates());
                String when = what + ", run " + run + ", variable ";
                states.forEach((name, state) -> assertSame(state.read(), variables.get(name), when + name));
            }
        }
    }

    /// Zeros of either sign are one.
    private static void assertSame(NDArray found, NDArray expected, String what) {
        assertThat(found.allClose(expected, 0, 0)).as("%s: expected %s, got %s", what, expected, found).isTrue();
    }
}
