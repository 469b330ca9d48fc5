package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.satellite.ForestChange.Fate;
import org.keras4j.apps.score.Thresholds;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Dense;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;

class LandCoverTest {
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

    /// Says which colour most of a tile of 4 × 4 has.
    private static Interpreter ofColours() {
        var input = Input.shape(4, 4, 3);
        var model = Model.of(input, Dense.of(3).activation("softmax").name("colours").apply(GlobalAveragePooling2D.create().apply(input)));
        model.getLayer("colours").setWeights(List.of(NDArray.of(new float[][] {{8, 0, 0}, {0, 8, 0}, {0, 0, 8}}), NDArray.of(0f, 0f, 0f)));
        return new Interpreter(model, 4, Task.CLASSES, List.of("red", "green", "blue"), Thresholds.same(0.5, 3));
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
