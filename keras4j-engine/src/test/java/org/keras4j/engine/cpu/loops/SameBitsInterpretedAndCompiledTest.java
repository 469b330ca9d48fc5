package org.keras4j.engine.cpu.loops;

import module java.base;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;

import static org.assertj.core.api.Assertions.assertThat;

/// `VectorOperators.EXP`, `LOG`, `TANH`, … and the sum of a float vector's lanes give other bits interpreted than compiled
/// (measured on JDK 25.0.3): no class here may name them.
class SameBitsInterpretedAndCompiledTest {
    private static final Set<String> EXACT = Set.of("EQ", "NE", "LT", "LE", "GT", "GE", "LSHL", "LSHR", "ASHR", "XOR",
            "B2I", "ZERO_EXTEND_B2I", "ZERO_EXTEND_S2I", "I2B", "I2S", "I2F", "F2I");
    /// Of integers alone.
    private static final Set<String> REDUCTIONS = Set.of("ADD", "MAX", "MIN");
    private static final Set<String> FLOATS = Set.of("FloatVector", "DoubleVector");
    private static final Set<String> INEXACT = Set.of("reduceLanes", "pow", "lanewise");

    /// What the interpreting Java runs: prints the bits.
    static final class Child {
        public static void main(String[] arguments) {
            loops().forEach(loop -> System.out.println(Arrays.toString(bits(loop))));
        }
    }

    private static Stream<CompiledLoop> loops() {
        return Stream.of(UnaryFunction.EXP, UnaryFunction.EXPM1, UnaryFunction.LOG, UnaryFunction.LOG1P, UnaryFunction.SIN, UnaryFunction.COS,
                UnaryFunction.TANH, UnaryFunction.SIGMOID, UnaryFunction.SOFTPLUS, UnaryFunction.ERF, UnaryFunction.RSQRT).map(function -> {
                    var b = LoopBuilder.over(3, 77);
                    var x = b.each(DType.FLOAT32);
                    var y = b.unary(function, x);
                    b.store(DType.FLOAT32, b.binary(BinaryFunction.POWER, y, x));
                    b.reduce(Reduction.Kind.SUM, Reduction.Over.COLUMNS, DType.FLOAT32, y);
                    return CompiledLoop.of(b.build());
                });
    }

    private static int[] bits(CompiledLoop loop) {
        var y = Loops.memory(DType.FLOAT32, 231, _ -> 0);
        var sums = Loops.memory(DType.FLOAT32, 3, _ -> 0);
        loop.run(Loops.memory(DType.FLOAT32, 231, i -> i / 11.0 + 0.1), y, sums, Loops.memory(DType.UINT8, (int) loop.scratchBytes(), _ -> 0));
        return IntStream.concat(Arrays.stream(y.toArray(ValueLayout.JAVA_INT)), Arrays.stream(sums.toArray(ValueLayout.JAVA_INT))).toArray();
    }

    @Test
    void kernelsGiveTheSameBitsInterpretedAndCompiled() throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xint",
                "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        // The length of vectors (-XX:UseAVX) decides in which order sums are added.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("-XX:")).forEach(command::add);
        command.add(Child.class.getName());
        var child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();

        var compiled = loops().map(loop -> {
            KernelWarmup.warm(loop);
            return Arrays.toString(bits(loop));
        }).toList();

        assertThat(child.inputReader().readAllLines()).isEqualTo(compiled);
    }

    @Test
    void usesExactVectorOperationsOnly() throws Exception {
        var folder = Path.of(LoopKernel.class.getResource("LoopKernel.class").toURI()).getParent();
        try (var files = Files.list(folder)) {
            var references = files.filter(file -> file.toString().endsWith(".class")).flatMap(this::references).toList();

            assertThat(references).filteredOn(r -> r.owner.equals("VectorOperators")).extracting(r -> r.name)
                    .isSubsetOf(Stream.of(EXACT, REDUCTIONS).flatMap(Set::stream).toList()).contains("I2F");
            assertThat(references).filteredOn(r -> FLOATS.contains(r.owner)).extracting(r -> r.name).contains("fma")
                    .doesNotContainAnyElementsOf(INEXACT);
            assertThat(references).filteredOn(r -> r.name.equals("reduceLanes")).extracting(r -> r.owner).containsOnly("IntVector");
        }
    }

    private record Reference(String owner, String name) {}

    private Stream<Reference> references(Path file) {
        try {
            var pool = ClassFile.of().parse(file).constantPool();
            return StreamSupport.stream(pool.spliterator(), false)
                    .filter(java.lang.classfile.constantpool.MemberRefEntry.class::isInstance)
                    .map(java.lang.classfile.constantpool.MemberRefEntry.class::cast)
                    .filter(entry -> entry.owner().asInternalName().startsWith("jdk/incubator/vector/"))
                    .map(entry -> new Reference(entry.owner().asSymbol().displayName(), entry.name().stringValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
