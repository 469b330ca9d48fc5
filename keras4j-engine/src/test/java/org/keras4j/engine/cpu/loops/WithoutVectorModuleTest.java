package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Runs a loop in a Java of its own that lacks the module `jdk.incubator.vector`.
class WithoutVectorModuleTest {
    private static final double TOLERANCE = 5e-7;

    /// What the other Java runs: prints the results.
    static final class Child {
        public static void main(String[] arguments) {
            for (double y : results()) {
                System.out.println(y);
            }
        }
    }

    private static double[] results() {
        var b = LoopBuilder.over(3, 20);
        var x = b.unary(UnaryFunction.TANH, b.binary(BinaryFunction.ADD, b.each(DType.FLOAT32), b.rowVector(DType.BFLOAT16)));
        b.store(DType.FLOAT32, x).reduce(Reduction.Kind.SUM, Reduction.Over.ROWS, DType.FLOAT32, x);
        var loop = CompiledLoop.of(b.build());
        KernelWarmup.add(loop);
        var y = Loops.memory(DType.FLOAT32, 60, _ -> 0);
        var sums = Loops.memory(DType.FLOAT32, 20, _ -> 0);
        Loops.run(loop, 2, Loops.memory(DType.FLOAT32, 60, i -> i / 20.0 - 1), Loops.memory(DType.BFLOAT16, 20, i -> i % 3), y, sums);
        return DoubleStream.concat(Arrays.stream(Loops.values(DType.FLOAT32, y)), Arrays.stream(Loops.values(DType.FLOAT32, sums))).toArray();
    }

    @Test
    void runsPlainLoopsAndNamesTheFlagOnce() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var child = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Child.class.getName()).start();

        var lines = child.inputReader().readAllLines();
        var warnings = child.errorReader().readAllLines();
        assertThat(child.waitFor()).isZero();

        var expected = results();
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.parseDouble(lines.get(i))).isCloseTo(expected[i], within(TOLERANCE * 3));
        }
        assertThat(warnings).filteredOn(line -> line.contains("--add-modules=jdk.incubator.vector")).hasSize(1);
    }
}
