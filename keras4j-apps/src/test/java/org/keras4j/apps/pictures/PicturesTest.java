package org.keras4j.apps.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class PicturesTest {
    @TempDir
    Path folder;

    @Test
    void scalesByTheStatisticsOfTheTrainingPicturesAlone() {
        var train = ShapeGenerator.generate(50, 1, 0);
        var scale = PixelScale.of(train);

        var scaled = scale.apply(train.images());

        for (int color = 0; color < 3; color++) {
            var plane = scaled.slice(3, color, color + 1);
            assertThat(plane.mean().item()).isCloseTo(0, within(1e-4));
            assertThat(plane.times(plane).mean().item()).isCloseTo(1, within(1e-3));
        }
        var other = ShapeGenerator.generate(5, 1, 1).images();
        assertThat(scale.apply(other).get(2, 3, 4, 1)).isCloseTo((other.get(2, 3, 4, 1) - scale.mean().get(1)) / scale.sd().get(1), within(1e-5));
    }

    /// Each varied picture is one of the 2 · 9 · 9 that mirrors and moves allow, and nothing comes in from outside but the mean colour.
    @Test
    void mirrorsAndMovesWithoutInventing() {
        var images = NDArray.generate(DType.UINT8, PixelScale.batch(40), i -> i / 3 % 32);          // the column, in all colours
        var table = new float[3][256];
        for (var row : table) {
            Arrays.setAll(new int[256], v -> { row[v] = v + 1; return v; });
        }

        var varied = Variation.varied(images, table, 7);

        var seen = new HashSet<List<Integer>>();
        for (int i = 0; i < 40; i++) {
            int picture = i;
            int row = IntStream.range(0, 32).filter(r -> varied.get(picture, r, 16, 0) != 0).findFirst().orElseThrow();
            var columns = IntStream.range(0, 32).map(c -> (int) varied.get(picture, row, c, 0)).boxed().toList();
            int middle = columns.get(16);
            int step = columns.get(17) - middle;
            assertThat(Math.abs(step)).isEqualTo(1);
            int right = step == 1 ? 17 - middle : middle - 16;
            assertThat(Math.abs(right)).isLessThanOrEqualTo(4);
            for (int c = 0; c < 32; c++) {
                int from = c - right;
                assertThat(columns.get(c)).isEqualTo(from < 0 || from > 31 ? 0 : step == 1 ? from + 1 : 32 - from);
            }
            seen.add(List.of(step, right));
        }
        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(Variation.varied(images, table, 7)).isEqualTo(varied);
        assertThat(Variation.varied(images, table, 8)).isNotEqualTo(varied);
    }

    @Test
    void mirrorsLeftAndRight() {
        var images = ShapeGenerator.generate(2, 1, 0).images().cast(DType.FLOAT32);
        var mirrored = Variation.mirrored(images);
        assertThat(mirrored.get(1, 4, 0, 2)).isEqualTo(images.get(1, 4, 31, 2));
        assertThat(Variation.mirrored(mirrored)).isEqualTo(images);
    }

    @Test
    void generatedPicturesTellTheirClassByShapeOnly() {
        var pictures = ShapeGenerator.generate(4000, 3, 0);
        assertThat(ShapeGenerator.generate(4000, 3, 0).images()).isEqualTo(pictures.images());
        var means = new double[10];
        var counts = new int[10];
        for (int i = 0; i < 4000; i++) {
            means[pictures.truth()[i]] += pictures.images().index(i).mean().item();
            counts[pictures.truth()[i]]++;
        }
        for (int c = 0; c < 10; c++) {
            assertThat(counts[c]).isBetween(300, 500);
            assertThat(means[c] / counts[c]).isCloseTo(127.5, within(10.0));
        }
    }

    @Test
    void readsAFolderForEachClass() throws IOException {
        for (var name : List.of("red", "green")) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 10; i++) {
                int color = name.equals("red") ? 0 : 1;
                ImageFiles.savePng(NDArray.generate(DType.UINT8, Shape.of(50, 70, 3), at -> at % 3 == color ? 200 : 30), folder.resolve(name).resolve(i + ".png"));
            }
        }

        var data = load(folder);

        assertThat(data.classes()).containsExactly("green", "red");
        assertThat(data.train().count()).isEqualTo(16);
        assertThat(data.test().count()).isEqualTo(4);
        assertThat(data.test().images().get(0, 9, 9, data.test().truth()[0] == 1 ? 0 : 1)).isEqualTo(200);
        assertThat(data.description().origin()).isEqualTo(Origin.REAL);
        Files.writeString(folder.resolve("red/broken.png"), "no picture");
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("red/broken.png") + ": is no picture that Java reads. Use PNG, JPEG, GIF, BMP or TIFF.");
    }

    @Test
    void refusesFoldersThatMakeNoTask() throws IOException {
        picture("a/1.png");
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class).hasMessage(folder + ": expected folders of two classes or more, got [a].");
        picture("b/1.png");
        for (int i = 2; i <= 6; i++) {
            picture("a/" + i + ".png");
        }
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class).hasMessage(folder
                + ": expected at least 5 pictures of each class, got 6 of a, 1 of b. Add some, or take the folder of a class away.");
        Files.createDirectory(folder.resolve("c"));
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class).hasMessage(folder
                + ": expected pictures in the folder of each class, got none in c. Add some, or take the folder away.");
    }

    /// A point, and a long strip, as whole pictures.
    @Test
    void readsPicturesOfAnySize() throws IOException {
        for (var name : List.of("a", "b")) {
            for (int i = 0; i < 5; i++) {
                picture(name + "/" + i + ".png");
            }
            Files.createDirectories(folder.resolve(name));
            ImageFiles.savePng(NDArray.full(DType.UINT8, Shape.of(1, 1, 3), 77), folder.resolve(name + "/point.png"));
            ImageFiles.savePng(NDArray.full(DType.UINT8, Shape.of(10, 5000, 3), 77), folder.resolve(name + "/strip.png"));
        }
        var data = load(folder);
        var all = NDArray.concat(0, List.of(data.train().images(), data.test().images()));
        assertThat(all.shape()).isEqualTo(Shape.of(14, 32, 32, 3));
        // By construction: four pictures have one shade all over.
        assertThat(IntStream.range(0, 14).filter(i -> all.index(i).equals(NDArray.full(DType.UINT8, Shape.of(32, 32, 3), 77))).count()).isEqualTo(4);
    }

    private void picture(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        ImageFiles.savePng(NDArray.full(DType.UINT8, Shape.of(40, 40, 3), 200), folder.resolve(name));
    }

    @Test
    void makesPicturesUpWhenThereAreNone() {
        var options = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, null, true, false, true);
        var places = new DataPlaces(null, folder);
        var said = new ByteArrayOutputStream();

        var data = PictureData.load(options, places, 100, new Output(new PrintStream(said), new PrintStream(OutputStream.nullOutputStream())));

        assertThat(said.toString()).startsWith("SYNTHETIC DATA (expected data_batch_1.bin … data_batch_5.bin and test_batch.bin, or train_10000.bin and test_1000.bin in ");
        assertThat(data.description().origin()).isEqualTo(Origin.SYNTHETIC);
        assertThat(data.train().count()).isEqualTo(100);
        var required = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, null, true, true, true);
        assertThatThrownBy(() -> PictureSource.choose(required, places)).isInstanceOf(DataException.class).hasMessageStartingWith("No pictures were found.");
        var fetching = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, null, false, false, true);
        assertThat(PictureSource.choose(fetching, places).describe()).isEqualTo("CIFAR-10, to be downloaded (170 MB) into " + folder);
    }

    @Test
    void refusesHalfOfADataSet() throws IOException {
        Files.write(folder.resolve("train_10000.bin"), new byte[3073]);
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class)
                .hasMessage(folder + ": test_1000.bin is missing, while train_10000.bin is there. Complete the files.");
        Files.write(folder.resolve("test_1000.bin"), new byte[3072]);
        assertThatThrownBy(() -> load(folder)).isInstanceOf(DataException.class).hasMessageContaining("test_1000.bin: expected records of 3,073 bytes");
    }

    @Test
    void risesInTheFirstFifthAndFallsToNothing() {
        var settings = new Report.Settings(0, 10, 64, 2e-3, RunOptions.Precision.FLOAT32, 2, RunOptions.Preset.QUICK);
        var rate = PictureTraining.rate(settings, 50);
        assertThat(rate.rate(0)).isCloseTo(2e-4, within(1e-9));
        assertThat(rate.rate(100)).isCloseTo(2e-3, within(1e-9));
        assertThat(rate.rate(300)).isCloseTo(1e-3, within(1e-5));
        assertThat(rate.rate(500)).isLessThan(3e-6);
        var paper = PictureTraining.rate(new Report.Settings(0, 200, 32, 1e-3, RunOptions.Precision.FLOAT32, 2, RunOptions.Preset.PAPER), 10);
        assertThat(List.of(799L, 801L, 1201L, 1601L, 1801L).stream().map(step -> paper.rate((long) step)).map(r -> Math.round(r * 1e7) / 1e7).toList())
                .containsExactly(1e-3, 1e-4, 1e-5, 1e-6, 5e-7);
    }

    private static PictureData load(Path data) {
        var options = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, data, true, false, true);
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        return PictureData.load(options, new DataPlaces(null, data), null, new Output(nowhere, nowhere));
    }

    @Test
    void whatHoldsNoPictureIsSaidWithItsName() throws IOException {
        var text = Files.writeString(folder.resolve("text.png"), "no picture");
        // What Java's reader of BMP takes for a picture of a negative size.
        var broken = Files.write(folder.resolve("broken.bmp"), ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) 'B').put(1, (byte) 'M')
                .putInt(10, 54).putInt(14, 40).putInt(18, -5).putInt(22, -5).putShort(26, (short) 1).putShort(28, (short) 24).array());
        for (var file : List.of(text, broken, folder, folder.resolve("absent.png"))) {
            assertThatThrownBy(() -> PictureFiles.read(file)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(file + ": ");
            assertThatThrownBy(() -> PictureData.picture(file)).hasMessageStartingWith(file + ": ");
        }
        var whole = folder.resolve("whole.png");
        ImageFiles.savePng(NDArray.full(DType.UINT8, Shape.of(3, 5, 3), 9), whole);
        assertThat(PictureFiles.read(whole).getWidth()).isEqualTo(5);
        assertThat(PictureFiles.isPicture(Path.of("a.JPG"))).isTrue();
        assertThat(PictureFiles.isPicture(Path.of("png"))).isFalse();
    }
}
