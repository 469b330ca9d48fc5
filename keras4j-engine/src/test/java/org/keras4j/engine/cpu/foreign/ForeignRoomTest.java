package org.keras4j.engine.cpu.foreign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import module java.base;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ForeignRoomTest {
    private static final JavaClasses ENGINE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.keras4j");

    @Test
    void nativeCodeHasOneRoom() {
        noClasses().that().resideOutsideOfPackage("..cpu.foreign..").should().dependOnClassesThat()
                .areAssignableTo(Linker.class).because("only one room may crash the JVM").check(ENGINE);
    }

    @Test
    void theRoomKnowsArraysAndNothingElseOfOurs() {
        classes().that().resideInAPackage("..cpu.foreign..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "..cpu.foreign..", "..engine.tensor..").check(ENGINE);
    }
}
