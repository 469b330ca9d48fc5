package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.satellite.ForestChange.Fate;
import org.keras4j.apps.score.Thresholds;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;

class LandCoverTest {
    @TempDir
    Path folder;

    @Test
    void windowsReachBothEnds() {
        assertThat(LandCover.starts(64, 64, 32)).containsExactly(0);
        assertThat(LandCover.starts(128, 64, 32)).containsExactly(0, 32, 64);
        assertThat(LandCover.starts(150, 64, 32)).containsExactly(0, 32, 64, 86);
    }

    /// By a network that says which colour most of a window has. The left half is red above and green below, the right one blue.
    @Test
    void eachSquareHasTheColourOfTheWindowsThatSeeItsMiddle() {
        var picture = new BufferedImage(12, 8, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < 96; at++) {
            picture.setRGB(at % 12, at / 12, at % 12 >= 6 ? 0x0000ff : at < 48 ? 0xff0000 : 0x00ff00);
        }
        var cover = LandCover.of(picture, ofColours(), 2);

        assertThat(cover.cells()).isDeepEqualTo(new int[][] {{0, 0, 0, 2, 2, 2}, {0, 0, 0, 2, 2, 2}, {1, 1, 1, 2, 2, 2}, {1, 1, 1, 2, 2, 2}});
    }

    /// Of squares of three the second begins at 3, where the red window ends, and has its middle at 4, which only a window of one red and three blue columns sees.
    @Test
    void aSquareIsWhatItsMiddleIs() {
        var picture = new BufferedImage(10, 4, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < 40; at++) {
            picture.setRGB(at % 10, at / 10, at % 10 < 4 ? 0xff0000 : 0x0000ff);
        }

        assertThat(LandCover.of(picture, ofColours(), 3).cells()).isDeepEqualTo(new int[][] {{0, 2, 2, 2}, {0, 2, 2, 2}});
    }

    /// Red is forest, which is gone in the right half of the later picture.
    @Test
    void theForestThatIsLostIsThatOfTheEarlierPicture() throws IOException {
        var before = redAndBlue(8, 8, 8);
        var after = redAndBlue(8, 4, 8);
        var run = RunFolder.create(new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, folder, null, null, false, false, false), "satellite");
        var printed = new ByteArrayOutputStream();
        var maps = new Cartographer(ofColours(LandCover.FOREST, "green", "blue"), 2, Origin.REAL,
                new Output(new PrintStream(printed, true, StandardCharsets.UTF_8), new PrintStream(OutputStream.nullOutputStream())), run);

