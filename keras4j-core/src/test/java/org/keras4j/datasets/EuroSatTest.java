package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.datasets.EuroSat.Part;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class EuroSatTest {
    @TempDir
    Path temp;
    private Path folder;

    @BeforeEach
    void someTiles() throws IOException {
        folder = Files.createDirectories(temp.resolve("EuroSAT_RGB"));
        tile("River/River_2.png", 0x0000c8);
        tile("Forest/Forest_1.png", 0x103020);
        tile("Forest/Forest_10.jpg", 0x808080);
    }

    @Test
    void readsAFolderForEachClass() {
        var data = EuroSat.read(folder);

        assertThat(data.classes()).containsExactly("Forest", "River");
        assertThat(data.parts().keySet()).containsExactly(Part.WHOLE);
        var tiles = data.parts().get(Part.WHOLE);
        assertThat(tiles.names()).containsExactly("Forest_1.png", "Forest_10.jpg", "River_2.png");
        assertThat(tiles.labels()).isEqualTo(NDArray.of(0, 0, 1));
        assertThat(tiles.images().shape()).isEqualTo(Shape.of(3, 64, 64, 3));
        assertThat(tiles.images().index(0, 5, 63).toIntArray()).containsExactly(0x10, 0x30, 0x20);
        assertThat(tiles.images().index(1, 9, 9).toIntArray()).containsExactly(0x80, 0x80, 0x80);
        assertThat(tiles.images().index(2, 0, 0).toIntArray()).containsExactly(0, 0, 200);
    }

    @Test
    void readsAnArchiveInPlaceAndItsParts() throws IOException {
        var zip = zip(Map.of("set/train/Forest/a.png", png("Forest/Forest_1.png"), "set/train/River/b.png", png("River/River_2.png"),
                "set/test/Forest/c.png", png("Forest/Forest_1.png"), "set/test/River/d.png", png("River/River_2.png"),
                "set/readme.txt", new byte[9], "__MACOSX/train/Forest/._a.png", new byte[9]));

        var data = EuroSat.read(zip);

        assertThat(data.parts().keySet()).containsExactly(Part.TRAIN, Part.TEST);
        assertThat(data.parts().get(Part.TEST).names()).containsExactly("c.png", "d.png");
        assertThat(data.parts().get(Part.TRAIN).labels()).isEqualTo(NDArray.of(0, 1));
    }

    @Test
    void namesTheFileThatIsNoTile() throws IOException {
        tile("River/River_3.png", 0, 63);
        assertThatThrownBy(() -> EuroSat.read(folder)).isInstanceOf(FormatException.class)
                .hasMessage(folder.resolve("River/River_3.png") + ": expected a picture of 64 × 64 coloured pixels, got 63 × 63 in 3 colours.");

        Files.writeString(folder.resolve("River/River_3.png"), "no picture");
        assertThatThrownBy(() -> EuroSat.read(folder)).hasMessageContaining("River_3.png: is no picture that Java reads.");

        var zip = zip(Map.of("Forest/Forest_1.jpg", new byte[1 << 19]));
        assertThatThrownBy(() -> EuroSat.read(zip)).hasMessage(zip + " > Forest/Forest_1.jpg: expected a tile of at most 262,144 bytes, got more.");
    }

    @Test
    void refusesHalfADataSet() throws IOException {
        tile("train/Forest/a.png", 0);
        assertThatThrownBy(() -> EuroSat.read(folder)).hasMessageContaining("below both train and test, or below neither, got them below train and neither.");

        var part = zip(Map.of("train/Forest/a.png", png("Forest/Forest_1.png"), "test/River/b.png", png("River/River_2.png")));
        assertThatThrownBy(() -> EuroSat.read(part)).hasMessage(part + ": expected tiles of all classes in train, got none of River.");

        var cut = temp.resolve("cut.zip");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(part), 200));
        assertThatThrownBy(() -> EuroSat.read(cut)).isInstanceOf(FormatException.class).hasMessageStartingWith(cut + ": expected a zip archive, got a broken one");

        var empty = Files.createDirectories(temp.resolve("empty"));
        assertThatThrownBy(() -> EuroSat.read(empty)).hasMessageContaining("expected a folder of JPEG files for each class");
        assertThatThrownBy(() -> EuroSat.read(temp.resolve("none.zip"))).isInstanceOf(UncheckedIOException.class).hasMessageContaining("none.zip");
    }

    private void tile(String name, int rgb) throws IOException {
        tile(name, rgb, 64);
    }

    private void tile(String name, int rgb, int side) throws IOException {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, side * side).forEach(i -> image.setRGB(i % side, i / side, rgb));
        Files.createDirectories(folder.resolve(name).getParent());
        ImageIO.write(image, name.substring(name.length() - 3), folder.resolve(name).toFile());
    }

    private byte[] png(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private Path zip(Map<String, byte[]> content) throws IOException {
        var file = temp.resolve("tiles.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : new TreeMap<>(content).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }
}
