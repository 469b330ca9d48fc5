package org.keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import module java.base;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.LambdaCallback;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.datasets.Words;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.saving.Load;
import org.keras4j.saving.LoadLimits;

/// What begins, and what follows by name.
class OptionsTest {
    /// Words for a beginning, which nobody takes for an option: `Dense.of(8)`, `ModelCheckpoint.to(file)`.
    private static final Set<String> BEGINNINGS = Set.of("of", "ofSamples", "ofWords", "ofCharacters", "create", "defaults", "with", "to", "in", "read", "load",
            "fromJson", "fromKeras", "shape", "batchShape", "files", "generate", "streaming", "all", "ofThisMachine");

    /// What begins by saying which of several it is: `Discretization.bins(4)`, `Feature.stringCategorical()`, `BeamSearch.greedy()`.
    private static final Set<String> ONE_OF_SEVERAL = Set.of("Discretization", "Feature", "BeamSearch", "Operation", "Blueprint", "Variable");

    @Test
    void noOptionIsAStaticMethodThatWouldForgetTheOthers() {
        var options = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).withImportOption(location -> !location.contains("/engine/"))
                .importPackages("org.keras4j").stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isInterface() && !type.isEnum() && !ONE_OF_SEVERAL.contains(type.getSimpleName()))
                .filter(type -> changes(type).anyMatch(method -> !isStatic(method)))
                .flatMap(type -> changes(type).filter(OptionsTest::isStatic)).toList();

        assertThat(options).hasSizeGreaterThan(100);
        assertThat(options.stream().filter(method -> !BEGINNINGS.contains(method.getName())).map(JavaMethod::getFullName)).as("""
                They answer their own class, and so do options of that class. Called on what has options already they compile, and drop them: make them options, \
                or call them by a word that begins something""").isEmpty();
    }

    /// A static method of an interface isn't called on a value: javac refuses `options.epochs(2)`.
    @Test
    void optionsOfFitAreNotBegunAnewByMistake() throws NoSuchMethodException {
        assertThat(Fit.class).isInterface();
        assertThat(Fit.class.getMethod("epochs", int.class).getModifiers() & Modifier.STATIC).isNotZero();

        var counted = new ArrayList<Integer>();
        Model model = Sequential.of(Input.shape(1), Dense.of(1));
        model.compile("sgd", "mse");
        var options = Fit.epochs(1).batchSize(2).verbose(Verbosity.SILENT).callbacks(LambdaCallback.create().onEpochEnd((epoch, _) -> counted.add(epoch)));
        model.fit(NDArray.ones(DType.FLOAT32, Shape.of(4, 1)), NDArray.ones(DType.FLOAT32, Shape.of(4, 1)), options.withEpochs(3));
        assertThat(counted).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsChosenAfterOtherOptionsKeepsThem() {
        var limits = new LoadLimits(1000, 10, 1000, 2);
        assertThat(Load.DEFAULT.limits(limits).uncompiled()).isEqualTo(new Load(false, limits));
        assertThat(Evaluate.defaults().steps(3).silently()).isEqualTo(Evaluate.defaults().silently().steps(3));
        assertThat(Words.all().skipTop(4).numWords(6)).isEqualTo(Words.all().numWords(6).skipTop(4));
    }

    /// Public methods that answer what they are called on.
    private static Stream<JavaMethod> changes(JavaClass type) {
        return type.getMethods().stream().filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC) && method.getRawReturnType().equals(type));
    }

    private static boolean isStatic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.STATIC);
    }
}
