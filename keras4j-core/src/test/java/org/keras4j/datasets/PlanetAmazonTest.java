package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.Shape;

class PlanetAmazonTest {
    @TempDir
    Path folder;
    private Path csv;

    @BeforeEach
    void twoPictures() throws IOException {
        csv = folder.resolve("train_v2.csv");
        for (int i = 0; i < 2; i++) {
            var image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 256 * 256; at++) {
                image.setRGB(at % 256, at / 256, at % 2 == 0 ? 0x204060 : 0x4080a1);      // a fine pattern, whose mean is 306080 and a half
            }
            ImageIO.write(image, "png", folder.resolve("train_" + i + ".jpg").toFile());
        }
    }

    @Test
    void readsTagsAndPictures() throws IOException {
        Files.writeString(csv, "image_name,tags\ntrain_1,haze primary\ntrain_0,agriculture clear primary water\n\n");

        var data = PlanetAmazon.read(csv, folder);

        assertThat(data.files()).extracting(file -> file.getFileName().toString()).containsExactly("train_1.jpg", "train_0.jpg");
        assertThat(data.tags().shape()).isEqualTo(Shape.of(2, 17));
        assertThat(tags(data, 0)).containsExactly("haze", "primary");
        assertThat(tags(data, 1)).containsExactly("clear", "primary", "water", "agriculture");
        var images = data.images(64);
        assertThat(images.shape()).isEqualTo(Shape.of(2, 64, 64, 3));
        // Bilinear sampling alone would show one of the two colours, or stripes.
        assertThat(images.index(1, 63, 0).toIntArray()).containsExactly(0x30, 0x60, 0x81);
    }

    @Test
    void namesTheLineThatIsWrong() throws IOException {
        refused("image_name,tags\ntrain_0,clear primary\ntrain_1,clear prmary\n", "line 3: expected tags of clear, ", "got 'prmary'.");
        refused("image_name,tags\ntrain_7,clear\n", "line 2: expected the picture train_7.jpg in " + folder + ", got none.");
        refused("image_name,tags\ntrain_0;clear\n", "line 2: expected a picture's name and its tags, got 'train_0;clear'.");
        refused("name,tags\n", "line 1: expected image_name,tags, got 'name,tags'.");
        refused("image_name,tags\n", "line 2: expected a picture's name and tags, got the end of the file.");
        refused("", "line 1: expected image_name,tags, got an empty file.");
        assertThatThrownBy(() -> PlanetAmazon.read(folder.resolve("none.csv"), folder)).isInstanceOf(UncheckedIOException.class).hasMessageContaining("none.csv");
    }

    private void refused(String table, String... messages) throws IOException {
        Files.writeString(csv, table);
        assertThatThrownBy(() -> PlanetAmazon.read(csv, folder)).isInstanceOf(FormatException.class).hasMessageStartingWith(csv + ": ").hasMessageContainingAll(messages);
    }

    private static List<String> tags(PlanetAmazon data, int row) {
        return IntStream.range(0, 17).filter(tag -> data.tags().get(row, tag) == 1).mapToObj(PlanetAmazon.TAGS::get).toList();
    }
}
