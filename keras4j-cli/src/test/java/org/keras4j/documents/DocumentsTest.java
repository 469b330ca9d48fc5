package org.keras4j.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// The Java in the README and under `docs` compiles, and what is cheap runs.
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final PrintStream STANDARD = System.out;

    @TempDir
    static Path folder;

    private static Compiler compiler;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    static List<Snippet> snippets() throws IOException {
        var all = new ArrayList<Snippet>(Snippet.of(ROOT.resolve("README.md")));
        try (var documents = Files.walk(ROOT.resolve("docs"))) {
            // The pages of the applications show excerpts: see ExcerptsTest.
            for (Path document : documents.filter(file -> file.toString().endsWith(".md") && !file.startsWith(ROOT.resolve("docs/applications"))).sorted().toList()) {
                all.addAll(Snippet.of(document));
            }
        }
        return all;
    }

    @BeforeAll
    static void compile() throws IOException {
        compiler = Compiler.of(snippets(), folder);
    }

    @BeforeEach
    void asInAFreshProcess() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        KerasConfig.dtype("float32");
        RandomSeed.set(1);
    }

    @AfterEach
    void giveBackStandardOutput() {
        System.setOut(STANDARD);
        KerasConfig.dtype("float32");
    }

    @Test
    void everyBlockOfJavaCompiles() {
        assertThat(String.join("\n", compiler.problems())).isEmpty();
    }

    static Stream<Snippet> runnable() throws IOException {
        return snippets().stream().filter(snippet -> snippet.use() == Snippet.Use.RUN && !snippet.isProgram() && !snippet.isDeclaration());
    }

    @ParameterizedTest
    @MethodSource("runnable")
    void runs(Snippet snippet) throws Throwable {
        assumeTrue(compiler.problems().isEmpty(), "compiles");
        compiler.call(snippet, "run");
    }

    @Test
    void theProgramOfTheReadmeTrainsAndMeasures() throws Throwable {
        Snippet program = program();
        Path digits = folder.resolve("mnist.npz");
        Npz.write(digits, Map.of("x_train", images(160), "y_train", labels(160), "x_test", images(20), "y_test", labels(20)));

        compiler.call(program, "main", digits.toString());

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Epoch 3/3").containsPattern("Right on [\\d.]+ % of the test images\\.");
    }

    @Test
    void theProgramOfTheReadmeIsTheExample() throws IOException {
        assertThat(program().code()).isEqualTo(Files.readAllLines(ROOT.resolve("examples/Mnist.java")));
    }

    @Test
    void theReadmeExplainsTheFlagsOfTheBuild() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        var flags = Pattern.compile("<test.jvm>(.*)</test.jvm>").matcher(Files.readString(ROOT.resolve("pom.xml")));

        assertThat(flags.find()).isTrue();
        assertThat(flags.group(1).split(" ")).allSatisfy(flag -> assertThat(readme).contains("| `" + flag + "` |"));
    }

    static List<Path> documents() throws IOException {
        try (var under = Files.walk(ROOT, 4)) {
            return under.filter(file -> file.toString().endsWith(".md") && !ROOT.relativize(file).toString().contains("target")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        var links = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(document)).results().map(match -> match.group(1));

        assertThat(links).allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    private static Snippet program() throws IOException {
        return snippets().stream().filter(snippet -> snippet.isProgram() && snippet.document().endsWith("README.md")).findFirst().orElseThrow();
    }

    private static NDArray images(int count) { return Philox.of(count).integers(DType.UINT8, Shape.of(count, 28, 28), 0, 256); }
    private static NDArray labels(int count) { return Philox.of(-count).integers(DType.UINT8, Shape.of(count), 0, 10); }
}
