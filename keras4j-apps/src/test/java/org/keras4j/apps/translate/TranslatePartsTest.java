package org.keras4j.apps.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.translate.Preparation.Script;
import org.keras4j.apps.translate.Preparation.To;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import org.keras4j.datasets.SentencePairs;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;

class TranslatePartsTest {
    private static final Path PAIRS = Path.of("src/test/resources/translate/cmn.txt.gz");
    private static final Vocabularies VOCABULARIES = Vocabularies.of(Collections.nCopies(2, pair("a b c d e f", "g h i j k l m n")));
    private final Preparation preparation = new Preparation(To.ZH, Tokens.WORD, Script.SIMPLIFIED);

    @TempDir
    Path folder;

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
        assertThat(Tokens.WORD.of("ねこが")).containsExactly("ね", "こ", "が");
        assertThat(Tokens.WORD.text(List.of("he", "(", "Tom", ")", "runs"))).isEqualTo("he (Tom) runs");
        var pair = new SentencePairs.Pair("Hi.", "你好。", "");
        assertThat(List.of(toEnglish.source(pair), toEnglish.target(pair), preparation.source(pair), preparation.target(pair))).containsExactly("你好。", "Hi.", "Hi.", "你好。");
        assertThat(new Preparation(To.ZH, Tokens.WORD, Script.TRADITIONAL).written("汤")).containsExactly("湯");
    }

    @Test
    void theNearestSentenceSharesMostWordsAndPairs() {
        var nearest = new NearestSentence(List.of(pair("i like tea", "1"), pair("i like hot tea", "2"), pair("you sleep", "3")));

        assertThat(nearest.translate(List.of("i", "like", "hot", "soup"))).containsExactly("2");
        assertThat(nearest.translate(List.of("nobody"))).isEmpty();
        // Three shared of five, not of seven or nine; of two that are as near the first.
        var longer = new NearestSentence(List.of(pair("i like very hot tea", "1"), pair("i like hot tea", "2"), pair("i like tea", "3"), pair("i like soup", "4")));
        assertThat(longer.translate(List.of("i", "like"))).containsExactly("3");
    }

    @Test
    void theDictionaryHoldsWhatGoesTogether() {
        var dictionary = new WordDictionary(List.of(pair("red cat", "红 猫"), pair("red dog", "红 狗"), pair("big cat", "大 猫")));

        assertThat(dictionary.translate(List.of("red", "cat", "sleeps"))).containsExactly("红", "猫");
        // The mark stands with red things as often as 红 does, and with others too. Where both go with a cat and with nothing else, they go together.
        var marked = new WordDictionary(List.of(pair("red cat", "红 猫 ！"), pair("red dog", "红 狗 ！"), pair("big cat", "大 猫 ！")));
        assertThat(marked.translate(List.of("red"))).containsExactly("红");
        assertThat(marked.translate(List.of("cat"))).containsExactly("猫", "！");
    }

    @Test
    void theMostFrequentWordsAreKnownAndWhatStandsOnceIsNot() {
        var vocabulary = Vocabulary.of(Stream.of(List.of("b", "a", "c"), List.of("b", "a"), List.of("b", "<pad>", "<pad>")));

        assertThat(IntStream.range(Vocabulary.END + 1, vocabulary.size()).mapToObj(vocabulary::token)).containsExactly("b", "a");
        assertThat(vocabulary.numbers(List.of("a", "c"))).containsExactly(5, Vocabulary.UNKNOWN);
    }

    // ---- what it learns from ---------------------------------------------------------------------------------------

    /// The start stands before the first sign and the end behind the last; a batch is filled up with pairs that count nowhere.
    @Test
    void eachSignIsToldByThoseBeforeIt() {
        var pairs = List.of(pair("a b", "x y"), pair("a b", "x y"));

        var batch = Buckets.of(pairs).batches(pairs.subList(0, 1), Vocabularies.of(pairs), 2, UnaryOperator.identity()).stream().findFirst().orElseThrow();

        assertThat(batch.x()).containsExactly(NDArray.of(new int[][] {{4, 5}, {0, 0}}), NDArray.of(new int[][] {{Vocabulary.START, 4, 5}, {0, 0, 0}}));
        assertThat(batch.target()).isEqualTo(NDArray.of(new int[][] {{4, 5, Vocabulary.END}, {0, 0, 0}}));
    }

    /// By counting: of three signs two are right, and the network says 0 where nothing stands.
    @Test
    void accuracyIsOfSignsThatThereAre() {
        var accuracy = AccuracyOfSigns.asAccuracy();

        accuracy.update(NDArray.of(new int[][] {{1, 2, 0, 0}, {3, 0, 0, 0}}), NDArray.generate(DType.FLOAT32, Shape.of(2, 4, 4), i -> i % 4 == new int[] {1, 3, 0, 0, 3, 0, 0, 0}[(int) i / 4] ? 1 : 0));

        assertThat(accuracy.result()).isCloseTo(2 / 3.0, within(1e-6));
    }

    /// Each pair has a word of its own, of two letters that no other has, twice: what trains never saw it, and so it stays in pieces. A source in two pairs is
    /// one sentence to score, with two references.
    @Test
    void whatTestsTeachesNoPieces() throws IOException {
        var lines = IntStream.range(0, 60).boxed().flatMap(i -> {
            String word = Character.toString(0xac00 + 2 * i) + Character.toString(0xac01 + 2 * i);
            return Stream.of("一", "二").map(first -> word + " " + word + "\t" + first + Character.toString(0x4e10 + i));
        }).toList();
        var own = Files.write(folder.resolve("own.txt"), lines);
        var options = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, null, true, false, false);
        var silent = new PrintStream(OutputStream.nullOutputStream());

        var data = TranslateData.load(options, own, new Preparation(To.ZH, Tokens.BPE, Script.AS_IS), null, null, new DataPlaces(null, folder), new Output(silent, silent));

        assertThat(data.split().test()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(data.tests()).hasSize(data.split().test().size() / 2).allMatch(test -> test.source().size() == 4)
                .allMatch(test -> test.references().stream().map(List::getFirst).toList().equals(List.of("一", "二")));
        assertThat(data.split().train()).allMatch(pair -> pair.source().size() == 2);
        assertThat(data.tests().stream().map(TranslateData.Scored::source)).containsExactlyElementsOf(data.split().test().stream().map(SentencePair::source).distinct().toList());
        assertThat(data.validation().stream().map(TranslateData.Scored::source)).doesNotContainAnyElementsOf(data.tests().stream().map(TranslateData.Scored::source).toList());
    }

    // ---- what it writes --------------------------------------------------------------------------------------------

    /// A network that says of each place that it knows no word for it writes as many as it may, which is 10 more than half as many again as it has read. Each is the
    /// word that was looked at, as the user wrote it, or a mark where nothing is looked at.
    @ParameterizedTest
    @EnumSource(names = {"ATTENTION", "PLAIN"})
    void whatHasNoWordIsTheWordThatWasLookedAt(Kind kind) {
        var network = network(kind);
        forEach(network, "next_sign", Vocabulary.UNKNOWN);
        var translator = new Translator(preparation, VOCABULARIES, network);

        var best = translator.translate("A zoo B", Translator.GREEDY).getFirst();

        assertThat(best.tokens()).hasSize(14);
        var words = List.of("A", "zoo", "B");
        var looked = kind.attends() ? Stream.of(translator.attention("A zoo B", best.hypothesis(), Translator.GREEDY)).limit(14)
                .map(row -> words.get(IntStream.range(0, 3).boxed().max(Comparator.comparingDouble(word -> row[word])).orElseThrow())).toList() : Collections.nCopies(14, "□");
        assertThat(best.tokens()).isEqualTo(looked);
        // Of several widths, each translation goes to its own sentence.
        var sentences = List.of("a b c d e f a b c d", "a", "b c a b c d e f a b", "c");
        assertThat(translator.translateAll(sentences, Translator.GREEDY))
                .isEqualTo(sentences.stream().map(sentence -> translator.translate(sentence, Translator.GREEDY).getFirst().tokens()).toList());
    }

    /// Adds so much to the logit of a sign that no other is written.
    private static void forEach(TranslateNetwork network, String layer, int sign) {
        var weights = new ArrayList<>(network.model().getLayer(layer).getWeights());
        weights.set(weights.size() - 1, NDArray.generate(DType.FLOAT32, weights.getLast().shape(), i -> i == sign ? 100 : 0));
        network.model().getLayer(layer).setWeights(weights);
    }

    /// By counting: one of two translations is one of its references, and its source has six words.
    @Test
    void exactIsWhatAnyReferenceSays() {
        var tests = List.of(new TranslateData.Scored("", List.of("a", "b", "c", "d", "e", "f"), List.of(List.of("x"), List.of("我", "们", "走", "吧"))),
                new TranslateData.Scored("", List.of("a"), List.of(List.of("你", "们", "去", "吧"))));
        var scores = new TranslateScores(tests, preparation, new TreeMap<>(Map.of(TranslateScores.Way.BEAM, List.of(List.of("我", "们", "走", "吧"), List.of("她")))));
        var printed = new ByteArrayOutputStream();

        scores.print(new Output(new PrintStream(printed, true, StandardCharsets.UTF_8), new PrintStream(OutputStream.nullOutputStream())), 0);

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("  50.0 %").contains("1–5: 0.0  6–8: 100.0  9–12: none  13+: none");
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
    @EnumSource
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
            double[][] looked = reading.attention(List.of(8, 9), 3, 2);
            assertThat(Stream.of(looked).mapToDouble(row -> DoubleStream.of(row).sum()).toArray()).containsExactly(new double[] {1, 1, 1}, within(1e-5));
            // The Transformer has a map for each of its heads.
            var whole = network.model();
            var layer = whole.getLayer(kind == Kind.TRANSFORMER ? SmallTransformer.ATTENTION : "attention").nodes().getFirst().outputs().getLast();
            var maps = Model.of(whole.inputs(), layer).predictOnBatch(NDArray.of(new int[][] {{5, 6, 7}}), NDArray.of(new int[][] {{2, 8, 9}})).getFirst();
            float[][] learned = (kind == Kind.TRANSFORMER ? maps.mean(1) : maps).index(0).toFloats2D();
            for (int place = 0; place < 3; place++) {
                for (int word = 0; word < 3; word++) {
                    assertThat(looked[place][word]).isCloseTo(learned[place][word], within(1e-5));
                }
            }
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
        return TranslateNetwork.create(VOCABULARIES, kind, 2, 0, new Report.Settings(1, 1, 2, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK));
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
