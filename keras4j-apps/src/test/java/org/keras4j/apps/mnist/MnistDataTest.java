package org.keras4j.apps.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.engine.tensor.Shape;

class MnistDataTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theLastTwelfthOfTheTrainingFilesValidates() throws IOException {
        files(24, 24, 3, 3);

        var data = load(folder);

        assertThat(data.train().count()).isEqualTo(22);
        assertThat(data.validation().count()).isEqualTo(2);
        assertThat(data.test().count()).isEqualTo(3);
        assertThat(data.validation().labels().toIntArray()).containsExactly(22 % 10, 23 % 10);
        assertThat(data.description().origin()).isEqualTo(Origin.REAL);
        assertThat(printed.toString()).contains(folder.toString(), "train-images-idx3-ubyte  SHA-256 ", "train           22  0: 3  1: 3  2: 2  3: 2", "licence:");
    }

    @Test
    void everyImageNeedsALabel() throws IOException {
        files(24, 23, 3, 3);

        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("train-labels-idx1-ubyte") + ": expected a label for each of the 24 images in train-images-idx3-ubyte, got 23.");
    }

    @Test
    void namesTheByteThatIsWrongInAFile() throws IOException {
        files(24, 24, 3, 3);
        var images = folder.resolve("t10k-images-idx3-ubyte");
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 1000));

        refused(images + ": byte 1,000: the file ends after 1 of 3 images.");
    }

    @Test
    void readsKerasArchive() {
        Npz.write(folder.resolve("mnist.npz"), archive());

        var data = load(folder);

        assertThat(data.train().count() + data.validation().count()).isEqualTo(24);
        assertThat(data.test().labels().toIntArray()).containsExactly(3, 4);
        assertThat(data.test().labels().dtype()).isEqualTo(DType.UINT8);
    }

    @Test
    void namesWhatIsWrongInAnArchive() throws IOException {
        var file = folder.resolve("mnist.npz");

        var incomplete = archive();
        incomplete.remove("y_test");
        Npz.write(file, incomplete);
        refused(file + ": expected the array y_test, got [");

        var otherSize = archive();
        otherSize.put("x_test", NDArray.zeros(DType.UINT8, Shape.of(2, 32, 32)));
        Npz.write(file, otherSize);
        refused(file + " > x_test: expected uint8[count, 28, 28], got uint8[2, 32, 32].");

        var otherClass = archive();
        otherClass.put("y_test", NDArray.of(3L, 11L));
        Npz.write(file, otherClass);
        refused(file + " > y_test: sample 1: expected a class from 0 to 9, got 11.0.");

        Files.writeString(file, "no archive");
        refused(file.toString());

        Npz.write(file, archive());
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
        refused(file.toString());
    }

    @Test
    void generatedDigitsComeWithABanner() {
        var data = load(null);

        assertThat(data.description().origin()).isEqualTo(Origin.SYNTHETIC);
        assertThat(data.train().count()).isEqualTo(55_000);
        assertThat(data.validation().count()).isEqualTo(5_000);
        assertThat(data.test().count()).isEqualTo(10_000);
        assertThat(printed.toString()).startsWith("SYNTHETIC DATA (expected train-images-idx3-ubyte, ");
    }

    @Test
    void readsTheRealMnist() {
        String root = System.getenv("KERAS4J_DATA");
        assumeTrue(root != null && Files.isDirectory(Path.of(root, "mnist")), "KERAS4J_DATA names no folder with mnist");

        var data = load(Path.of(root));

        assertThat(data.train().count()).isEqualTo(55_000);
        assertThat(data.test().count()).isEqualTo(10_000);
        // The first labels, as every tutorial shows them.
        assertThat(data.train().labels().rows(0, 5).toIntArray()).containsExactly(5, 0, 4, 1, 9);
        assertThat(data.test().labels().rows(0, 5).toIntArray()).containsExactly(7, 2, 1, 0, 4);
        // Mean of the 60,000 training images is 33.318 (0.1307 · 255); of the first 55,000 a little else.
        assertThat(data.train().images().mean().item()).isBetween(33.2, 33.4);
    }

    private MnistData load(@Nullable Path data) {
        var output = new Output(new PrintStream(printed), new PrintStream(OutputStream.nullOutputStream()));
        RunOptions options = MnistSourceTest.options(data, true, false);
        return MnistData.load(options, new DataPlaces(null, folder.resolve("keras")), null, output, () -> false);
    }

    private void refused(String start) {
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class).hasMessageStartingWith(start);
    }

    private void files(int trainImages, int trainLabels, int testImages, int testLabels) throws IOException {
        MnistApplicationTest.write(folder, "train", digits(trainImages, trainLabels));
        MnistApplicationTest.write(folder, "t10k", digits(testImages, testLabels));
    }

    private static LabelledImages digits(int images, int labels) {
        return new LabelledImages(NDArray.zeros(DType.UINT8, Shape.of(images, 28, 28)), NDArray.generate(DType.UINT8, Shape.of(labels), i -> i % 10));
    }

    private static Map<String, NDArray> archive() {
        var arrays = new LinkedHashMap<String, NDArray>();
        arrays.put("x_train", NDArray.generate(DType.UINT8, Shape.of(24, 28, 28), i -> i % 256));
        arrays.put("y_train", NDArray.generate(DType.UINT8, Shape.of(24), i -> i % 10));
        arrays.put("x_test", NDArray.zeros(DType.UINT8, Shape.of(2, 28, 28)));
        arrays.put("y_test", NDArray.of(3L, 4L));
        return arrays;
    }
}
