package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class MosaicsTest {
    private static final int CLASSES = 5;

    @Test
    void hasTheTagsOfItsTilesAndNoOthers() {
        var mosaics = Mosaics.of(plain(20, 0), CLASSES).pictures(200, 3, 0);

        assertThat(mosaics.images().shape()).isEqualTo(Shape.of(200, 4, 4, 3));
        boolean[][] tags = mosaics.tags();
        var sizes = new HashSet<Integer>();
        for (int i = 0; i < 200; i++) {
            // A tile's colour is its number, and that modulo five its class.
            var seen = new TreeSet<Integer>();
            for (long at = 0; at < 48; at++) {
                seen.add((int) mosaics.images().index(i).flatten().at(at) % CLASSES);
            }
            boolean[] has = tags[i];
            assertThat(seen).containsExactlyElementsOf(IntStream.range(0, CLASSES).filter(tag -> has[tag]).boxed().toList());
            sizes.add(seen.size());
        }
        assertThat(sizes).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void ofASplitHasTilesOfThatSplitAlone() {
        var images = Mosaics.of(plain(20, 100), CLASSES).pictures(100, 3, 0).images();

        assertThat(IntStream.of(images.toIntArray()).min().orElseThrow()).isGreaterThanOrEqualTo(100);
        assertThat(IntStream.of(images.toIntArray()).max().orElseThrow()).isLessThan(120);
    }

    @Test
    void isTheSameForASeedAndAnotherInEachEpoch() {
        var mosaics = Mosaics.of(plain(20, 0), CLASSES);

        assertThat(mosaics.pictures(9, 3, 0).images()).isEqualTo(mosaics.pictures(9, 3, 0).images()).isNotEqualTo(mosaics.pictures(9, 4, 0).images());
        assertThat(mosaics.pictures(4, 3, 5).images()).isEqualTo(mosaics.pictures(9, 3, 0).images().rows(5, 9));
        var training = mosaics.training(8, 3, 4, 1);
        try (var first = training.open(0); var second = training.open(1)) {
            assertThat(first.next().input()).isNotEqualTo(second.next().input());
            first.next();
            assertThat(first.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void hasNoMoreClassesThanThereAre(int classes) {
        var tiles = new Pictures(NDArray.generate(DType.UINT8, Shape.of(9, 2, 2, 3), i -> i / 12), NDArray.of(IntStream.range(0, 9).map(i -> i % classes).toArray()));

        var sizes = Mosaics.of(tiles, classes).pictures(100, 3, 0).targets().sum(1).toFloatArray();

        assertThat(IntStream.range(0, 100).mapToObj(i -> (int) sizes[i]).collect(Collectors.toSet())).isEqualTo(IntStream.rangeClosed(1, classes).boxed().collect(Collectors.toSet()));
    }

    /// Of a tile abcd the four quarter turns, and those of its mirror image.
    @Test
    void showsItsTilesFromAllSides() {
        var tile = new Pictures(NDArray.generate(DType.UINT8, Shape.of(1, 2, 2, 3), i -> "abcd".charAt((int) (i / 3))), NDArray.of(0));

        var images = Mosaics.of(tile, 1).pictures(60, 3, 0).images();

        var seen = IntStream.range(0, 60).mapToObj(i -> IntStream.of(0, 1, 4, 5).mapToObj(at -> Character.toString((int) images.at(48L * i + 3 * at)))
                .collect(Collectors.joining())).collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrder("abcd", "bdac", "dcba", "cadb", "badc", "acbd", "cdab", "dbca");
    }

    /// Tiles of 2 × 2 pixels whose value is `first` plus their number.
    private static Pictures plain(int count, int first) {
        return new Pictures(NDArray.generate(DType.UINT8, Shape.of(count, 2, 2, 3), i -> first + i / 12),
                NDArray.of(IntStream.range(0, count).map(i -> i % CLASSES).toArray()));
    }
}
