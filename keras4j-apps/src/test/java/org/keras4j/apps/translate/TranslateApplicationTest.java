package org.keras4j.apps.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Trial;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import tools.jackson.databind.JsonNode;

class TranslateApplicationTest {
    /// 1,500 short pairs of Tatoeba.
    private static final Path PAIRS = Path.of("src/test/resources/translate");

    @TempDir
    Path folder;

    @Test
    void learnsToTranslateAndNeedsNoCorpusAfterwards() throws IOException {
        var trial = trial(PAIRS);

        trial.run(Verb.TRAIN, 5, 4e-3);

        JsonNode report = trial.report();
        var losses = report.at("/history/loss");
        assertThat(losses.get(4).asDouble()).isLessThan(0.75 * losses.get(0).asDouble());
        // What always says the most frequent mark is right in one place of five.
        assertThat(report.at("/history/val_accuracy").get(4).asDouble()).isGreaterThan(0.25);
        assertThat(report.at("/history/val_bleu").size()).isEqualTo(5);
        for (var key : List.of("beam_bleu", "greedy_bleu", "plain_beam_bleu", "nearest_bleu", "dictionary_bleu", "beam_p50_milliseconds")) {
            assertThat(report.at("/metrics/" + key).isNumber()).as(key).isTrue();
        }
        assertThat(trial.printed()).contains("so that no sentence is on two sides", "copy of the nearest training sentence", "by words of the source", "  reference     ");
        assertThat(folder.resolve("run/curves.svg")).exists();

        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, "I am a zyzzyva.", "Go!");
        assertThat(predicted.printed().lines().filter(line -> line.startsWith("  ") && line.endsWith(")"))).hasSize(6);
        assertThat(predicted.printed()).contains("  never read in training: zyzzyva");
        assertThat(predicted.progress().toString(StandardCharsets.UTF_8)).contains("←");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "word ".repeat(501))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("translate: expected a sentence of at most 500 words (or what else the network reads at a time), got 501. Give one sentence after the other.");
        var strange = trial(null);
        strange.run(Verb.PREDICT, 1, null, "zz\0zz", "\uFFFD\uFFFD", "...", "a".repeat(10_000));
        assertThat(strange.printed().lines().filter(line -> line.startsWith("  never read in training: "))).hasSizeGreaterThanOrEqualTo(3);
        var demo = trial(null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("I like tea.");
    }

    /// In the second network, which then has a best epoch.
    @Test
    void anInterruptedRunGoesOn() throws IOException {
        var few = new TranslateOptions(null, Preparation.To.ZH, Tokens.WORD, Preparation.Script.SIMPLIFIED, 100, 2, false, 0);

        trial(PAIRS).assertGoesOn(few, 3, List.of("model.keras", "model-plain.keras"), 0.9);
    }

    @Test
    void aTransformerLearnsToo() throws IOException {
        var own = new TranslateOptions(null, Preparation.To.ZH, Tokens.WORD, Preparation.Script.SIMPLIFIED, 600, 2, true, 0.2);
        var trial = trial(PAIRS);

        trial.run(Verb.TRAIN, own, 2, 2e-3, () -> false);

        JsonNode report = trial.report();
        assertThat(report.at("/metrics/transformer_beam_bleu").isNumber()).isTrue();
        assertThat(trial.printed()).contains("  Transformer, greedy", "  Transformer   ");
        var predicted = trial(null);
        predicted.run(Verb.PREDICT, own, 1, null, () -> false, "Go home!");
        assertThat(predicted.printed().lines().filter(line -> line.startsWith("  ") && line.endsWith(")"))).hasSize(2);
        assertThat(predicted.progress().toString(StandardCharsets.UTF_8)).contains("←");
    }

    /// With pieces of words; what it knows of them is in its folder.
    @Test
    void learnsFromPiecesOfWords() throws IOException {
        var own = new TranslateOptions(null, Preparation.To.ZH, Tokens.BPE, Preparation.Script.SIMPLIFIED, 300, 1, false, 0);
        var trial = trial(PAIRS);

        trial.run(Verb.TRAIN, own, 2, 4e-3, () -> false);

        JsonNode losses = trial.report().at("/history/loss");
        assertThat(losses.get(1).asDouble()).isLessThan(losses.get(0).asDouble());
        assertThat(trial.file("subwords.txt").lines().count()).isBetween(100L, 2000L);
        assertThat(trial.file("vocabulary-source.txt")).contains("@@\n");
        var predicted = trial(null);
        predicted.run(Verb.PREDICT, own, 1, null, () -> false, "Goes Tom?");
        assertThat(predicted.printed()).doesNotContain("never read", "@@");
    }

    /// The network of the Keras example, on characters: the preset `paper`.
    @Test
    void theOriginalLearnsToo() throws IOException {
        var trial = trial(PAIRS);

        trial.run(Preset.PAPER, 64, Verb.TRAIN, new TranslateApplication().ownOptions(), 3);

        JsonNode report = trial.report();
        assertThat(report.at("/history/loss").get(2).asDouble()).isLessThan(0.85 * report.at("/history/loss").get(0).asDouble());
        assertThat(report.at("/history").propertyNames()).contains("val_bleu");
        assertThat(report.at("/metrics/original_greedy_bleu").isNumber()).isTrue();
        long words = trial.file("vocabulary-source.txt").lines().count();
        long signs = trial.file("vocabulary-target.txt").lines().count();
        assertThat(report.at("/parameters").asLong()).isEqualTo(1024 * (words + 257) + 1024 * (signs + 257) + 257 * signs);
        assertThat(trial.file("vocabulary-source.txt")).contains("\n▁\n");
        assertThat(trial.printed()).contains("  original, greedy", "  original      ").doesNotContain("no attention");

        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, "Go!");
        assertThat(predicted.printed().lines().filter(line -> line.startsWith("  ") && line.endsWith(")"))).hasSize(3);
        var evaluated = trial(PAIRS);
        evaluated.run(Verb.EVALUATE, 1, null);
        String row = trial.printed().lines().filter(line -> line.startsWith("  original, greedy")).findFirst().orElseThrow();
        assertThat(evaluated.printed()).contains(row);
    }

    @Test
    void aShareIsFromNoneToAll() {
        assertThatThrownBy(() -> new TranslateOptions(null, Preparation.To.ZH, Tokens.WORD, Preparation.Script.SIMPLIFIED, null, 5, false, 1.5))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("--own-signs: expected a share from 0 to 1, got 1.5.");
    }

    /// The count of the design: embeddings, both LSTMs, a scale of the attention, and two dense layers.
    @Test
    void theNetworkHasTheSizeThatWasPlanned() {
        assertThat(TranslateNetwork.layers(3900, 2820, Kind.ATTENTION).countParams()).isEqualTo(2_373_637);
    }

    @Test
    void refusesAFileThatHoldsNoPairs() throws IOException {
        var data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("cmn.txt"), "Hi.\n");

        assertThatThrownBy(() -> trial(data).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class).hasMessageContaining("cmn.txt").hasMessageContaining("line 1");
    }

    /// On generated sentences: by the seed of the later call others would test, most of which a run has read.
    @Test
    void aStoppedRunIsEvaluatedOnItsOwnSentences() throws IOException {
        var trial = trial(null);
        trial.run(Verb.TRAIN, new TranslateApplication().ownOptions(), 50, null, 7, () -> true);

        assertThat(trial.report().at("/end").asString()).isEqualTo("stopped");
        assertThat(folder.resolve("run/model.keras")).exists();
        assertThat(folder.resolve("run/model-plain.keras")).doesNotExist();
        var evaluated = trial(null);
        evaluated.run(Verb.EVALUATE, 1, null);
        assertThat(evaluated.printed()).contains("drawn by Keras4J with seed 7", "Network of " + folder.resolve("run") + ", whose run was stopped\n", "  attention, greedy")
                .doesNotContain("no attention");
    }

    @Test
    void saysWhatABrokenFileLacks() throws IOException {
        var run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("translator.json"), "{}");
        // Killed before the network was written.
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "a")).isInstanceOf(DataException.class).hasMessageContaining("expected the folder of a finished run");
        Files.createFile(run.resolve("model.keras"));

        assertThatThrownBy(() -> trial(null).run(Verb.EVALUATE, 1, null)).isInstanceOf(DataException.class)
                .hasMessage(run.resolve("translator.json") + ": expected to, tokens, script as a run writes them, got something else. Train again.");
    }

    private Trial trial(Path data) {
        return Trial.of(new TranslateApplication(), folder.resolve("run"), data);
    }
}
