package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.data.Dataset;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class ViewsTest {
    private static final String PLAIN = "abc def ghi";

    @Test
    void areTheEightSymmetriesOfTheSquare() {
        var views = Views.of(3);

        var seen = IntStream.range(0, Views.COUNT).mapToObj(view -> turned(views, view)).toList();

        // By hand: three quarter turns, and the same of the mirror image.
        assertThat(seen).containsExactlyInAnyOrder(PLAIN, "cfi beh adg", "ihg fed cba", "gda heb ifc", "cba fed ihg", "adg beh cfi", "ghi def abc", "ifc heb gda");
        assertThat(seen.getFirst()).isEqualTo(PLAIN);
    }

    @Test
    void whiteIsOne() {
        var white = new Pictures(NDArray.full(DType.UINT8, Shape.of(1, 2, 2, 3), 255), NDArray.of(0));

        assertThat(white.pixels(new int[] {0}, _ -> 0).toFloatArray()).containsOnly(1);
    }

    @Test
    void eachEpochShowsEachPictureOnceInViewsOfItsOwn() {
        var pictures = numbered(40);
        var data = pictures.augmented(16, 5);

        var first = epoch(pictures, data, 0);
        var again = epoch(pictures, data, 0);
        var second = epoch(pictures, data, 1);

        assertThat(first).isEqualTo(again).isNotEqualTo(second).hasSize(40);
        assertThat(first.keySet()).isEqualTo(second.keySet());
        assertThat(Set.copyOf(first.values())).hasSizeGreaterThan(5);
    }

    @Test
    void theOriginalLearnedFromPicturesAsTheyAre() {
        var pictures = numbered(40);

        var views = epoch(pictures, pictures.plain(16, 5), 0);

        assertThat(views).hasSize(40);
        assertThat(views.values()).containsOnly(0);
        // Of pictures in the order of their classes some of each.
        assertThat(pictures.limited(4).classes()).containsExactly(0, 10, 20, 30);
        assertThat(pictures.limited(41)).isSameAs(pictures);
    }

    /// Of each picture, told by its label, the view in which it came.
    private static Map<Integer, Integer> epoch(Pictures pictures, Dataset data, long epoch) {
        var views = new TreeMap<Integer, Integer>();
        try (var batches = data.open(epoch)) {
            while (batches.hasNext()) {
                var batch = batches.next();
                for (int i = 0; i < batch.target().size(0); i++) {
                    int label = (int) batch.target().at(i);
                    var came = batch.input().index(i);
                    views.put(label, IntStream.range(0, Views.COUNT).filter(view -> pictures.pixels(new int[] {label}, _ -> view).index(0).equals(came)).findFirst().orElseThrow());
                }
            }
        }
        return views;
    }

    private static Pictures numbered(int count) {
        var images = NDArray.generate(DType.UINT8, Shape.of(count, 2, 2, 3), i -> i % 251);
        return new Pictures(images, NDArray.of(IntStream.range(0, count).toArray()));
    }

    private static String turned(Views views, int view) {
        String letters = PLAIN.replace(" ", "");
        var out = IntStream.of(views.sources()[view]).mapToObj(source -> letters.substring(source, source + 1)).collect(Collectors.joining());
        return out.substring(0, 3) + " " + out.substring(3, 6) + " " + out.substring(6);
    }
}