        assertThat(maps.drawChange(Path.of("a.png"), before, after).lostShare()).isEqualTo(0.5);
        assertThat(maps.drawChange(Path.of("b.png"), after, before).share(Fate.GAINED)).isEqualTo(0.5);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Forest lost: 50.0 % of the forest that there was", "Forest lost: 0.0 %");
        maps.draw(Path.of("c.png"), after);
        assertThat(Files.readString(folder.resolve("map-c.csv"))).isEqualTo("Forest,Forest,blue,blue\n".repeat(4));
        // Of more windows than are looked at together: 100 x 100 pixels of 10 m x 10 m are 1 km².
        maps.draw(Path.of("e.png"), redAndBlue(200, 100, 100));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("25.0 %      1.00 km² at 10 m a pixel");
        assertThat(Files.readString(folder.resolve("map-e.csv"))).isEqualTo(("Forest" + ",Forest".repeat(49) + ",blue".repeat(50) + "\n").repeat(50)
                + ("blue" + ",blue".repeat(99) + "\n").repeat(50));
        assertThatThrownBy(() -> maps.drawChange(Path.of("d.png"), before, new BufferedImage(8, 9, BufferedImage.TYPE_INT_RGB)))
                .hasMessageContaining("expected two pictures of one place and size, got 8 × 8 and 8 × 9.");
        assertThatThrownBy(() -> new Cartographer(ofColours(), 5, Origin.REAL, maps.output(), run)).hasMessageStartingWith("--stride: expected 1 to 4,");
    }

    /// A square picture of that size, blue but for a red corner.
    private static BufferedImage redAndBlue(int size, int wide, int high) {
        var picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                picture.setRGB(x, y, x < wide && y < high ? 0xff0000 : 0x0000ff);
            }
        }
        return picture;
    }

    /// By a network that sees the first pixel alone, which of eight views two show as it is.
    @Test
    void classesAreAnsweredByAllViewsAndTagsByOne() {
        var input = Input.shape(4, 4, 3);
        var model = Model.of(input, Dense.of(1).name("first").apply(Flatten.create().apply(input)));
        model.getLayer("first").setWeights(List.of(NDArray.generate(DType.FLOAT32, Shape.of(48, 1), i -> i == 0 ? 1 : 0), NDArray.of(0f)));
        var picture = NDArray.generate(DType.UINT8, Shape.of(1, 4, 4, 3), i -> i == 0 ? 255 : 0);

        assertThat(new Interpreter(model, 4, Task.CLASSES, List.of("a"), Thresholds.same(0.5, 1)).answer(picture)[0][0]).isCloseTo(0.25, within(1e-6));
        assertThat(new Interpreter(model, 4, Task.MOSAICS, List.of("a"), Thresholds.same(0.5, 1)).answer(picture)[0][0]).isCloseTo(1, within(1e-6));
    }

    private static Interpreter ofColours() {
        return ofColours("red", "green", "blue");
    }

    /// Says which colour most of a tile of 4 × 4 has.
    private static Interpreter ofColours(String... names) {
        var input = Input.shape(4, 4, 3);
        var model = Model.of(input, Dense.of(3).activation("softmax").name("colours").apply(GlobalAveragePooling2D.create().apply(input)));
        model.getLayer("colours").setWeights(List.of(NDArray.of(new float[][] {{8, 0, 0}, {0, 8, 0}, {0, 0, 8}}), NDArray.of(0f, 0f, 0f)));
        return new Interpreter(model, 4, Task.CLASSES, List.of(names), Thresholds.same(0.5, 3));
    }

    @Test
    void forestIsLostWhereItWasAndIsNoMore() {
        var classes = List.of("AnnualCrop", "Forest", "River");
        var before = new LandCover(classes, 32, 96, 64, new int[][] {{1, 1, 1}, {1, 0, 2}});
        var after = new LandCover(classes, 32, 96, 64, new int[][] {{1, 1, 0}, {1, 1, 0}});

        var change = ForestChange.between(before, after);

        assertThat(before.share("Forest")).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(Stream.of(Fate.values()).mapToDouble(change::share).toArray()).containsExactly(new double[] {3 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0}, within(1e-12));
        assertThat(change.lostShare()).isCloseTo(0.25, within(1e-12));
        assertThat(ForestChange.between(new LandCover(classes, 32, 32, 32, new int[][] {{0}}), new LandCover(classes, 32, 32, 32, new int[][] {{1}})).lostShare()).isZero();
    }

    /// Of 100 pixels three squares take 32 each, and the last has 4.
    @Test
    void squaresThatAreCutOffCountForWhatTheyHold() {
        var cover = new LandCover(List.of("Forest", "River"), 32, 100, 100, new int[][] {{0, 0, 0, 1}, {0, 0, 0, 1}, {0, 0, 0, 1}, {0, 0, 0, 1}});

        assertThat(cover.share("River")).isCloseTo(0.04, within(1e-12));
        assertThat(cover.pixels()).isEqualTo(10_000);
    }

    /// The sixth square begins at 120, and would have its middle beyond the picture's 128.
    @Test
    void aStrideThatDoesNotDivideTheSceneStaysInIt() {
        var scene = new Scene(new BufferedImage(128, 64, BufferedImage.TYPE_INT_RGB), List.of(List.of("Forest", "River")));

        var cover = new LandCover(List.of("Forest", "River"), 24, 128, 64, new int[][] {{0, 0, 0, 1, 1, 1}, {0, 0, 0, 1, 1, 1}, {0, 0, 0, 1, 1, 1}});

        assertThat(cover.agreement(scene)).isEqualTo(1);
    }

    @Test
    void agreementComparesTheTileUnderTheMiddleOfASquare() {
        var scene = new Scene(new BufferedImage(128, 64, BufferedImage.TYPE_INT_RGB), List.of(List.of("Forest", "River")));

        var cover = new LandCover(List.of("Forest", "River"), 32, 128, 64, new int[][] {{0, 0, 1, 1}, {0, 1, 1, 1}});

        assertThat(cover.agreement(scene)).isCloseTo(7 / 8.0, within(1e-12));
        // The second of squares of 48 begins in the forest, and has its middle at 72, in the river.
        assertThat(new LandCover(List.of("Forest", "River"), 48, 128, 64, new int[][] {{0, 1, 1}, {0, 1, 1}}).agreement(scene)).isEqualTo(1);
    }
}
