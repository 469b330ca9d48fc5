package org.keras4j.apps.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;

class MnistApplicationTest {
    @TempDir
    Path folder;

    @Test
    void learnsDigitsAndReadsThoseOfTheUser() throws IOException {
        var test = idx(2400, 200);
        var trial = trial();

        trial.run(Verb.TRAIN, 3, null);

        var report = trial.report();
        // Guessing reaches 0.1; a linear model of as many images 0.8.
        assertThat(report.at("/metrics/test_accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(report.at("/parameters").asInt()).isEqualTo(1_087_106);
        assertThat(report.at("/history/val_accuracy").size()).isEqualTo(3);
        assertThat(report.at("/synthetic").asBoolean()).isFalse();
        assertThat(report.at("/images_per_second").asDouble()).isPositive();
        assertThat(trial.file("history.csv")).startsWith("epoch,accuracy,loss,val_accuracy,val_loss\n1,");
        for (var plot : List.of("curves", "confusion", "samples", "grad-cam", "map", "filters", "mistakes")) {
            assertThat(folder.resolve("run").resolve(plot + ".svg")).exists();
        }
        assertThat(trial.printed()).contains("Trained 3 epochs of 2,200 images", "Test accuracy, with 95 % intervals", "always the most frequent digit", "Written to ");

        var again = trial();
        again.run(Verb.EVALUATE, 1, null);
        String accuracy = String.format(Locale.ROOT, "this network  %s%.2f %%", " ".repeat(20), 100 * report.at("/metrics/test_accuracy").asDouble());
        assertThat(again.printed().replaceAll(" +", " ")).contains(accuracy.replaceAll(" +", " "));

        var picture = picture(test);
        var predicted = trial();
        predicted.run(Verb.PREDICT, 1, null, picture.toString(), picture.getParent().toString());
        assertThat(predicted.printed().lines()).hasSize(2).allMatch(line -> line.startsWith(picture + ": ") && line.contains(" %), "));
        assertThat(predicted.progress().toString()).contains("as the network sees it", "@");
        var broken = Files.writeString(picture.resolveSibling("broken.png"), "no picture");
        var most = trial();
        assertThatThrownBy(() -> most.run(Verb.PREDICT, 1, null, picture.getParent().toString())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mnist predict: 1 has no answer; what is wrong with it stands above.");
        assertThat(most.printed().lines()).hasSize(1).allMatch(line -> line.startsWith(picture + ": "));
        assertThat(most.progress().toString()).startsWith(broken + ": is no picture that Java reads.");

        var demo = trial();
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("Test image 0 is a ", "; the network says ");
    }

    /// Whatever the seed of the later call: else the scores would be of other digits than those that the report tells of.
    @Test
    void generatedDigitsThatTestAreThoseOfTheRun() throws IOException {
        var run = Files.createDirectories(folder.resolve("run"));
        MnistNetwork.layers(1e-3).save(run.resolve(MnistNetwork.FILE));
        Files.writeString(run.resolve("report.json"), "{\"seed\": 7, \"synthetic\": true}");
        var trial = Trial.of(new MnistApplication(), run, null);

        trial.run(Verb.EVALUATE, new MnistApplication.Own(null), 1, null, 8, () -> false);

        assertThat(trial.printed()).contains("drawn by Keras4J with seed 7", "this network");
    }

    @Test
    void stopsOnRequestWithItsFilesWritten() throws IOException {
        idx(2400, 50);
        var asked = new AtomicInteger();
        var trial = trial();

        trial.run(Verb.TRAIN, new MnistApplication.Own(null), 1000, null, () -> asked.incrementAndGet() > 5);

        var report = trial.report();
        assertThat(report.at("/end").asString()).isEqualTo("stopped");
        assertThat(report.at("/history/loss").size()).isEqualTo(1);
        assertThat(folder.resolve("run/model.keras")).exists();
    }

    @Test
    void anInterruptedRunGoesOn() throws IOException {
        idx(700, 50);

        trial().assertGoesOn(new MnistApplication.Own(null), 2, List.of("model.keras"), 0.7);
    }

    @Test
    void reportsALossThatIsNoNumber() throws IOException {
        idx(240, 20);

        assertThatThrownBy(() -> trial().run(Verb.TRAIN, 3, 1e10)).isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("The loss is not a number since step \\d+\\. Try a smaller --learning-rate\\.");
    }

    @Test
    void refusesWeightsOfAnotherNetwork() throws IOException {
        idx(240, 20);
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/model.keras"), "no archive");

        assertThatThrownBy(() -> trial().run(Verb.EVALUATE, 1, null)).isInstanceOf(DataException.class).hasMessageContaining("model.keras");
        Files.delete(folder.resolve("run/model.keras"));
        assertThatThrownBy(() -> trial().run(Verb.PREDICT, 1, null, "a.png")).isInstanceOf(DataException.class)
                .hasMessage("--run " + folder.resolve("run") + ": expected the folder of a finished run of mnist, which holds model.keras.");
    }

    @Test
    void refusesWordsThatItDoesNotNeed() {
        assertThatThrownBy(() -> trial().run(Verb.TRAIN, 1, null, "epochs=3")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mnist train: expected no further words, got 'epochs=3'. Did you mean an option?");
    }

    private Trial trial() {
        return Trial.of(new MnistApplication(), folder.resolve("run"), folder.resolve("data"));
    }

    /// Generated digits as a folder of files; answers the test images.
    private LabelledImages idx(int train, int test) throws IOException {
        var data = Files.createDirectories(folder.resolve("data"));
        var trainImages = DigitGenerator.generate(train, 0, 0);
        var testImages = DigitGenerator.generate(test, 0, 1);
        write(data, "train", trainImages);
        write(data, "t10k", testImages);
        return testImages;
    }

    static void write(Path data, String name, LabelledImages images) throws IOException {
        int count = images.count();
        int labels = Math.toIntExact(images.labels().size(0));
        Files.write(data.resolve(name + "-images-idx3-ubyte"), ByteBuffer.allocate(16 + 784 * count)
                .putInt(2051).putInt(count).putInt(28).putInt(28).put(images.images().toByteArray()).array());
        Files.write(data.resolve(name + "-labels-idx1-ubyte"), ByteBuffer.allocate(8 + labels)
                .putInt(2049).putInt(labels).put(images.labels().toByteArray()).array());
    }

    private Path picture(LabelledImages images) throws IOException {
        var picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, 28, 28, images.images().index(0).toIntArray());
        var file = Files.createDirectories(folder.resolve("pictures")).resolve("digit.png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
