package org.keras4j.documents;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// The programs under `examples` compile, and come to their end on a little data that is made here. `Mnist.java` is the README's: see [DocumentsTest].
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final PrintStream STANDARD = System.out;

    @TempDir
    static Path folder;

    private static Map<String, Snippet> programs;
    private static Compiler compiler;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RandomGenerator random = new Random(1);

    @BeforeAll
    static void compile() throws IOException {
        programs = new TreeMap<>();
        try (var files = Files.newDirectoryStream(EXAMPLES, "*.java")) {
            for (Path file : files) {
                programs.put(file.getFileName().toString(), Snippet.ofProgram(file));
            }
        }
        compiler = Compiler.of(List.copyOf(programs.values()), Files.createDirectory(folder.resolve("classes")));
    }

    @BeforeEach
    void asInAFreshProcess() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        RandomSeed.set(1);
    }

    @AfterEach
    void giveBackStandardOutput() {
        System.setOut(STANDARD);
    }

    @Test
    void allCompileFitAScreenAndStandInTheReadme() throws IOException {
        String readme = Files.readString(EXAMPLES.resolveSibling("README.md"));

        assertThat(String.join("\n", compiler.problems())).isEmpty();
        assertThat(programs).allSatisfy((name, program) -> {
            assertThat(program.code()).hasSizeLessThanOrEqualTo(80);
            assertThat(readme).contains("(examples/" + name + ")");
        });
    }

    @Test
    void heart() throws Exception {
        var rows = new StringBuilder("age,sex,cp,trestbps,chol,fbs,restecg,thalach,exang,oldpeak,slope,ca,thal,target\n");
        for (int i = 0; i < 60; i++) {
            rows.append("%d,%d,%d,%d,%d,%d,%d,%d,%d,%.1f,%d,%d,%s,%d\n".formatted(30 + i % 40, i % 2, i % 5, 94 + i, 126 + 3 * i, i % 2, i % 3, 71 + i, i % 2,
                    i / 10.0, 1 + i % 3, i % 4, i % 7 == 0 ? "fixed" : "normal", i / 30));
        }

        assertThat(printedBy("Heart.java", write("heart.csv", rows))).containsPattern("probability of [\\d.]+ %\\.");
    }

    @Test
    void weather() throws Exception {
        var rows = new StringBuilder("Date Time,p (mbar),T (degC),VPmax (mbar),VPdef (mbar),sh (g/kg),rho (g/m**3),wv (m/s)\n");
        for (int i = 0; i < 2900; i++) {
            double warm = 8 + 6 * Math.sin(2 * Math.PI * i / 144) + random.nextGaussian() / 4;
            rows.append("01.01.2009 00:10:00,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f\n".formatted(990 + random.nextGaussian(), warm, 6 + warm / 3, warm / 8, 3 + warm / 20,
                    1300 - 4 * warm, random.nextDouble()));
        }

        assertThat(printedBy("Weather.java", write("weather.csv", rows))).containsPattern("Off by [\\d.]+ degrees; by [\\d.]+ who").containsPattern("now .* foretold +[\\d.-]+");
    }

    @Test
    void textClassification() throws Exception {
        for (int i = 0; i < 40; i++) {
            Path kind = Files.createDirectories(folder.resolve("films").resolve(i % 2 == 0 ? "neg" : "pos"));
            Files.writeString(kind.resolve(i + ".txt"), i % 2 == 0 ? "a dull film, number " + i : "a superb and moving film, number " + i);
        }

        assertThat(printedBy("TextClassification.java", folder.resolve("films").toString())).containsPattern("Right on [\\d.]+ % of the validation texts")
                .containsPattern("superbly played. \\[neg, pos]: float32");
    }

    @Test
    void miniGpt() throws Exception {
        String text = write("text.txt", "the cat sat on the mat, and the dog sat on the log. ".repeat(15));

        assertThat(printedBy("MiniGpt.java", text, "1")).contains("\nthe cat sat on the mat, and").containsPattern("(?m)^.{256}$");
    }

    @Test
    void vae() throws Exception {
        Path picture = folder.resolve("vae.svg");

        assertThat(printedBy("Vae.java", digits(256), picture.toString())).contains("Epoch 10/10").containsPattern("kl_loss: [\\d.]+ - loss: [\\d.]+");
        assertThat(picture).content().contains("The digits between");
    }

    @Test
    void gan() throws Exception {
        Path picture = folder.resolve("gan.svg");

        assertThat(printedBy("Gan.java", digits(64), picture.toString())).contains("Epoch 5/5").containsPattern("c_loss: [-\\de+.]+ - g_loss: [-\\de+.]+");
        assertThat(picture).content().contains("Digits that nobody wrote");
    }

    @Test
    void cartPole() throws Exception {
        assertThat(printedBy("CartPole.java", "20")).containsPattern("Episode 10: the pole stood for \\d+ steps, usually \\d+\\.\\R").contains("Episode 20: ");
    }

    private static String digits(int count) {
        Path file = folder.resolve("digits-" + count + ".npz");
        Npz.write(file, Map.of("x_train", Philox.of(count).integers(DType.UINT8, Shape.of(count, 28, 28), 0, 256)));
        return file.toString();
    }

    private static String write(String name, CharSequence text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String printedBy(String program, String... arguments) throws ReflectiveOperationException {
        compiler.call(programs.get(program), "main", arguments);
        return printed.toString(StandardCharsets.UTF_8);
    }
}
