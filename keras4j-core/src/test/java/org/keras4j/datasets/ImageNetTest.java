package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class ImageNetTest {
    @TempDir
    Path folder;

    private Path file(int classes) throws IOException {
        String json = IntStream.range(0, classes).mapToObj(i -> "\"%d\": [\"n%08d\", \"thing_%d\"]".formatted(i, i, i)).collect(Collectors.joining(", ", "{", "}"));
        return Files.writeString(folder.resolve("index.json"), json);
    }

    @Test
    void theBestGuessComesFirst() throws IOException {
        NDArray predictions = NDArray.generate(DType.FLOAT32, Shape.of(2, 1000), i -> i == 7 ? 0.5 : i == 3 ? 0.25 : i == 1999 ? 0.75 : 0);

        var guesses = ImageNet.read(file(1000)).decode(predictions, 2);

        assertThat(guesses.getFirst()).containsExactly(new ImageNet.Guess(new ImageNet.Category("n00000007", "thing_7"), 0.5),
                new ImageNet.Guess(new ImageNet.Category("n00000003", "thing_3"), 0.25));
        assertThat(guesses.getLast().getFirst().category().name()).isEqualTo("thing_999");
    }

    @Test
    void otherFilesAndOtherModelsAreRefused() throws IOException {
        Path few = file(999);
        assertThatThrownBy(() -> ImageNet.read(few)).isInstanceOf(FormatException.class).hasMessageContaining("expected synset and name of class 999 of 1000, got []");
        Path text = Files.writeString(folder.resolve("other.json"), "[1, 2");
        assertThatThrownBy(() -> ImageNet.read(text)).isInstanceOf(FormatException.class).hasMessageStartingWith(text + ": expected other JSON");
        ImageNet classes = ImageNet.read(file(1000));
        assertThatThrownBy(() -> classes.decode(NDArray.of(1f, 2f), 5)).hasMessageContaining("expected predictions [images, 1000], got float32[2]");
    }
}
