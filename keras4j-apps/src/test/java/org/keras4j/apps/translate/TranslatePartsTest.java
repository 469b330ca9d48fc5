package org.keras4j.apps.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.translate.Preparation.Script;
import org.keras4j.apps.translate.Preparation.To;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import org.keras4j.datasets.SentencePairs;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class TranslatePartsTest {
    private static final Path PAIRS = Path.of("src/test/resources/translate/cmn.txt.gz");
    private final Preparation preparation = new Preparation(To.ZH, Tokens.WORD, Script.SIMPLIFIED);

    @Test
    void noSentenceIsOnTwoSides() {
        var split = PairSplit.of(SentencePairs.read(PAIRS).stream().map(pair -> new SentencePair(pair.source(), preparation.read(pair.source()),
                preparation.written(pair.target()), pair.attribution())).toList(), 60);

        assertThat(split.test()).hasSizeBetween(60, 80);
        assertThat(split.validation()).hasSizeBetween(60, 80);
        for (var side : List.<Function<SentencePair, List<String>>>of(SentencePair::source, SentencePair::target)) {
            var train = split.train().stream().map(side).collect(Collectors.toSet());
            var validation = split.validation().stream().map(side).collect(Collectors.toSet());
            assertThat(split.test().stream().map(side)).noneMatch(train::contains).noneMatch(validation::contains);
            assertThat(validation).noneMatch(train::contains);
        }
    }

    /// A translation in common makes two sentences one component, and so on along the chain.
    @Test
    void sentencesWithATranslationInCommonStayTogether() {
        var chain = List.of(pair("a", "x"), pair("b", "x"), pair("b", "y"), pair("c", "y"), pair("d", "z"));

        var split = PairSplit.of(chain, 1);

        assertThat(split.components()).isEqualTo(2);
        assertThat(split.largest()).isEqualTo(4);
    }

    /// A twentieth of the pairs at most, a pair that stands twice counted once. What hangs together in twenty pairs is for training.
    @Test
    void littleIsHeldOutAndNothingLarge() {
        var single = IntStream.range(0, 40).mapToObj(i -> pair("s" + i, "t" + i)).toList();
        var small = PairSplit.of(Stream.concat(single.stream(), single.stream()).toList(), 30);
        assertThat(small.test()).hasSize(2);
        assertThat(small.validation()).hasSize(2);
        assertThat(small.train()).hasSize(36);

        assertThat(PairSplit.of(heaps(20), 30).train()).hasSize(40);
        assertThat(PairSplit.of(heaps(19), 30).test()).hasSize(19);
    }

    /// Two translations, each of so many sentences.
    private static List<SentencePair> heaps(int size) {
        return IntStream.range(0, 2 * size).mapToObj(i -> pair("s" + i, "t" + i % 2)).toList();
    }

    @Test
    void sentencesAreCutIntoWordsAndSigns() {
        assertThat(preparation.read("I don’t have 10 cats!")).containsExactly("i", "don't", "have", "10", "cats", "!");
        assertThat(preparation.written("湯姆有Twitter。")).containsExactly("汤", "姆", "有", "Twitter", "。");
        assertThat(preparation.shown(List.of("汤", "姆", "有", "Twitter", "。"))).isEqualTo("汤姆有Twitter。");
        var toEnglish = new Preparation(To.EN, Tokens.WORD, Script.AS_IS);
        assertThat(toEnglish.shown(List.of("i", "don't", "know", "."))).isEqualTo("I don't know.");
        assertThat(Tokens.CHAR.text(Tokens.CHAR.of("go home"))).isEqualTo("go home");
    }

    @Test
    void theNearestSentenceSharesMostWordsAndPairs() {
        var nearest = new NearestSentence(List.of(pair("i like tea", "1"), pair("i like hot tea", "2"), pair("you sleep", "3")));

        assertThat(nearest.translate(List.of("i", "like", "hot", "soup"))).containsExactly("2");
        assertThat(nearest.translate(List.of("nobody"))).isEmpty();
    }

    @Test
    void theDictionaryHoldsWhatGoesTogether() {
        var dictionary = new WordDictionary(List.of(pair("red cat", "红 猫"), pair("red dog", "红 狗"), pair("big cat", "大 猫")));

        assertThat(dictionary.translate(List.of("red", "cat", "sleeps"))).containsExactly("红", "猫");
    }

    // ---- the Transformer -------------------------------------------------------------------------------------------

    /// By arithmetic: a vector of 128 for each word and sign; 66,048 in an attention, 131,712 in the two dense layers after it, 256 in a normalisation,
    /// which makes blocks of 198,272 and 264,576; and 129 numbers for each sign at the end.
    @Test
    void theTransformerHasTheSizeThatWasPlanned() {
        assertThat(SmallTransformer.layers(3900, 2820).countParams())
                .isEqualTo((3900 + 2820) * 128 + 2 * 198_272 + 2 * 264_576 + 3 * 256 + 2820 * 129);
    }

    @Test
    void theTransformerKnowsTheOrderAndNeitherPaddingNorWhatComesAfter() {
        var model = transformer();
        var logits = logits(model, new int[] {5, 6, 7}, new int[] {2, 8, 9});

        assertClose(logits(model, new int[] {5, 6, 7, 0, 0}, new int[] {2, 8, 9}), logits);
        assertThat(logits(model, new int[] {6, 5, 7}, new int[] {2, 8, 9})[2][0]).isNotCloseTo(logits[2][0], within(1e-4f));
        var other = logits(model, new int[] {5, 6, 7}, new int[] {2, 8, 10});
        assertClose(new float[][] {other[0], other[1]}, new float[][] {logits[0], logits[1]});
        assertThat(other[2][0]).isNotCloseTo(logits[2][0], within(1e-4f));
    }

    /// Sign by sign as in training, where all are read at once.
    @ParameterizedTest
    @EnumSource(names = {"ORIGINAL", "TRANSFORMER"})
    void writesAsItLearned(Kind kind) {
        var network = network(kind);
        var reading = Stepper.of(network).read(List.of(new int[] {5, 6, 7}, new int[] {9, 5, 6}));
        var step = reading.step(2);
        int[] first = new int[4];
        Arrays.fill(first, Vocabulary.START);
        var next = step.next(reading.states().stream().map(state -> state.take(0, 0, 1, 1)).toList(), first);

        next = step.next(next.states(), new int[] {8, 9, 10, 11});

        float[] logits = logits(network, new int[] {9, 5, 6}, new int[] {2, 10})[1];
        double sum = Math.log(IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).sum());
        float[] found = next.logProbabilities().toFloats2D()[2];
        for (int sign = Vocabulary.END; sign < found.length; sign++) {
            assertThat(found[sign]).isCloseTo((float) (logits[sign] - sum), within(1e-4f));
        }
        assertThat(found[Vocabulary.PADDING]).isEqualTo(Float.NEGATIVE_INFINITY);
        if (kind.attends()) {
            assertThat(Stream.of(reading.attention(List.of(8, 9), 3, 2)).mapToDouble(row -> DoubleStream.of(row).sum()).toArray())
                    .containsExactly(new double[] {1, 1, 1}, within(1e-5));
        }
    }

    /// By arithmetic: 4 · 256 · (68 + 256 + 1) of the LSTM that reads, as much with 1,522 of the one that writes, and 257 for each sign.
    @Test
    void theOriginalHasTheSizeThatWasPublished() {
        assertThat(OriginalNetwork.layers(68, 1522).countParams()).isEqualTo(1024 * 325 + 1024 * (1522 + 257) + 257 * 1522).isEqualTo(2_545_650);
    }

    @Test
    void theOriginalPassesByPadding() {
        var model = network(Kind.ORIGINAL);

        var logits = logits(model, new int[] {5, 6, 7}, new int[] {2, 8, 9});

        assertClose(logits(model, new int[] {5, 6, 7, 0, 0}, new int[] {2, 8, 9}), logits);
        assertThat(logits(model, new int[] {6, 5, 7}, new int[] {2, 8, 9})[2][0]).isNotCloseTo(logits[2][0], within(1e-5f));
    }

    private static TranslateNetwork transformer() {
        return network(Kind.TRANSFORMER);
    }

    private static TranslateNetwork network(Kind kind) {
        var vocabularies = Vocabularies.of(IntStream.range(0, 2).mapToObj(_ -> pair("a b c d e f", "g h i j k l m n")).toList());
        return TranslateNetwork.create(vocabularies, kind, 2, 0, new Report.Settings(1, 1, 2, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK));
    }

    private static float[][] logits(TranslateNetwork network, int[] source, int[] written) {
        return network.model().predictOnBatch(NDArray.of(new int[][] {source}), NDArray.of(new int[][] {written})).getFirst().index(0).toFloats2D();
    }

    private static void assertClose(float[][] found, float[][] expected) {
        assertThat(found).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
        }
    }

    // ---- scheduled sampling ----------------------------------------------------------------------------------------

    /// In the first step none, in the last all but the sign that each translation begins with, and in between about as many as were asked for.
    @Test
    void moreAndMoreSignsAreItsOwn() {
        var written = NDArray.of(new int[][] {{2, 8, 9, 3}});
        var logits = NDArray.generate(DType.FLOAT32, Shape.of(1, 4, 12), i -> i % 12 == 4 + i / 12 ? 1 : 0);     // 4, 5, 6, 7
        var ownSigns = OwnSigns.of(1, 2);

        assertThat(ownSigns.applyInTraining(List.of(written, logits)).getFirst().toIntArray()).containsExactly(2, 8, 9, 3);
        ownSigns.applyInTraining(List.of(written, logits));
        assertThat(ownSigns.applyInTraining(List.of(written, logits)).getFirst().toIntArray()).containsExactly(2, 4, 5, 6);
    }

    private static SentencePair pair(String source, String target) {
        return new SentencePair(source, List.of(source.split(" ")), List.of(target.split(" ")), "");
    }
}
