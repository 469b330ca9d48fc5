package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.satellite.ForestChange.Fate;

class LandCoverTest {
    @Test
    void windowsReachBothEnds() {
        assertThat(LandCover.starts(64, 64, 32)).containsExactly(0);
        assertThat(LandCover.starts(128, 64, 32)).containsExactly(0, 32, 64);
        assertThat(LandCover.starts(150, 64, 32)).containsExactly(0, 32, 64, 86);
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
    }
}
