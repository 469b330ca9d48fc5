package org.keras4j.apps.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Trial;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.pictures.Design;

class ZooApplicationTest {
    @TempDir
    Path folder;

    @Test
    @EnabledIfEnvironmentVariable(named = "KERAS4J_DATA", matches = ".+", disabledReason = "CIFAR-10 and the reviews are not ours to hand on: set KERAS4J_DATA to the folder that holds cifar10 and text")
    void comparesNetworksOnRealPicturesAndSentences() throws IOException {
        var data = Path.of(System.getenv("KERAS4J_DATA"));
        var trial = trial("run", data);
        trial.run(Verb.TRAIN, new ZooApplication.Own("lenet5,mlp, textcnn", 3000), 3, null, () -> false);

        var report = trial.report();
        // The most frequent class has 0.112 of the test pictures; half of the sentences are for.
        assertThat(report.at("/metrics/lenet5_test_accuracy").asDouble()).isGreaterThan(0.2);
        assertThat(report.at("/metrics/textcnn_test_accuracy").asDouble()).isGreaterThan(0.65);
        // scikit-learn's TF-IDF and regression reach 0.779 on a tenth of these sentences, ± 0.025.
        assertThat(report.at("/metrics/baseline_tfidf_accuracy").asDouble()).isBetween(0.74, 0.81);
        var loss = report.at("/history/lenet5_loss");
        assertThat(loss.get(2).asDouble()).isLessThan(loss.get(0).asDouble());
        assertThat(trial.printed()).contains("Pictures: a network ranks above another", "Sentences: a network", "62,006", "689,730", "TF-IDF of words and pairs");
        assertThat(trial.file("pictures.csv").lines()).hasSize(3);
        assertThat(folder.resolve("run/pictures.svg")).exists();
        assertThat(folder.resolve("run/sentences.svg")).exists();

        var predicted = trial("run", folder.resolve("nowhere"));
        predicted.run(Verb.PREDICT, 1, null, folder.resolve("run/samples/01-ship.png").toString(), "A wonderful, moving film!");
        assertThat(predicted.printed().lines()).hasSize(3);
        assertThat(predicted.printed()).contains("01-ship.png: lenet5: ", "01-ship.png: mlp: ", "'A wonderful, moving film!': textcnn: for (");
        var demo = trial("run", folder.resolve("nowhere"));
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("00-cat.png: lenet5: ", "'the plot is endless and the humour is stale .': textcnn: against (");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "KERAS4J_DATA", matches = ".+", disabledReason = "needs the folder that holds mnist")
    void learnsDigitsToo() throws IOException {
        var trial = trial("run", Path.of(System.getenv("KERAS4J_DATA")));
        trial.run(Verb.TRAIN, new ZooApplication.Own("lenet5-mnist", 6000), 1, null, () -> false);

        var report = trial.report();
        // Guessing reaches 0.1; scikit-learn's logistic regression on the same 6,000 digits 0.897 (C = 1) to 0.906 (C = 0.05).
        assertThat(report.at("/metrics/lenet5_mnist_test_accuracy").asDouble()).isGreaterThan(0.87);
        assertThat(report.at("/metrics/baseline_linear_digits_accuracy").asDouble()).isBetween(0.89, 0.915);
        assertThat(trial.printed()).contains("Digits: a network ranks above another", "61,706");
        assertThat(trial.file("digits.csv").lines()).hasSize(2);

        var nowhere = folder.resolve("nowhere");
        var predicted = trial("run", nowhere);
        predicted.run(Verb.PREDICT, 1, null, folder.resolve("run/digits").toString());
        // The first ten test digits of MNIST, and their order.
        assertThat(predicted.printed().lines().map(line -> line.replaceAll(".*/(.*): lenet5-mnist: .*", "$1"))).containsExactly(
                "00-7.png", "01-2.png", "02-1.png", "03-0.png", "04-4.png", "05-1.png", "06-4.png", "07-9.png", "08-5.png", "09-9.png");
        assertThat(predicted.printed()).contains("00-7.png: lenet5-mnist: 7 (");
        var demo = trial("run", nowhere);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("03-0.png: lenet5-mnist: 0 (");
        var evaluated = trial("run", Path.of(System.getenv("KERAS4J_DATA")));
        evaluated.run(Verb.EVALUATE, 1, null);
        assertThat(evaluated.printed()).contains(String.format(Locale.ROOT, "%6.2f %%", 100 * report.at("/metrics/lenet5_mnist_test_accuracy").asDouble()));
    }

