package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
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

    /// Tiles of 2 × 2 pixels whose value is `first` plus their number.
    private static Pictures plain(int count, int first) {
        return new Pictures(NDArray.generate(DType.UINT8, Shape.of(count, 2, 2, 3), i -> first + i / 12),
                NDArray.of(IntStream.range(0, count).map(i -> i % CLASSES).toArray()));
    }
}
