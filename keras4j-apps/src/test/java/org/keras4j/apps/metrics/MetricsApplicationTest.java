package org.keras4j.apps.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.Trial;
import org.keras4j.apps.score.BinaryCounts;
import org.keras4j.apps.metrics.MetricsApplication.Own;
import tools.jackson.databind.JsonNode;

class MetricsApplicationTest {
    /// Breast cancer and digits, whole.
    private static final Path TABLES = Path.of("src/test/resources/tabular");

    @TempDir
    Path folder;

    @Test
    void costsArePrintedWithoutZerosThatSayNothing() {
        assertThat(new Costs(1, 5).words(new BinaryCounts(40, 0, 2, 72))).isEqualTo("10");
        assertThat(new Costs(0.25, 1).words(new BinaryCounts(40, 1, 2, 72))).isEqualTo("2.25");
    }

    @Test
    void measuresTumoursDigitsAndRareEvents() throws IOException {
        var trial = trial(TABLES);

        trial.run(Verb.TRAIN, 15, null);

        JsonNode metrics = trial.report().at("/metrics");
        // Always "malignant" has .54.
        assertThat(metrics.at("/f1_malignant_mean").asDouble()).isGreaterThan(0.9);
        assertThat(metrics.at("/f1_malignant_always").asDouble()).isLessThan(0.6);
        assertThat(trial.printed()).contains("(a) the article's function: batch mean, wrong", "SYNTHETIC DATA", "by Keras' AUC with 200 thresholds", "Matthews");
        // Of 569 tumours a fifth tests, and of the rest an eighth validates.
        assertThat(trial.printed()).containsPattern("Data: breast cancer .*\\n.*SHA-256.*\\n  train +398  benign: 249  malignant: 149\\n  validation +57 .*\\n  test +114 ");
        theArticlesWayChangesWithTheBatchSizeAndTheOthersDont(trial.printed());
        for (var plot : List.of("roc", "precision-recall", "confusion", "calibration", "thresholds")) {
            assertThat(folder.resolve("run").resolve(plot + ".svg")).exists();
        }

        var own = trial(null);
        own.run(Verb.EVALUATE, new Own(folder.resolve("run/predictions.csv"), "truth", "malignant", null, 1, 5, null), 1, null, () -> false);
        assertThat(own.printed()).contains(String.format(Locale.ROOT, "%.4f", metrics.at("/test_malignant_f1").asDouble()));

        // Nothing lies above 1: all is missed.
        var missed = trial(null);
        missed.run(Verb.EVALUATE, new Own(folder.resolve("run/predictions.csv"), "truth", "malignant", 1.0, 1, 5, null), 1, null, () -> false);
        assertThat(missed.printed()).containsPattern("malignant +0\\.0000 +0\\.0000 +0\\.0000");
    }

    private static void theArticlesWayChangesWithTheBatchSizeAndTheOthersDont(String printed) {
        var rows = printed.lines().dropWhile(line -> !line.contains("rows of rare events, by batch size")).filter(line -> line.startsWith("  F1 ") || line.startsWith("      "))
                .dropWhile(line -> !line.startsWith("  F1 ")).limit(3).map(line -> Pattern.compile("\\d\\.\\d{4}").matcher(line).results().map(MatchResult::group).distinct().count()).toList();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isGreaterThan(1);
        assertThat(rows.subList(1, 3)).containsExactly(1L, 1L);
    }

    /// One positive found in batch A; nine missed and one false alarm in batch B: the mean of 1 and 0 against 2 · ½ · 0.1 / 0.6.
    @Test
    void theMeanOfBatchesIsNotTheScoreOfTheWhole() {
        var lines = ThreeWays.twoBatches();

        assertThat(lines.get(1)).contains("0.5000   wrong");
        assertThat(lines.get(2)).contains("0.1667   precision 0.5000, recall 0.1000");
        assertThat(lines.get(3)).endsWith("0.1667");
    }

    @Test
    void refusesPredictionsWithoutTheTruth() throws IOException {
        var file = Files.writeString(folder.resolve("p.csv"), "label,score\n1,0.5\n");

        assertThatThrownBy(() -> trial(null).run(Verb.EVALUATE, new Own(file, "truth", null, null, 1, 5, null), 1, null, () -> false))
                .hasMessageContaining("p.csv").hasMessageContaining("'truth'");
        assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, new Own(file, "truth", null, null, 1, 5, null), 1, null, () -> false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("Give it to evaluate: keras4j metrics evaluate --csv " + file);
    }

    private Trial trial(Path data) {
        return Trial.of(new MetricsApplication(), folder.resolve("run"), data);
    }
}
