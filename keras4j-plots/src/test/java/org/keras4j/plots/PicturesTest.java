package org.keras4j.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.ImageGrid.Caption;

/// Plots that are made of pictures: grids of them, heat over them, maps.
class PicturesTest extends SavedPlot {
    @Test
    void gridPaintsBytesAndFloatsAlikeAndMarksMistakes() throws Exception {
        var bytes = NDArray.generate(DType.UINT8, Shape.of(2, 3, 3), i -> i % 9 * 30);
        var captions = List.of(Caption.ofPrediction("7", "7"), Caption.ofPrediction("7", "1"));

        var ofBytes = svg(ImageGrid.of("t", bytes, captions, 5));
        var ofFloats = svg(ImageGrid.of("t", bytes.cast(DType.FLOAT32).dividedBy(255.0).reshape(2, 3, 3, 1), captions, 5));

        assertThat(texts(ofBytes)).contains("7", "7, not 1");
        assertThat(images(ofBytes)).hasSize(2).isEqualTo(images(ofFloats));
    }

    @Test
    void kernelIsGreyAtZeroWhiteAtTheLargestWeight() throws Exception {
        var kernel = NDArray.of(Shape.of(1, 3, 1, 2), 0f, 9f, 2f, 9f, -2f, 9f);       // filter 0 is 0, 2, −2

        var picture = images(svg(ImageGrid.ofKernel("t", kernel, 2))).getFirst();

        var pixels = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture)));
        assertThat(IntStream.range(0, 3).map(x -> pixels.getRGB(x, 0) & 255).toArray()).containsExactly(128, 255, 0);
    }

    @Test
    void imagesNeedAColumn() {
        assertThatThrownBy(() -> ImageGrid.of("t", NDArray.zeros(DType.UINT8, Shape.of(1, 4, 4)), List.of(), 0)).hasMessage("Image grid: expected 1 column or more, got 0.");
    }

    @Test
    void heatIsStretchedOverItsPictureAndRedWhereItIsHot() throws Exception {
        var grey = NDArray.generate(DType.UINT8, Shape.of(1, 4, 4), i -> 100);
        var heat = NDArray.of(Shape.of(1, 1, 2), 0f, 0.75f);

        var picture = images(svg(ImageGrid.ofHeat("t", grey, heat, List.of(), 1))).getFirst();

        var pixels = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture)));
        assertThat(IntStream.range(0, 4).map(x -> pixels.getRGB(x, 3) >> 16 & 255).toArray()).isSorted().doesNotHaveDuplicates();
        // 0.45 · 100 + 0.55 · 255 · (0.99, 0.65, 0.1): at three quarters a colour of the scale itself.
        assertThat(pixels.getRGB(3, 0) & 0xffffff).isEqualTo(184 << 16 | 136 << 8 | 59);
        assertThatThrownBy(() -> ImageGrid.ofHeat("t", grey, heat.reshape(2, 1, 1), List.of(), 1))
                .hasMessage("Image grid: expected heat [1, rows, columns], got [2, 1, 1].");
    }

    @Test
    void aMapHasItsLegendAndItsColoursAndRefusesOthers() throws Exception {
        var picture = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        var legend = List.of(new ClassMap.Entry("forest", 0x1f6b2d, "75.0 %"), new ClassMap.Entry("river", 0x5aa9e6, "25.0 %"));
        var panels = List.of(new ClassMap.Panel("before", picture));

        var drawn = svg(ClassMap.of("land", panels, "map", 5, new int[][] {{0, 0, 1, 0}, {0, 0, 1, 0}}, legend));

        assertThat(drawn.getDocumentElement().getTextContent()).contains("forest  75.0 %", "river  25.0 %", "before", "map");
        var map = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(images(drawn).get(1))));
        assertThat(IntStream.range(0, 4).map(x -> map.getRGB(x, 1) & 0xffffff).toArray()).containsExactly(0x1f6b2d, 0x1f6b2d, 0x5aa9e6, 0x1f6b2d);
        assertThatThrownBy(() -> ClassMap.of("land", panels, "map", 5, new int[][] {{2}}, legend))
                .hasMessage("Class map: expected a picture, and cells of 2 classes, got 1 pictures and 1 rows of cells.");
    }
}
