package org.keras4j.apps.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.mnist.MnistSource.Part;
import org.keras4j.datasets.DatasetCache;

class MnistSourceTest {
    private static final RunOptions NOTHING_SAID = options(null, false, false);

    @TempDir
    Path folder;

    @Test
    void looksInTheFolderOfTheOptionAlone() throws IOException {
        fill(folder.resolve("environment"), Part.values());
        var data = Files.createDirectory(folder.resolve("data"));

        assertThatThrownBy(() -> choose(options(data, false, false))).isInstanceOf(DataException.class)
                .hasMessage("--data " + data + ": holds no MNIST. Expected train-images-idx3-ubyte, train-labels-idx1-ubyte, "
                        + "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (or .gz), or mnist.npz there.");

        fill(data, Part.values());
        assertThat(choose(options(data, false, false))).isInstanceOfSatisfying(MnistSource.IdxFiles.class,
                files -> assertThat(files.folder()).isEqualTo(data));
    }

    @Test
    void saysThatTheFolderOfTheOptionDoesNotExist() {
        assertThatThrownBy(() -> choose(options(folder.resolve("absent"), false, false))).isInstanceOf(DataException.class)
                .hasMessage("--data " + folder.resolve("absent") + ": there is no such folder.");
    }

    @Test
    void looksInTheEnvironmentsFolderThenInItsMnist() throws IOException {
        var inside = folder.resolve("environment/mnist");
        fill(inside, Part.values());
        assertThat(choose(NOTHING_SAID)).isInstanceOfSatisfying(MnistSource.IdxFiles.class, f -> assertThat(f.folder()).isEqualTo(inside));

        fill(folder.resolve("environment"), Part.values());
        assertThat(choose(NOTHING_SAID)).isInstanceOfSatisfying(MnistSource.IdxFiles.class, f -> assertThat(f.folder()).isEqualTo(inside.getParent()));
    }

    @Test
    void takesGzippedFilesAndOtherSpellingsOfTheirNames() throws IOException {
        var data = Files.createDirectory(folder.resolve("environment"));
        Files.createFile(data.resolve("train-images-idx3-ubyte.gz"));
        Files.createFile(data.resolve("train-labels.idx1-ubyte"));
        Files.createFile(data.resolve("t10k-images-idx3-ubyte"));
        Files.createFile(data.resolve("t10k-labels.idx1-ubyte.gz"));

        assertThat(choose(NOTHING_SAID)).isInstanceOf(MnistSource.IdxFiles.class);
    }

    @Test
    void partOfTheFilesIsAnErrorAndNeverAFallback() throws IOException {
        var data = folder.resolve("environment/mnist");
        fill(data, Part.TRAIN_IMAGES, Part.TEST_IMAGES, Part.TEST_LABELS);

        assertThatThrownBy(() -> choose(NOTHING_SAID)).isInstanceOf(DataException.class)
                .hasMessage(data + ": train-labels-idx1-ubyte is missing, while train-images-idx3-ubyte is there. Complete the four files.");
    }

    @Test
    void takesKerasOwnFile() throws IOException {
        var archive = folder.resolve("keras/mnist.npz");
        Files.createDirectories(archive.getParent());
        Files.createFile(archive);

        assertThat(choose(NOTHING_SAID)).isEqualTo(new MnistSource.Archive(archive));
        // What the user has put somewhere comes before what was once downloaded.
        fill(folder.resolve("environment/mnist"), Part.values());
        assertThat(choose(NOTHING_SAID)).isInstanceOf(MnistSource.IdxFiles.class);
    }

    @Test
    void thenFetchesItUnlessThatIsForbidden() {
        assertThat(choose(NOTHING_SAID)).isEqualTo(new MnistSource.Remote(DatasetCache.MNIST, folder.resolve("keras")));
        assertThat(choose(options(null, true, false))).isEqualTo(new MnistSource.Generated(folder.resolve("environment/mnist")));
    }

    @Test
    void generatesNothingWhereRealDataIsRequired() {
        assertThatThrownBy(() -> choose(options(null, true, true))).isInstanceOf(DataException.class)
                .hasMessageStartingWith("No MNIST was found and --no-download was given. Put train-images-idx3-ubyte, ")
                .hasMessageEndingWith(" into " + folder.resolve("environment/mnist") + ", or leave out --require-data for generated digits.");
    }

    @Test
    void describesItselfInOneLine() {
        assertThat(choose(NOTHING_SAID).describe()).isEqualTo(
                "to be downloaded, 11,490,434 bytes from https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz");
    }

    private MnistSource choose(RunOptions options) {
        return MnistSource.choose(options, new DataPlaces(folder.resolve("environment"), folder.resolve("keras")));
    }

    private static void fill(Path folder, Part... parts) throws IOException {
        Files.createDirectories(folder);
        for (var part : parts) {
            Files.createFile(folder.resolve(part.file()));
        }
    }

    static RunOptions options(@Nullable Path data, boolean noDownload, boolean requireData) {
        return new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, data, noDownload, requireData, false);
    }
}
