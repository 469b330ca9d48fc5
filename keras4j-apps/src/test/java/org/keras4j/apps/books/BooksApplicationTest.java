package org.keras4j.apps.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// 520 readers of goodbooks-10k and the 300 books that most have read, learned from for some seconds.
class BooksApplicationTest {
    private static final int EPOCHS = 12;

    @TempDir
    static Path folder;
    private static JsonNode report = JsonMapper.shared().createObjectNode();
    private static String printed = "";

    @BeforeAll
    static void train() throws IOException {
        var trial = Trial.trained(new BooksApplication(), folder, EPOCHS, 3e-3, "/books/ratings.csv.gz", "/books/books.csv.gz");
        report = trial.report();
        printed = trial.printed();
    }

    @Test
    void learns() {
        var losses = report.at("/history/loss").values().stream().mapToDouble(JsonNode::asDouble).toArray();
        assertThat(losses[losses.length - 1]).isLessThan(losses[0]);
        assertThat(metric("test_rmse")).isLessThan(metric("bias_rmse")).isLessThan(metric("dot_rmse"));
        assertThat(metric("bias_rmse")).isLessThan(metric("mean_rmse"));
        assertThat(report.at("/intervals_95/test_gain_over_bias_rmse/0").asDouble()).isPositive();
        assertThat(metric("ranking_ndcg_at_10")).isGreaterThan(1.2 * metric("popularity_ndcg_at_10"));
        assertThat(metric("series_with_a_sequel_found")).isGreaterThanOrEqualTo(4);
        assertThat(printed).contains("held out: a random tenth", "Harry Potter", "because you rated", "your taste");
        assertThat(folder.resolve("run/map.png")).exists();
        assertThat(folder.resolve("run/curves.svg")).exists();
    }

    @Test
    void proposesToSomebodyNew() {
        var lines = predict(new BooksOptions(List.of("harry poter and the goblet of fire=5"), null, 5, true, false, null), "The Hobbit=4", "Twilight=1");

        assertThat(lines.getFirst()).isEqualTo("Of what you rated: Harry Potter and the Goblet of Fire=5; The Hobbit=4; Twilight=1");
        assertThat(lines).hasSize(11);
        assertThat(lines.get(1)).matches("  1\\. \\d\\.\\d \\(mean \\d\\.\\d\\d\\)  .+, .+, .*because you rated (Harry Potter and the Goblet of Fire|The Hobbit)");
        assertThat(lines.get(2)).contains("all books", "this book", "you", "your taste, most of it from: ");
        assertThat(lines.stream().skip(1)).noneMatch(line -> line.matches(" +\\d+\\..*(The Hobbit|Twilight \\(|Goblet of Fire \\().*, because.*"));
    }

    @Test
    void whoSaysNothingGetsWhatMostLike() {
        var lines = predict(BooksOptions.DEFAULTS);

        assertThat(lines.getFirst()).startsWith("Nothing that you like is known yet");
        assertThat(lines).hasSize(11);
        assertThat(lines.get(1)).doesNotContain("because");
    }

    @Test
    void diverseProposalsAreLessAlike() {
        var plain = predict(BooksOptions.DEFAULTS, "Harry Potter and the Goblet of Fire");
        var diverse = predict(new BooksOptions(List.of(), null, 10, false, true, null), "Harry Potter and the Goblet of Fire");

        assertThat(diverse).hasSameSizeAs(plain);
        assertThat(diverse.stream().filter(line -> line.contains("(Harry Potter, #")).count())
                .isLessThan(plain.stream().filter(line -> line.contains("(Harry Potter, #")).count());
    }

    @Test
    void findsSimilarBooks() {
        var lines = predict(new BooksOptions(List.of(), "goblet of fire", 5, false, false, null));

        assertThat(lines.getFirst()).startsWith("Like Harry Potter and the Goblet of Fire");
        assertThat(lines.subList(1, 6)).anyMatch(line -> line.contains("(Harry Potter, #"));
    }

    @Test
    void evaluatesAndDemonstrates() {
        var trial = trial("run", folder.resolve("elsewhere"));
        trial.run(Verb.EVALUATE, 1, null);
        for (var start : List.of("  biased factors ", "  mean of all ratings ", "  autoencoder of lists ")) {
            assertThat(row(trial.printed(), start)).isEqualTo(row(printed, start));
        }

        var demo = trial("run", null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("because you rated", "Like ");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> predict(BooksOptions.DEFAULTS, "xqzvw kjhgf=5")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Title 'xqzvw kjhgf': expected a book that the model knows, got none like it. The nearest are '");
        assertThatThrownBy(() -> predict(BooksOptions.DEFAULTS, "The Hobbit=6")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'The Hobbit=6': expected 1 to 5 stars after '=', got '6'.");
        var half = Files.createDirectories(folder.resolve("half"));
        Files.writeString(half.resolve("ratings.csv"), "user_id,book_id,rating\n1,2,5\n");
        assertThatThrownBy(() -> trial("x", half).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class).hasMessageContaining("books.csv is missing");
        Files.copy(folder.resolve("elsewhere/books.csv.gz"), half.resolve("books.csv.gz"));
        assertThatThrownBy(() -> trial("x", half).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessageEndingWith("expected 20 readers or more with 20 ratings or more each, got 0.");
        var mixed = Files.createDirectories(folder.resolve("mixed"));
        for (var name : List.of("model.keras", "ranking.keras", "readers.csv")) {
            Files.copy(folder.resolve("run").resolve(name), mixed.resolve(name));
        }
        Files.writeString(mixed.resolve("books.csv"), Files.readAllLines(folder.resolve("run/books.csv")).stream().limit(9).collect(Collectors.joining("\n")) + "\n");
        assertThatThrownBy(() -> trial("mixed", null).run(Verb.PREDICT, 1, null)).isInstanceOf(DataException.class)
                .hasMessageContaining("model.keras: expected a model of the 8 books in books.csv");
    }

    /// However wide its columns are.
    private static String row(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow().replaceAll(" +", " ");
    }

    private static List<String> predict(BooksOptions options, String... words) {
        var trial = trial("run", null);
        trial.run(Verb.PREDICT, options, 1, null, () -> false, words);
        return trial.printed().lines().toList();
    }

    private static double metric(String name) {
        return report.at("/metrics/" + name).asDouble(Double.NaN);
    }

    private static Trial trial(String run, @Nullable Path data) {
        return Trial.of(new BooksApplication(), folder.resolve(run), data);
    }
}
