package org.keras4j.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import module java.base;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.graph.Op;

/// The arrows of docs/architecture.md. Native code has a test of its own, in its room.
class RoomsTest {
    private static final JavaClasses ENGINE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.keras4j.engine");

    /// Operators whose last bit differs between interpreted and compiled code (seen on 25.0.3): kernels use polynomials of their own.
    private static final Set<String> UNSTEADY = Set.of("EXP", "EXPM1", "LOG", "LOG1P", "LOG10", "POW", "CBRT", "HYPOT",
            "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tensor    |
            graph     | tensor
            backend   | tensor graph
            reference | tensor graph backend
            transform | tensor graph reference backend
            cpu.loops | tensor
            cpu.winograd | tensor cpu.loops
            cpu.kernels | cpu.loops
            cpu.units | tensor graph cpu.loops cpu.foreign
            cpu.program | tensor graph backend cpu.foreign
            cpu.lowering | tensor graph backend reference cpu.units cpu.program cpu.loops cpu.winograd cpu.kernels cpu.foreign
            cpu       | tensor graph backend transform cpu.lowering cpu.units cpu.program cpu.loops cpu.foreign
            """)
    void aRoomUsesOnlyWhatTheHouseGrantsIt(String room, @Nullable String granted) {
        Stream<String> rooms = Stream.concat(Stream.of(room), granted == null ? Stream.empty() : Stream.of(granted.split(" ")));
        String[] packages = Stream.concat(Stream.of("java..", "jdk.incubator.vector..", "org.jspecify.."), rooms.map(name -> "org.keras4j.engine." + name))
                .toArray(String[]::new);

        classes().that().resideInAPackage("org.keras4j.engine." + room).should().onlyDependOnClassesThat().resideInAnyPackage(packages)
                .check(ENGINE);
    }

    @Test
    void opsAreRecords() {
        classes().that().areAssignableTo(Op.class).and().areNotInterfaces().should().beRecords()
                .because("equal records are equal computations").check(ENGINE);
    }

    @Test
    void theEngineIsSilent() {
        noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(Throwable.class, "printStackTrace").because("only a program says where text goes").check(ENGINE);
    }

    @Test
    void theProcessBelongsToItsUser() {
        noClasses().should().callMethod(System.class, "setProperty", String.class, String.class)
                .orShould().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "addShutdownHook", Thread.class).because("a library changes nothing of it").check(ENGINE);
    }

    @Test
    void kernelsUseOnlyOperatorsThatGiveTheSameBitsCompiledAndInterpreted() {
        noClasses().should().accessFieldWhere(new DescribedPredicate<JavaFieldAccess>("an operator rounds as the JIT likes") {
            @Override
            public boolean test(JavaFieldAccess access) {
                return access.getTargetOwner().isEquivalentTo(VectorOperators.class) && UNSTEADY.contains(access.getName());
            }
        }).because("a run is repeatable to the byte").check(ENGINE);
    }

    @Test
    void sumsOfFloatsHaveAnOrder() {
        noClasses().should().callMethodWhere(new DescribedPredicate<JavaMethodCall>("lanes are added in an order of the JIT's choice") {
            @Override
            public boolean test(JavaMethodCall call) {
                return call.getName().startsWith("reduceLanes") && !call.getTargetOwner().getSimpleName().matches("(Int|Long|Short|Byte)Vector");
            }
        }).because("a run is repeatable to the byte").check(ENGINE);
    }
}
