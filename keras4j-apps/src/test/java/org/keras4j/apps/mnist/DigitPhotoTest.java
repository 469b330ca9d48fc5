package org.keras4j.apps.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class DigitPhotoTest {
    @TempDir
    Path folder;

    @Test
    void aPenOnPaperBecomesWhiteOnBlackInTheMiddle() {
        var seen = DigitPhoto.prepared(seven(640, 480, Color.WHITE, new Color(30, 30, 80), 40)).orElseThrow();

        assertThat(seen.shape()).isEqualTo(Shape.of(28, 28));
        assertThat(seen.get(0, 0)).isZero();
        assertThat(seen.max().item()).isEqualTo(255);
        assertThat(extent(seen, 0)).isEqualTo(20);                          // the longer side fills MNIST's box
        assertThat(centre(seen, 0)).isCloseTo(14, offset(0.6));             // half a pixel of rounding and a little
        assertThat(centre(seen, 1)).isCloseTo(14, offset(0.6));
    }

    /// MNIST's digits are white at their core, however thin the pen was.
    @Test
    void aThinPenIsAsWhite() {
        assertThat(DigitPhoto.prepared(seven(400, 400, Color.WHITE, Color.BLACK, 4)).orElseThrow().max().item()).isEqualTo(255);
    }

    @Test
    void chalkOnABlackboardLooksTheSame() {
        var dark = DigitPhoto.prepared(seven(640, 480, Color.WHITE, Color.BLACK, 40)).orElseThrow();
        var light = DigitPhoto.prepared(seven(640, 480, Color.BLACK, Color.WHITE, 40)).orElseThrow();

        assertThat(distance(dark, light)).isLessThan(1);
    }

    @Test
    void theSizeOfThePictureAndThePlaceInItDoNotMatter() {
        var small = DigitPhoto.prepared(seven(280, 280, Color.WHITE, Color.BLACK, 30)).orElseThrow();
        var large = DigitPhoto.prepared(seven(2240, 2240, Color.WHITE, Color.BLACK, 240)).orElseThrow();

        assertThat(distance(small, large)).isLessThan(6);
    }

    @Test
    void dirtIsNotPartOfTheDigit() {
        var clean = seven(400, 400, Color.WHITE, Color.BLACK, 40);
        var dirty = seven(400, 400, Color.WHITE, Color.BLACK, 40);
        var g = dirty.createGraphics();
        g.setColor(Color.BLACK);
        g.fillRect(380, 380, 6, 6);
        g.fillRect(10, 200, 4, 4);

        assertThat(distance(DigitPhoto.prepared(clean).orElseThrow(), DigitPhoto.prepared(dirty).orElseThrow())).isLessThan(1);
    }

    @Test
    void transparencyCountsAsPaper() {
        var picture = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
        var g = picture.createGraphics();
        g.setColor(Color.BLACK);
        g.fillRect(45, 20, 10, 60);

        var seen = DigitPhoto.prepared(picture).orElseThrow();

        assertThat(seen.get(0, 0)).isZero();
        assertThat(seen.get(14, 14)).isEqualTo(255);
    }

    @Test
    void aDigitOfTheTrainingDataStaysNearlyAsItIs() {
        // Drawn without the generator's specks by hand: a bar in MNIST's own box.
        var picture = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(12, 4, 4, 20);

        var seen = DigitPhoto.prepared(picture).orElseThrow();

        assertThat(distance(seen, NDArray.of(picture).slice(2, 0, 1).reshape(28, 28))).isZero();
    }

    @Test
    void anEmptyPageIsSaidToBeOne() throws IOException {
        var file = folder.resolve("empty.png");
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

        assertThatThrownBy(() -> DigitPhoto.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": shows no digit: it has one colour only.");
    }

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("notes.txt"), "seven");

        assertThatThrownBy(() -> DigitPhoto.read(file)).hasMessageStartingWith(file + ": is no picture that Java reads.");
        assertThatThrownBy(() -> DigitPhoto.read(folder.resolve("absent.png"))).hasMessageEndingWith("absent.png: there is no such file.");
    }

    @Test
    void aSinglePixelIsAPicture() {
        assertThat(DigitPhoto.prepared(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB))).isEmpty();
    }

    /// A seven in the upper left part of the picture.
    private static BufferedImage seven(int width, int height, Color paper, Color ink, float pen) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(paper);
        g.fillRect(0, 0, width, height);
        g.setColor(ink);
        g.setStroke(new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        int s = Math.min(width, height);
        g.drawPolyline(new int[] {s / 5, s / 2, s / 3}, new int[] {s / 5, s / 5, 4 * s / 5}, 3);
        return picture;
    }

    private static int extent(NDArray image, int axis) {
        var along = IntStream.range(0, 28).filter(i -> image.slice(axis, i, i + 1).max().item() > 0).summaryStatistics();
        return along.getMax() - along.getMin() + 1;
    }

    private static double centre(NDArray image, int axis) {
        double mass = image.sum().item();
        return IntStream.range(0, 28).mapToDouble(i -> (i + 0.5) * image.slice(axis, i, i + 1).sum().item()).sum() / mass;
    }

    private static double distance(NDArray a, NDArray b) {
        return IntStream.range(0, 784).mapToDouble(i -> Math.abs(a.at(i) - b.at(i))).average().orElseThrow();
    }
}
