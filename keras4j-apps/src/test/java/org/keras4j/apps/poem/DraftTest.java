package org.keras4j.apps.poem;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.TonePattern;
import org.keras4j.apps.chinese.Tones;
import org.keras4j.apps.chinese.VerseForm;

/// Which characters the rules leave at each place of a poem.
class DraftTest {
    private static final Verse STORKS = verse("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓");

    @Test
    void aDraftAllowsWhatTheRulesAllow() {
        var lexicon = lexicon(STORKS, verse("樓流遊秋愁", "春花月夜天", "東風紅中空", "不見水山人"));
        var pattern = TonePattern.of(VerseForm.WUJUE).getFirst();
        var draft = new Draft(Request.regulated(pattern, lexicon).rhyming(-1), lexicon);

        write(draft, lexicon, "白日依山");
        // 仄 at the end, and nothing that stands in the line already.
        assertThat(allowed(draft, lexicon)).contains("月", "目").doesNotContain("白", "樓", "天").doesNotContain("，");
        write(draft, lexicon, "盡，黃");
        // 平, and nothing of the line before.
        assertThat(allowed(draft, lexicon)).contains("河", "流").doesNotContain("山", "依", "白");
        write(draft, lexicon, "河入海");
        // Any level rhyme.
        assertThat(allowed(draft, lexicon)).contains("流", "東", "天").doesNotContain("月", "目");
        write(draft, lexicon, "流。欲");
        // What stands two lines above may come again.
        assertThat(allowed(draft, lexicon)).contains("窮", "山").doesNotContain("河", "流");
        write(draft, lexicon, "窮千里目，更上一層");
        // 十一尤 like 流, and not that word again.
        assertThat(allowed(draft, lexicon)).contains("樓", "秋", "愁").doesNotContain("流", "東", "天");
        write(draft, lexicon, "樓。");
        assertThat(draft.candidates()).containsExactly(Vocabulary.END);
        assertThat(draft.concessions()).isEmpty();
        write(draft, Vocabulary.END);
        assertThat(draft.isDone()).isTrue();
        assertThat(draft.verse().lines()).isEqualTo(STORKS.lines());
    }

    @Test
    void theFirstLineRhymesWhereThePatternSaysSo() {
        var lexicon = lexicon(STORKS);
        var patterns = TonePattern.of(VerseForm.WUJUE);

        // Lines take six places with their marks.
        assertThat(places(Request.regulated(patterns.get(1), lexicon))).as(patterns.get(1).name()).containsExactly(4, 10, 22);
        assertThat(places(Request.regulated(patterns.get(0), lexicon))).as(patterns.get(0).name()).containsExactly(10, 22);
        assertThat(places(Request.free(VerseForm.WUJUE, lexicon.vocabulary()))).isEmpty();
    }

    private static int[] places(Request request) {
        return IntStream.range(0, Sheet.of(request.form()).length()).filter(request::rhymesAt).toArray();
    }

    /// 樓 at the end, given beforehand, says at the end of the second line already what to rhyme on, and is used up.
    @Test
    void aGivenRhymeWordIsRhymedOnFromTheBeginning() {
        var lexicon = lexicon(STORKS, verse("樓流遊秋愁", "春花月夜天", "東風紅中空", "不見水山人"));
        var request = Request.regulated(TonePattern.of(VerseForm.WUJUE).getFirst(), lexicon).rhyming(-1).fixed(Map.of(22, lexicon.vocabulary().number('樓')));
        var draft = new Draft(request, lexicon);

        write(draft, lexicon, "白日依山盡，黃河入海");

        assertThat(allowed(draft, lexicon)).contains("流", "秋", "愁").doesNotContain("東", "天", "樓");
        write(draft, lexicon, "流。欲窮千里目，更上一層");
        assertThat(allowed(draft, lexicon)).containsExactly("樓");
    }