    @Test
    void refusesUnknownNetworks() {
        assertThatThrownBy(() -> new ZooApplication.Own("mlp,lenet6", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--networks: expected some of mlp, lenet5, ").hasMessageEndingWith("got 'lenet6'.");
    }

    @Test
    void namesAllNetworksInItsHelp() {
        assertThat(ZooApplication.NAMES.split(", ")).containsExactly(
                Stream.of(PictureNetworks.ALL, TextNetworks.ALL, PictureNetworks.DIGITS).flatMap(List::stream).map(Design::name).toArray(String[]::new));
    }

    /// A network that is trained alone is the one that it is among others: from this a row of docs/results.md may be measured piece by piece.
    @Test
    void aNetworkKnowsNothingOfTheOthers() throws IOException {
        var alone = trial("alone", null);
        alone.run(Verb.TRAIN, new ZooApplication.Own("lenet5", 128), 1, null, () -> false);
        var among = trial("among", null);
        among.run(Verb.TRAIN, new ZooApplication.Own("mlp,lenet5", 128), 1, null, () -> false);

        assertThat(alone.report().at("/history/lenet5_loss"))
                .isEqualTo(among.report().at("/history/lenet5_loss"));
    }

    @Test
    void aSentenceIsOnOneSideOnly() {
        var judged = IntStream.range(0, 200).mapToObj(i -> new Sentences.Sentence(i % 2, "sentence number " + i % 50));
        var both = Stream.of(new Sentences.Sentence(0, "so so"), new Sentences.Sentence(1, "So so"));
        var sentences = Stream.concat(judged, both).toList();
        var data = Sentences.of(sentences, 1, new DataDescription("", "", Origin.REAL, List.of(), List.of(), ""));

        assertThat(data.train().count() + data.validation().count() + data.test().count()).isEqualTo(50);
        assertThat(data.train().texts()).doesNotContainAnyElementsOf(data.test().texts()).doesNotContainAnyElementsOf(data.validation().texts());
        assertThat(data.test().count()).isEqualTo(5);
    }

    /// By the seed of the later call another tenth would test, most of which the run has read: judged by chance, but known by heart.
    @Test
    void evaluatesWhatTheRunHeldOut() throws IOException {
        var random = new SplittableRandom(4);
        var lines = IntStream.range(0, 400).mapToObj(i -> random.nextInt(2) + "\tword" + i + " other" + i * 7 % 400).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("rt_polarity.tsv"), "label\ttext\n" + lines + "\n");
        var trial = trial("run", folder);
        trial.run(Verb.TRAIN, new ZooApplication.Own("textcnn", null), 20, null, 7, () -> false);
        var report = trial.report();
        double accuracy = report.at("/metrics/textcnn_test_accuracy").asDouble();
        assertThat(report.at("/options/sentencesEpochs").asInt()).isEqualTo(20);
        assertThat(report.at("/options/sentencesBatchSize").asInt()).isEqualTo(50);
        assertThat(report.at("/options/sentencesLearningRate").asDouble()).isEqualTo(1e-3);

        var evaluated = trial("run", folder);
        evaluated.run(Verb.EVALUATE, 1, null);

        assertThat(report.at("/options/networks").asString()).isEqualTo("textcnn");
        assertThatThrownBy(() -> trial("run", folder).run(Verb.DEMO, new ZooApplication.Own("bilstm", null), 1, null, () -> false))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("--networks bilstm: expected networks of the run in " + folder.resolve("run")
                        + ", which has none of these.");
        assertThatThrownBy(() -> trial("run", folder).run(Verb.PREDICT, 1, null, "photo.jpg")).isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.resolve("run") + ": holds no network of pictures");
        assertThat(accuracy).isLessThan(0.8);
        assertThat(evaluated.printed()).contains(String.format(Locale.ROOT, "%6.2f %%", 100 * accuracy));
    }

    @Test
    void namesTheLineThatIsNoSentence() throws IOException {
        Files.writeString(folder.resolve("rt_polarity.tsv"), "label\ttext\n1\tgood\n2\tbad\n");
        assertThatThrownBy(this::sentences).isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("rt_polarity.tsv") + ": line 3: expected 0 or 1, a tab and a sentence, got '2\tbad'.");
    }

    /// All of them, behind the line with the names of the columns.
    @Test
    void readsEverySentence() throws IOException {
        var lines = IntStream.range(0, 20).mapToObj(i -> i % 2 + "\tsentence " + i + "\n").collect(Collectors.joining());
        Files.writeString(folder.resolve("rt_polarity.tsv"), "label\ttext\n" + lines);

        var data = sentences();

        assertThat(Stream.of(data.train(), data.validation(), data.test()).flatMap(part -> part.texts().stream()))
                .containsExactlyInAnyOrder(IntStream.range(0, 20).mapToObj(i -> "sentence " + i).toArray(String[]::new));
        assertThat(IntStream.of(data.train().labels()).sum() + IntStream.of(data.validation().labels()).sum() + IntStream.of(data.test().labels()).sum()).isEqualTo(10);
    }

    private Sentences sentences() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var options = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, folder, true, false, true);
        return Sentences.load(options, new DataPlaces(null, folder), new Output(nowhere, nowhere));
    }

    @Test
    void writesSentencesAsTheReviewsAre() {
        assertThat(Sentences.normal("It's GREAT, really!")).isEqualTo("it's great , really !");
    }

    private Trial trial(String run, @Nullable Path data) {
        return Trial.of(new ZooApplication(), folder.resolve(run), data);
    }
}
