package org.keras4j.apps.multibooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
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

/// Every fifth book of the table, learned from for some seconds.
class MultiBooksApplicationTest {
    @TempDir
    static Path folder;
    private static JsonNode report = JsonMapper.shared().createObjectNode();
    private static String printed = "";

    @BeforeAll
    static void train() throws IOException {
        var trial = Trial.trained(new MultiBooksApplication(), folder, 8, 3e-3, "/multibooks/books_multi.csv.gz");
        report = trial.report();
        printed = trial.printed();
    }

    @Test
    void everyHeadLearns() {
        for (var head : List.of("loss", "year_loss", "language_loss", "rating_loss")) {
            var losses = report.at("/history/" + head).values().stream().mapToDouble(JsonNode::asDouble).toArray();
            assertThat(losses[losses.length - 1]).as(head).isLessThan(losses[0]);
        }
        assertThat(metric("year_mae")).isLessThan(metric("trivial_year_mae"));
        assertThat(metric("language_macro_f1")).isGreaterThan(metric("trivial_language_macro_f1"));
        assertThat(metric("rating_rmse")).isLessThan(metric("trivial_rating_rmse"));
        assertThat(printed).contains("joint against separate: ", "a network of its own", "no author and no series is in two parts");
    }

    @Test
    void theWholeLossIsTheSumOfTheHeads() {
        for (int epoch = 0; epoch < 2; epoch++) {
            double sum = 0;
            for (var head : Head.WITHOUT_TAGS) {
                sum += report.at("/history/" + head.key() + "_loss/" + epoch).asDouble();
            }
            assertThat(report.at("/history/loss/" + epoch).asDouble()).isCloseTo(sum, withinPercentage(0.1));
        }
    }

    @Test
    void tellsFromTheFolderAlone() {
        var trial = trial("run", null);
        trial.run(Verb.PREDICT, 1, null, "Persuasion; Jane Austen", "Persuasion; Jane Austen; 2000; 400000; 9000");
        assertThat(trial.printed().lines()).hasSize(2).allMatch(line -> line.matches("Persuasion, Jane Austen +year \\d{4}  rating \\d\\.\\d\\d  language .*english .*"));

        var demo = trial("run", null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(printed).contains(demo.printed());
    }

    @Test
    void evaluatesTheSameBooks() {
        var trial = trial("run", folder.resolve("elsewhere"));
        trial.run(Verb.EVALUATE, 1, null);
        assertThat(trial.printed()).contains(String.format(Locale.ROOT, "%.4f", metric("year_mae")), String.format(Locale.ROOT, "%.4f", metric("language_macro_f1")));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> trial("run", null).run(Verb.PREDICT, 1, null, "Persuasion")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'Persuasion': expected \"TITLE; AUTHOR\" or \"TITLE; AUTHOR; EDITIONS; RATINGS; REVIEWS\", got 1 parts.");
        assertThatThrownBy(() -> trial("run", null).run(Verb.PREDICT, 1, null, ";;;;")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("';;;;': expected a title before the first semicolon, got none.");
        assertThatThrownBy(() -> trial("run", null).run(Verb.PREDICT, 1, null, "A; B; 1; -2; 3")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected a count of 0 or more, got '-2'.");
        var broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("books_multi.csv"), "title,author,year\nA,B,1990\n");
        assertThatThrownBy(() -> trial("x", broken).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessage(broken.resolve("books_multi.csv") + ": line 1: expected a column 'lang', got title, author, year.");
    }

    private static double metric(String name) {
        return report.at("/metrics/" + name).asDouble(Double.NaN);
    }

    private static Trial trial(String run, @Nullable Path data) {
        return Trial.of(new MultiBooksApplication(), folder.resolve(run), data);
    }
}