    /// 尤 has five characters here, no other group more than one: whoever began to rhyme on those would find no second word.
    @Test
    void rhymesAreOfGroupsWithManyCharacters() {
        var lexicon = lexicon(verse("樓流遊秋愁", "白日東月目", "入上里盡欲", "見水月雪海"));

        assertThat(lexicon.wideGroups()).isEqualTo(lexicon.rhyme(lexicon.vocabulary().number('樓'))).isNotZero();
    }

    @Test
    void whatIsAskedForDrawsUntilItIsSaid() {
        var lexicon = lexicon(STORKS);
        int white = lexicon.vocabulary().number('白');
        var bias = new float[lexicon.vocabulary().size()];
        bias[white] = 3;
        var draft = new Draft(Request.free(VerseForm.WUJUE, lexicon.vocabulary()).biased(bias), lexicon);

        write(draft, lexicon, "依");
        assertThat(draft.bias(white)).isEqualTo(3);
        write(draft, lexicon, "白");
        assertThat(draft.bias(white)).isZero();
    }

    @Test
    void rulesGiveWayInTurnAndSaySo() {
        var lexicon = lexicon(STORKS, verse("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓"));
        var pattern = TonePattern.of(VerseForm.WUJUE).getFirst();
        // No character of these rhymes on 三江.
        var draft = new Draft(Request.regulated(pattern, lexicon).rhyming(lexicon.mask(List.of(lexicon.rhymes().level("江")))), lexicon);

        write(draft, lexicon, "白日依山盡，黃河入海");
        assertThat(draft.candidates()).isNotEmpty();

        assertThat(draft.concessions()).containsExactly("第2句: no character keeps all rules, so that one does not rhyme");

        // Two level characters for three places, and then none at all: 仄仄 stands where 平平 should.
        var poor = lexicon(verse("白日依山盡", "入日月目雪", "欲里目上白", "上日入海盡"));
        var repeating = new Draft(Request.regulated(pattern, poor).rhyming(-1), poor);
        write(repeating, poor, "白日依山盡，");
        assertThat(allowed(repeating, poor)).containsExactlyInAnyOrder("依", "山");
        assertThat(repeating.concessions()).containsExactly("第2句: no character keeps all rules, so that one repeats a character");
        var oblique = lexicon(verse("白日入目盡", "入日月目雪", "欲里目上白", "上日入海盡"));
        var offTone = new Draft(Request.regulated(pattern, oblique).rhyming(-1), oblique);
        write(offTone, oblique, "白日");
        assertThat(allowed(offTone, oblique)).contains("入", "目");
        assertThat(offTone.concessions()).containsExactly("第1句: no character keeps all rules, so that one leaves the tone pattern");
    }

    @Test
    void charactersMayStandTwiceInARow() {
        var lexicon = lexicon(STORKS, verse("悠悠依山盡", "黃河入海流", "欲窮千里目", "更上一層樓"));
        // 中平平仄仄: a third one would suit the tones.
        var draft = new Draft(Request.regulated(TonePattern.of(VerseForm.WUJUE).get(2), lexicon).rhyming(-1), lexicon);
        write(draft, lexicon, "悠");
        assertThat(allowed(draft, lexicon)).contains("悠");
        write(draft, lexicon, "悠");
        assertThat(allowed(draft, lexicon)).doesNotContain("悠");
    }

    private static List<String> allowed(Draft draft, Lexicon lexicon) {
        return IntStream.of(draft.candidates()).mapToObj(lexicon.vocabulary()::sign).toList();
    }

    private static void write(Draft draft, Lexicon lexicon, String text) {
        text.codePoints().forEach(c -> draft.write(lexicon.vocabulary().number(c), 0));
    }

    private static void write(Draft draft, int sign) {
        draft.write(sign, 0);
    }

    private static Lexicon lexicon(Verse... poems) {
        return new Lexicon(Vocabulary.of(List.of(poems), 1), Tones.load(), Rhymes.load());
    }

    private static Verse verse(String... lines) {
        return new Verse("", "", VerseForm.WUJUE, List.of(lines));
    }
}
