package org.keras4j.apps.poem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Trial;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.Tones;
import org.keras4j.apps.chinese.VerseForm;
import org.keras4j.data.Element;

/// The network of six signs, one-hot, which the preset `paper` has.
class WindowNetworkTest {
    private static final Verse STORKS = verse("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓");
    private static final Verse MOON = verse("床前明月光", "疑是地上霜", "舉頭望明月", "低頭思故鄉");
    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of(STORKS, MOON), 1);

    @TempDir
    Path folder;

    /// By arithmetic: 4 · 512 · (4,000 + 512 + 1) of the first LSTM, 4 · 256 · (512 + 256 + 1) of the second, 257 for each sign.
    @Test
    void hasTheSizeThatWasPublished() {
        assertThat(WindowNetwork.layers(4000).countParams()).isEqualTo(2048 * 4513 + 1024 * 769 + 257 * 4000).isEqualTo(11_058_080);
    }

    @Test
    void noWindowCrossesThePoemsBorder() {
        var windows = network().windows(List.of(STORKS, MOON)).stream().map(Element::input).map(window -> window.toIntArray()).toList();

        int length = Sheet.of(VerseForm.WUJUE).length();
        int begin = Vocabulary.begin(VerseForm.WUJUE);
        assertThat(windows).hasSize(2 * length);
        assertThat(windows.get(length)).containsOnly(begin);
        assertThat(windows.get(length + 2)).containsExactly(begin, begin, begin, begin, VOCABULARY.number('床'), VOCABULARY.number('前'));
        assertThat(windows.get(length + 7)).containsExactly(IntStream.concat("前明月光".codePoints().map(VOCABULARY::number),
                IntStream.of(Vocabulary.COMMA, VOCABULARY.number('疑'))).toArray());
    }

    /// A draft and whole poems are read alike; among characters is more probable than among all signs.
    @Test
    void writesWhatItExpects() {
        var network = network();
        try (var composer = new Composer(network, new Lexicon(VOCABULARY, Tones.load(), Rhymes.load()))) {
            var request = Request.free(VerseForm.WUJUE, VOCABULARY);

            var drafts = composer.sample(List.of(request, request), new Sampling(1, 0, 1), new SplittableRandom(1));

            for (var draft : drafts) {
                assertThat(draft.logProbability()).isCloseTo(characters(network.expectation(List.of(draft.verse())).signs().getFirst()), offset(1e-3));
            }
            var greedy = composer.sample(List.of(request), new Sampling(1, 1, 1), new SplittableRandom(1)).getFirst().verse();
            assertThat(composer.beam(request, 1).verse()).isEqualTo(greedy);
        }
        // A network that knows nothing gives each of so many signs as much, and each character one of three marks fewer.
        var expected = network.expectation(List.of(STORKS));
        int signs = VOCABULARY.size();
        assertThat(characters(expected.signs().getFirst()) / 20).isCloseTo(-Math.log(signs), offset(0.1));
        assertThat((characters(expected.characters().getFirst()) - characters(expected.signs().getFirst())) / 20).isCloseTo(Math.log(signs / (signs - 3.0)), offset(0.02));
    }

    @Test
    void aClosedComposerHasNoPrograms() {
        var composer = new Composer(network(), new Lexicon(VOCABULARY, Tones.load(), Rhymes.load()));
        composer.close();

        assertThatThrownBy(() -> composer.beam(Request.free(VerseForm.WUJUE, VOCABULARY), 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    /// From the sixty poems that ship with the program.
    @Test
    void learnsAndWrites() throws IOException {
        var trial = Trial.of(new PoemApplication(), folder.resolve("run"), null);

        trial.run(Preset.PAPER, 64, Verb.TRAIN, PoemOptions.DEFAULTS, 3);

        var report = trial.report();
        assertThat(report.at("/history/loss").get(2).asDouble()).isLessThan(report.at("/history/loss").get(0).asDouble() - 0.3);
        assertThat(report.at("/metrics/test_perplexity_with_marks").asDouble()).isLessThan(trial.file("vocabulary.txt").lines().count());
        assertThat(trial.printed()).contains(" windows in ", "network under the rules");

        var predicted = Trial.of(new PoemApplication(), folder.resolve("run"), null);
        predicted.run(Verb.PREDICT, 1, null);
        assertThat(predicted.printed()).containsPattern("(?m)^(.{5}|.{7})，(.{5}|.{7})。$");
    }

    @Test
    void hasNoTableToTie() {
        var tied = new PoemOptions(null, null, true, null, null, null, null, null, null, false, false, 0.7, 0, 0.9, 0, 1, false, false, false, false);

        assertThatThrownBy(() -> Trial.of(new PoemApplication(), folder.resolve("run"), null).run(Preset.PAPER, 64, Verb.TRAIN, tied, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("--tied: expected the preset quick or standard, got paper, whose network has no table of vectors.");
    }

    private static double characters(double[] logs) {
        var sheet = Sheet.of(VerseForm.WUJUE);
        return IntStream.range(0, sheet.length()).filter(sheet::isCharacter).mapToDouble(place -> logs[place]).sum();
    }

    private static WindowNetwork network() {
        return WindowNetwork.create(VOCABULARY, new Report.Settings(3, 1, 2, 1e-3, RunOptions.Precision.FLOAT32, 1, Preset.PAPER));
    }

    private static Verse verse(String... lines) {
        return new Verse("", "", VerseForm.WUJUE, List.of(lines));
    }
}
