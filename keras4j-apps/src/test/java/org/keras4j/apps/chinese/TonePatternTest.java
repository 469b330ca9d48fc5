package org.keras4j.apps.chinese;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TonePatternTest {
    private static final Tones TONES = Tones.load();

    @Test
    void theFourPatternsOfAQuatrain() {
        // 王力《詩詞格律》: 仄起首句不入韻, 仄起入韻, 平起不入韻, 平起入韻.
        assertThat(TonePattern.of(VerseForm.WUJUE)).map(TonePattern::name).containsExactly("仄起首句不入韻", "仄起首句入韻", "平起首句不入韻", "平起首句入韻");
        assertThat(TonePattern.of(VerseForm.WUJUE).getFirst().lines()).containsExactly("中仄平平仄", "平平仄仄平", "中平平仄仄", "中仄仄平平");
        assertThat(TonePattern.of(VerseForm.QIJUE).get(1).name()).isEqualTo("平起首句入韻");
        assertThat(TonePattern.of(VerseForm.QIJUE).get(1).lines()).containsExactly("中平中仄仄平平", "中仄平平仄仄平", "中仄中平平仄仄", "中平中仄仄平平");
    }

    @ParameterizedTest
    @EnumSource(VerseForm.class)
    void keepsTheRulesItStandsFor(VerseForm form) {
        for (var pattern : TonePattern.of(form)) {
            var lines = pattern.lines();
            assertThat(lines).hasSize(form.lines()).allMatch(line -> line.length() == form.characters());
            assertThat(lines).allMatch(line -> line.charAt(1) != line.charAt(3) && (form.characters() == 5 || line.charAt(5) == line.charAt(1)));
            for (int i = 0; i + 1 < form.lines(); i++) {
                // 對 inside couplets, 粘 between them.
                assertThat(lines.get(i).charAt(1) != lines.get(i + 1).charAt(1)).isEqualTo(i % 2 == 0);
                // Even lines rhyme, on a level tone; odd ones but the first don't.
                assertThat(lines.get(i + 1).endsWith("平")).isEqualTo(VerseForm.rhymes(i + 1));
            }
        }
    }

    @Test
    void findsThePatternOfAKnownPoem() {
        var storks = List.of("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓");

        var pattern = TonePattern.nearest(VerseForm.WUJUE, storks, TONES);

        assertThat(pattern.name()).isEqualTo("仄起首句不入韻");
        assertThat(IntStream.range(0, 4).map(i -> pattern.faults(i, storks.get(i), TONES)).toArray()).containsOnly(0);
    }

    @Test
    void allowsWhatIsFreeAndNothingElse() {
        var pattern = TonePattern.of(VerseForm.WUJUE).getFirst();
        assertThat(pattern.at(0, 0).allows(Tone.LEVEL)).isTrue();
        assertThat(pattern.at(0, 1).allows(Tone.LEVEL)).isFalse();
        assertThat(pattern.at(0, 1).allows(Tone.EITHER)).isTrue();
        // 孤平: the level character before 仄仄平 has to be level.
        assertThat(pattern.at(1, 0).allows(Tone.OBLIQUE)).isFalse();
    }

    @Test
    void formsAreKnownByShapeAndName() {
        assertThat(VerseForm.of(List.of("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓"))).contains(VerseForm.WUJUE);
        assertThat(VerseForm.of(List.of("白日依山盡", "黃河入海流", "欲窮千里目", "更上一□樓"))).isEmpty();
        assertThat(VerseForm.of(List.of("白日依山盡", "黃河入海流"))).isEmpty();
        assertThat(Stream.of("七律", "qilu", "QiLu").map(VerseForm::parse)).containsOnly(VerseForm.QILU);
        assertThat(VerseForm.parse("五绝")).isEqualTo(VerseForm.parse("五絕"));
        assertThatThrownBy(() -> VerseForm.parse("詞")).hasMessage("Form '詞': expected one of 五絕 七絕 五律 七律 (wujue, qijue, wulu, qilu).");
    }
}
