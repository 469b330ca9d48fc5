package org.keras4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import module java.base;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.text.Output;

/// The arrows of docs/architecture.md within the Keras API.
class RoomsTest {
    private static final JavaClasses API = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/engine/")).importPackages("org.keras4j");

    /// Variables know what governs them (initializer, regularizer, constraint), and that is written in ops: these rooms are one.
    private static final List<String> LANGUAGE = List.of("ops", "activations", "initializers", "regularizers", "constraints", "config");

    private static final Map<String, String> LIBRARIES = Map.of("JACKSON", "tools.jackson..", "FASTCSV", "de.siegmar.fastcsv..", "IMAGEIO", "javax.imageio..", "SOUND", "javax.sound.sampled..");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text         |
            data         | config text FASTCSV IMAGEIO SOUND
            datasets     | data JACKSON
            decoding     |
            config       |
            ops          | LANGUAGE
            activations  | LANGUAGE
            initializers | LANGUAGE
            regularizers | LANGUAGE
            constraints  | LANGUAGE
            schedules    | LANGUAGE
            losses       | LANGUAGE text
            metrics      | LANGUAGE text losses
            optimizers   | LANGUAGE text schedules
            layers       | LANGUAGE text
            callbacks    | LANGUAGE text metrics models saving optimizers
            models       | LANGUAGE text metrics losses optimizers layers callbacks data saving
            saving       | LANGUAGE text optimizers layers models saving.hdf5 JACKSON
            """)
    void aRoomUsesOnlyWhatTheHouseGrantsIt(String room, @Nullable String granted) {
        Stream<String> others = granted == null ? Stream.empty() : Stream.of(granted.split(" "));
        Stream<String> rooms = others.flatMap(name -> name.equals("LANGUAGE") ? LANGUAGE.stream() : Stream.of(name));
        String[] packages = Stream.concat(Stream.of("java..", "org.jspecify..", "org.keras4j.engine..", "org.keras4j." + room),
                rooms.map(name -> LIBRARIES.getOrDefault(name, "org.keras4j." + name))).toArray(String[]::new);

        classes().that().resideInAPackage("org.keras4j." + room).should().onlyDependOnClassesThat().resideInAnyPackage(packages).check(API);
    }

    @Test
    void backEndsAreFoundByNameOnly() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("..engine.cpu..", "..engine.reference..", "..engine.transform..")
                .because("a model runs on whichever back end there is").check(API);
    }

    @Test
    void onlyOutputPrints() {
        noClasses().that().doNotHaveFullyQualifiedName(Output.class.getName()).should().accessField(System.class, "out")
                .orShould().accessField(System.class, "err").orShould().callMethod(Throwable.class, "printStackTrace")
                .because("a program may send text elsewhere").check(API);
    }

    @Test
    void theProcessBelongsToItsUser() {
        noClasses().should().callMethod(System.class, "setProperty", String.class, String.class)
                .orShould().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "addShutdownHook", Thread.class).because("a library changes nothing of it").check(API);
    }
}
