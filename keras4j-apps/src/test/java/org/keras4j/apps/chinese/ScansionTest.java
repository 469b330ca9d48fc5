package org.keras4j.apps.chinese;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.chinese.Scansion.Judgement;
import org.keras4j.datasets.ChinesePoetry;

/// Rhymes and tones of poems that every anthology annotates (《唐詩三百首》, 平水韻).
class ScansionTest {
    private static final Tones TONES = Tones.load();
    private static final Rhymes RHYMES = Rhymes.load();

    @Test
    void aRegulatedQuatrain() {
        var scansion = scan("白日依山盡，黃河入海流，欲窮千里目，更上一層樓");

        assertThat(scansion.tones()).containsExactly("仄仄平平仄", "平平仄仄平", "仄平平仄仄", "仄仄仄平平");
        assertThat(scansion.rhyme()).map(RhymeGroup::name).containsExactly("十一尤");
        assertThat(scansion.rhymes()).isEqualTo(Judgement.KEPT);
        assertThat(scansion.regulated()).isEqualTo(Judgement.KEPT);
        assertThat(scansion.faults()).isEmpty();
    }

    @Test
    void aQuatrainInTheOldStyle() {
        // 靜夜思 rhymes (七陽), but its second characters neither oppose nor agree as they should.
        var scansion = scan("牀前明月光，疑是地上霜，舉頭望明月，低頭思故鄉");

        assertThat(scansion.rhyme()).map(RhymeGroup::name).contains("七阳");
        assertThat(scansion.rhymes()).isEqualTo(Judgement.KEPT);
        assertThat(scansion.regulated()).isEqualTo(Judgement.BROKEN);
        assertThat(scansion.faults()).contains("第2句二四同聲");
    }

    @Test
    void aRegulatedOctave() {
        var scansion = scan("國破山河在，城春草木深，感時花濺淚，恨別鳥驚心，烽火連三月，家書抵萬金，白頭搔更短，渾欲不勝簪");

        assertThat(scansion.rhyme()).map(RhymeGroup::name).containsExactly("十二侵");
        assertThat(scansion.regulated()).isEqualTo(Judgement.KEPT);
    }

    /// 杜甫《絕句》; in the second its first line has 鳴 and 翠 the other way round, so that 箇 and the sixth character oppose each other.
    @Test
    void inLinesOfSevenTheSecondAndTheSixthAgree() {
        assertThat(scan("兩箇黃鸝鳴翠柳，一行白鷺上青天，窗含西嶺千秋雪，門泊東吳萬里船").faults()).noneMatch(fault -> fault.contains("二六"));
        assertThat(scan("兩箇黃鸝翠鳴柳，一行白鷺上青天，窗含西嶺千秋雪，門泊東吳萬里船").faults()).filteredOn(fault -> fault.contains("二六")).containsExactly("第1句二六異聲");
    }

    @Test
    void saysWhatIsBroken() {
        // The last two lines change places: neither rhyme nor couplets hold.
        var scansion = scan("白日依山盡，黃河入海流，更上一層樓，欲窮千里目");

        assertThat(scansion.rhymes()).isEqualTo(Judgement.BROKEN);
        assertThat(scansion.agrees()).isEqualTo(Judgement.BROKEN);
        assertThat(scansion.alternates()).isEqualTo(Judgement.KEPT);
        assertThat(scansion.faults()).contains("第2、3句失粘", "出韻（流、目）");
        assertThat(scan("白日依山盡，黃河入海流，欲窮千里目，更上一層流").faults()).containsExactly("重韻");
    }

    @Test
    void judgesNothingThatIsInNoTable() {
        var scansion = scan("白日依山盡，黃河入海㐂，欲窮千里目，更上一層樓");

        assertThat(scansion.rhymes()).isEqualTo(Judgement.UNKNOWN);
        assertThat(scan("白㐂依山盡，黃河入海流，欲窮千里目，更上一層樓").regulated()).isEqualTo(Judgement.UNKNOWN);
    }

    @Test
    void rhymesInBothScripts() {
        // 斜 and 家 rhyme (六麻), which modern readings have lost.
        assertThat(RHYMES.shared("斜家花".codePoints())).map(RhymeGroup::name).containsExactly("六麻");
        assertThat(RHYMES.of("樓".codePointAt(0))).isEqualTo(RHYMES.of("楼".codePointAt(0))).hasSize(1);
        assertThat(RHYMES.level()).hasSize(30);
        // 月 and 白 had the entering tone.
        assertThat(TONES.of("月白")).isEqualTo("仄仄");
        assertThat(TONES.of("黄国")).isEqualTo("平仄");
    }

    @Test
    void findsTheGroupThatAUserMeans() {
        assertThat(Stream.of("东", "東", "一东", "空").map(RHYMES::level).map(RhymeGroup::name)).containsOnly("一东");
        assertThatThrownBy(() -> RHYMES.level("月")).hasMessageStartingWith("Rhyme '月': expected a level group of the Pingshui table, or a character of just one, got neither. Choose one of 一东 二冬");
    }

    @Test
    void humanPoetsKeepTheRulesAsOftenAsWasMeasured() {
        var root = System.getenv("KERAS4J_DATA");
        assumeTrue(root != null && Files.isRegularFile(Path.of(root, "poems", "tang.jsonl.gz")), "KERAS4J_DATA names no folder with poems/tang.jsonl.gz");
        var scansions = ChinesePoetry.read(Path.of(root, "poems", "tang.jsonl.gz")).stream()
                .collect(Collectors.groupingBy(poem -> VerseForm.of(poem.lines()).orElseThrow(), Collectors.mapping(poem -> Scansion.of(poem.lines(), TONES, RHYMES), Collectors.toList())));

        // A program of other authors on 57,607 poems: 90 97 94 92 (rhyme), 61 91 59 86 (tone), 50 84 55 81 (couplets).
        assertThat(percent(scansions, Scansion::rhymes)).containsExactly(new double[] {90, 97, 94, 94}, offset(1.0));
        assertThat(percent(scansions, Scansion::alternates)).containsExactly(new double[] {61, 91, 59, 86}, offset(1.0));
        assertThat(percent(scansions, Scansion::regulated)).containsExactly(new double[] {50, 84, 55, 81}, offset(1.0));
    }

    private static double[] percent(Map<VerseForm, List<Scansion>> scansions, Function<Scansion, Judgement> rule) {
        return Stream.of(VerseForm.values()).mapToDouble(form -> {
            var known = scansions.get(form).stream().map(rule).filter(judgement -> judgement != Judgement.UNKNOWN).toList();
            return 100.0 * known.stream().filter(judgement -> judgement == Judgement.KEPT).count() / known.size();
        }).toArray();
    }

    private static Scansion scan(String poem) {
        return Scansion.of(List.of(poem.split("，")), TONES, RHYMES);
    }
}
