package org.keras4j.apps.poem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.Tones;
import org.keras4j.apps.chinese.VerseForm;

class PoemPartsTest {
    private static final Verse STORKS = verse("登鸛雀樓", "白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓");

    // ---- split ----

    @Test
    void nearDuplicatesAreLeftOut() {
        var other = verse("靜夜思", "牀前看月光", "疑是地上霜", "舉頭望山月", "低頭思故鄉");
        // One character differs in each line; then two lines are all different.
        var near = verse("登樓", "白日依山下", "黃河入江流", "欲望千里目", "更上一重樓");
        var half = verse("其他", "白日依山盡", "黃河入海流", "舉頭望明月", "疑是地上雪");
        var quarter = verse("其他", "白日依山盡", "一一一一一", "二二二二二", "三三三三三");

        assertThat(PoemSplit.withoutDuplicates(List.of(STORKS, STORKS, other, near, half, quarter))).containsExactly(STORKS, other, quarter);
    }

    @Test
    void partsShareNoLineAndNoSeries() {
        var poems = new ArrayList<Verse>();
        for (int i = 0; i < 300; i++) {
            // Series of three; every tenth poem quotes the first line of its neighbour.
            int first = i % 10 == 9 ? i - 4 : i;
            poems.add(verse("詠懷 " + i / 3 + " " + "一二三".charAt(i % 3), text(first, 0), text(i, 1), text(i, 2), text(i, 3)));
        }
        var split = PoemSplit.of(poems, 40, 40);

        assertThat(split.test()).hasSizeBetween(30, 32);
        assertThat(split.train().size() + split.validation().size() + split.test().size()).isLessThan(300).isGreaterThan(270);
        assertThat(split.sharing()).isPositive();
        var parts = List.of(split.train(), split.validation(), split.test());
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < a; b++) {
                assertThat(PoemSplit.lines(parts.get(a))).doesNotContainAnyElementsOf(PoemSplit.lines(parts.get(b)));
                assertThat(parts.get(a).stream().map(Verse::series).toList()).doesNotContainAnyElementsOf(parts.get(b).stream().map(Verse::series).toList());
            }
        }
        assertThat(verse("秋興八首 三").series()).isEqualTo(verse("秋興八首 一").series()).isNotEqualTo(verse("秋興").series());
        assertThat(verse("古風 其五十九").series()).isEqualTo(verse("古風 其三").series());
        assertThat(new Verse("春曉", "孟浩然", VerseForm.WUJUE, STORKS.lines()).series()).isNotEqualTo(new Verse("春曉", "某", VerseForm.WUJUE, STORKS.lines()).series());
    }

    // ---- places ----

    @Test
    void placesCountTowardsTheLinesEnd() {
        var sheet = Sheet.of(VerseForm.WUJUE);
        assertThat(sheet.length()).isEqualTo(4 * 6 + 1);
        assertThat(Arrays.copyOf(sheet.toEnd(), 7)).containsExactly(5, 4, 3, 2, 1, 0, 5);
        assertThat(sheet.line()[23]).isEqualTo(3);
        assertThat(sheet.line()[24]).isEqualTo(Sheet.BEYOND);
        assertThat(Sheet.of(VerseForm.QILU).length()).isEqualTo(65);

        var vocabulary = Vocabulary.of(List.of(STORKS, STORKS), 2);
        var text = IntStream.of(sheet.signs(STORKS, vocabulary)).mapToObj(vocabulary::sign).collect(Collectors.joining());
        assertThat(text).isEqualTo("白日依山盡，黃河入海流。欲窮千里目，更上一層樓。<end>");
        assertThat(Vocabulary.of(List.of(STORKS), 2).size()).isEqualTo(Vocabulary.CHARACTERS);
        // The most frequent first: 流 stands six times, 一 five times and 日 twice.
        var frequent = Vocabulary.of(List.of(STORKS, verse("", "流流流流流", "一一一一日")), 2);
        assertThat(IntStream.range(Vocabulary.CHARACTERS, frequent.size()).mapToObj(frequent::sign)).containsExactly("流", "一", "日");
    }

    // ---- n-grams ----

    @Test
    void nGramsInterpolateCounts() {
        // Poems 5 6 and 5 7 with 8 signs: c(5) = 2, c(5 6) = 1, 4 tokens.
        var model = NGrams.of(8, List.of(new int[] {5, 6}, new int[] {5, 7}), List.of(new int[] {5, 6}));

        double p6 = 2.0 / 12;
        assertThat(Math.exp(model.logProbabilities(NGrams.Order.UNIGRAM, new int[] {5, 6})[1])).isCloseTo(p6, offset(1e-12));
        // The validation poem is seen: the least smoothing is best, k₂ = 30 and k₃ = 10.
        double bigram = (2 * 0.5 + 30 * p6) / 32;
        assertThat(Math.exp(model.logProbabilities(NGrams.Order.BIGRAM, new int[] {5, 6})[1])).isCloseTo(bigram, offset(1e-12));
        assertThat(Math.exp(model.logProbabilities(NGrams.Order.TRIGRAM, new int[] {5, 6})[1])).isCloseTo((2 * 0.5 + 10 * bigram) / 12, offset(1e-12));
        // Of every context, the probabilities sum to 1.
        assertThat(IntStream.range(0, 8).mapToDouble(w -> Math.exp(model.logProbabilities(NGrams.Order.TRIGRAM, new int[] {5, w})[1])).sum()).isCloseTo(1, offset(1e-12));
    }

    /// After 1 2 the training poems always have 3 and after 4 2 always 5; in the validation poem it is the other way round, so that the most smoothing of
    /// trigrams is best, k₃ = 10,000, while what follows one sign is right as ever: k₂ = 30.
    @Test
    void trigramsThatMisleadCountLittle() {
        IntFunction<int[]> repeated = third -> IntStream.range(0, 300).map(i -> new int[] {third == 3 ? 1 : 4, 2, third}[i % 3]).toArray();
        int[] crossed = IntStream.range(0, 300).map(i -> new int[] {1, 2, 5, 4, 2, 3}[i % 6]).toArray();
        var model = NGrams.of(8, List.of(repeated.apply(3), repeated.apply(5)), List.of(crossed));

        double p3 = 101.0 / 608;
        double bigram = (200 * 0.5 + 30 * p3) / 230;
        assertThat(Math.exp(model.logProbabilities(NGrams.Order.TRIGRAM, new int[] {1, 2, 3})[2])).isCloseTo((100 + 10_000 * bigram) / 10_100, offset(1e-12));
    }

    /// The network is told where marks stand and gives them nothing elsewhere; what it is compared with must not lose by marks either.
    @Test
    void nGramsOfCharactersSpendNothingOnMarks() {
        var model = NGrams.of(11, List.of(new int[] {8, 9, Vocabulary.COMMA}, new int[] {8, Vocabulary.STOP, 10}), List.of(new int[] {8, 9, Vocabulary.COMMA}));

        for (var order : NGrams.Order.values()) {
            var characters = IntStream.range(0, 11).filter(w -> w < Vocabulary.END || w >= Vocabulary.CHARACTERS);
            assertThat(characters.mapToDouble(w -> Math.exp(model.amongCharacters(order, new int[] {8, w})[1])).sum()).as(order.name()).isCloseTo(1, offset(1e-12));
        }
    }

    @Test
    void perplexityOfCharactersLeavesMarksOut() {
        var sheet = Sheet.of(VerseForm.WUJUE);
        var logs = IntStream.range(0, sheet.length()).mapToDouble(i -> sheet.isCharacter(i) ? -Math.log(100) : 0).toArray();
        var perplexity = Perplexity.of(List.of(STORKS), List.of(logs), List.of(logs), _ -> Math.log(4));

        assertThat(perplexity.ofCharacters()).isCloseTo(100, offset(1e-9));
        assertThat(perplexity.withMarks()).isCloseTo(Math.exp((20 * Math.log(100) + Math.log(4)) / 25), offset(1e-9));
        assertThat(perplexity.withMarksInterval(0).low()).isCloseTo(perplexity.withMarks(), offset(1e-9));
        // Who guesses the form by three poems, one more of each of the four.
        assertThat(PoemScores.ofForm(Collections.nCopies(3, STORKS)).applyAsDouble(STORKS)).isCloseTo(-Math.log(4 / 7.0), offset(1e-12));
    }

    // ---- pages ----

    /// As the book has it: from top to bottom, the first line at the right.
    @Test
    void columnsBeginAtTheRight() {
        assertThat(Page.COLUMNS.lines(STORKS)).containsExactly("更　欲　黃　白", "上　窮　河　日", "一　千　入　依", "層　里　海　山", "樓　目　流　盡");
        assertThat(Page.ROWS.lines(STORKS)).containsExactly("白日依山盡，黃河入海流。", "欲窮千里目，更上一層樓。");
    }

    // ---- scores ----

    /// By counting: three of eight lines are known; 22 different characters among 40, 19 different pairs among 32; 8 of the second poem's 20 characters are new to it.
    @Test
    void scoresCountCopiedLinesAndRepetitions() {
        var dull = verse("", "白日依山盡", "一一一一一", "二二二二二", "三三三三三");
        var lexicon = lexicon(STORKS);

        var scores = VerseScores.of(List.of(STORKS, dull), lexicon, Set.of("白日依山盡", "更上一層樓"));

        assertThat(scores.copied()).isEqualTo(new VerseScores.Share(3, 8));
        assertThat(scores.distinct1()).isEqualTo(22 / 40.0);
        assertThat(scores.distinct2()).isEqualTo(19 / 32.0);
        assertThat(scores.repeated()).isCloseTo(12 / 40.0, offset(1e-12));
        assertThat(scores.rhyme()).isEqualTo(new VerseScores.Share(1, 2));
        // What ends in a character that is in no table counts neither way.
        var unknown = verse("", "白日依山盡", "黃河入海㐂", "欲窮千里目", "更上一層樓");
        assertThat(VerseScores.of(List.of(STORKS, unknown), lexicon, Set.of()).rhyme()).isEqualTo(new VerseScores.Share(1, 1));
    }

    // ---- drawing ----

    @Test
    void lowerTemperatureIsSafer() {
        var logits = new double[] {1, 2, 0};
        // softmax(1, 2, 0) = .2447 .6652 .0900; at T 0.5 softmax(2, 4, 0) = .1173 .8668 .0159; at T 2 .3072 .5065 .1863.
        assertThat(share(new Sampling(1, 0, 1), logits, 1)).isCloseTo(0.6652, offset(0.01));
        assertThat(share(new Sampling(0.5, 0, 1), logits, 1)).isCloseTo(0.8668, offset(0.01));
        assertThat(share(new Sampling(2, 0, 1), logits, 1)).isCloseTo(0.5065, offset(0.01));
        assertThat(share(new Sampling(1e-3, 0, 1), logits, 1)).isEqualTo(1);
    }

    @Test
    void topKAndTopPCutTheTail() {
        var logits = new double[] {1, 2, 0};
        assertThat(share(new Sampling(1, 1, 1), logits, 1)).isEqualTo(1);
        assertThat(share(new Sampling(1, 2, 1), logits, 0)).isCloseTo(0.2447 / 0.9099, offset(0.01));
        assertThat(share(new Sampling(1, 0, 0.6), logits, 1)).isEqualTo(1);
        assertThat(share(new Sampling(1, 0, 0.9), logits, 2)).isZero();
        assertThat(share(new Sampling(1, 0, 0.95), logits, 2)).isCloseTo(0.09, offset(0.01));
        // Of the two that are left .6652 is .731: as much as 0.7 wants of them.
        assertThat(share(new Sampling(1, 2, 0.7), logits, 1)).isEqualTo(1);
    }

    // ---- step by step ----

    @ParameterizedTest
    @EnumSource
    void stepsSeeWhatTheWholePoemSees(PoemNetwork.Table table) {
        var poems = Collections.nCopies(2, STORKS);
        var vocabulary = Vocabulary.of(poems, 2);
        var network = network(vocabulary, poems, table);
        try (var composer = new Composer(network, new Lexicon(vocabulary, Tones.load(), Rhymes.load()))) {
            var request = Request.free(VerseForm.WUJUE, vocabulary);

            var drafts = composer.sample(List.of(request, request), new Sampling(1, 0, 1), new SplittableRandom(1));

            for (var draft : drafts) {
                assertThat(draft.logProbability()).isCloseTo(logProbability(network, draft.verse()), offset(1e-3));
            }
            var seven = composer.sample(List.of(Request.free(VerseForm.QIJUE, vocabulary)), new Sampling(1, 0, 1), new SplittableRandom(1)).getFirst();
            assertThat(seven.logProbability()).isCloseTo(logProbability(network, seven.verse()), offset(1e-3));
            // The narrowest beam is the safest draw; a wider one finds a poem that is as probable at least.
            var greedy = composer.sample(List.of(request), new Sampling(1, 1, 1), new SplittableRandom(1)).getFirst().verse();
            assertThat(composer.beam(request, 1).verse()).isEqualTo(greedy);
            assertThat(logProbability(network, composer.beam(request, 4).verse())).isGreaterThanOrEqualTo(logProbability(network, greedy) - 1e-4);
            // The best of eight that are drawn.
            var drawn = composer.sample(Collections.nCopies(8, request), new Sampling(1, 0, 1), new SplittableRandom(2));
            assertThat(composer.best(request, new Sampling(1, 0, 1), new SplittableRandom(2)).logProbability())
                    .isCloseTo(drawn.stream().mapToDouble(Draft::logProbability).max().orElseThrow(), offset(1e-4));
            // What is asked for outweighs what the network expects.
            var bias = new float[vocabulary.size()];
            bias[vocabulary.number('樓')] = 100;
            var wish = request.biased(bias);
            assertThat(composer.sample(List.of(wish), new Sampling(1, 0, 1), new SplittableRandom(1)).getFirst().verse().lines().getFirst()).startsWith("樓");
            assertThat(String.join("", composer.beam(wish, 2).verse().lines())).contains("樓");
        }
    }

    @Test
    void aClosedComposerHasNoPrograms() {
        var poems = Collections.nCopies(2, STORKS);
        var vocabulary = Vocabulary.of(poems, 2);
        var composer = new Composer(network(vocabulary, poems, PoemNetwork.Table.OWN), new Lexicon(vocabulary, Tones.load(), Rhymes.load()));
        composer.close();

        assertThatThrownBy(() -> composer.beam(Request.free(VerseForm.WUJUE, vocabulary), 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    /// By arithmetic: two poems of 25 signs and one more of each of 28 signs make 78. 更 stands twice, the comma four times.
    @ParameterizedTest
    @EnumSource
    void beginsWithHowFrequentSignsAre(PoemNetwork.Table table) {
        var poems = Collections.nCopies(2, STORKS);
        var vocabulary = Vocabulary.of(poems, 2);

        var bias = network(vocabulary, poems, table).model().getLayer("next_sign").getWeights().getLast();

        assertThat(bias.at(vocabulary.number('更'))).isCloseTo(Math.log(3 / 78.0), offset(1e-6));
        assertThat(bias.at(Vocabulary.COMMA)).isCloseTo(Math.log(5 / 78.0), offset(1e-6));
        // What is behind the bias is small before it has learned.
        assertThat(network(vocabulary, poems, table).logProbabilities(poems).getFirst()[5]).isCloseTo(Math.log(5 / 78.0), offset(0.3));
    }

    private static PoemNetwork network(Vocabulary vocabulary, List<Verse> poems, PoemNetwork.Table table) {
        var settings = new Report.Settings(3, 1, 2, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
        return PoemNetwork.create(vocabulary, poems, new PoemNetwork.Size(12, 8, 0.5), table, settings);
    }

    /// Of a form with fewer poems than a batch has all stay, else whole forms would never be learned.
    @Test
    void poemsFillWholeBatchesOfTheirForm() {
        var seven = new Verse("", "", VerseForm.QIJUE, List.of("朝辭白帝彩雲間", "千里江陵一日還", "兩岸猿聲啼不住", "輕舟已過萬重山"));
        var poems = Stream.concat(Collections.nCopies(5, STORKS).stream(), Stream.of(seven)).toList();

        assertThat(PoemNetwork.whole(poems, 2)).hasSize(5).filteredOn(poem -> poem.form() == VerseForm.QIJUE).hasSize(1);
        assertThat(PoemNetwork.whole(poems, 8)).isEqualTo(poems);
    }

    /// By arithmetic: 128 numbers for each sign, 4 · 256 · (128 + 256 + 1) and 4 · 256 · (256 + 256 + 1) of the LSTMs, and 257 for each sign; beside what the design
    /// counts so, 128 for each of 9 lines and 8 places.
    @ParameterizedTest
    @CsvSource({"4000, 2459552", "5000, 2844552"})
    void hasTheSizeThatWasPlanned(int signs, long parameters) {
        assertThat(PoemNetwork.layers(signs, PoemNetwork.Size.OURS, PoemNetwork.Table.OWN).countParams()).isEqualTo(parameters + 128 * (9 + 8));
    }

    /// By arithmetic: without the kernel of 256 by the signs, and with a layer from 256 to 128.
    @Test
    void aTiedTableIsSmaller() {
        assertThat(PoemNetwork.layers(4000, PoemNetwork.Size.OURS, PoemNetwork.Table.OWN).countParams()
                - PoemNetwork.layers(4000, PoemNetwork.Size.OURS, PoemNetwork.Table.TIED).countParams()).isEqualTo(256 * 4000 - (256 * 128 + 128));
    }

    private static double logProbability(PoemNetwork network, Verse poem) {
        var sheet = Sheet.of(poem.form());
        var logs = network.logProbabilities(List.of(poem)).getFirst();
        return IntStream.range(0, sheet.length()).filter(sheet::isCharacter).mapToDouble(place -> logs[place]).sum();
    }

    private static Lexicon lexicon(Verse... poems) {
        return new Lexicon(Vocabulary.of(List.of(poems), 1), Tones.load(), Rhymes.load());
    }

    private static double share(Sampling sampling, double[] logits, int position) {
        var random = new SplittableRandom(1);
        return IntStream.range(0, 20_000).filter(_ -> sampling.draw(logits, random) == position).count() / 20_000.0;
    }

    private static Verse verse(String title, String... lines) {
        return new Verse(title, "某", VerseForm.WUJUE, List.of(lines));
    }

    /// Five characters that stand in no other line.
    private static String text(int poem, int line) {
        int from = 0x4e00 + (poem * 4 + line) * 5;
        return IntStream.range(from, from + 5).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
