package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;

class CutMixTest extends OnTestBackend implements LayerContract {
    private static final int BATCH = 40;
    private static final int SIDE = 24;
    /// Each pixel is the number of its image.
    private static final NDArray IMAGES = NDArray.generate(DType.FLOAT32, Shape.of(BATCH, SIDE, SIDE, 1), i -> i / (SIDE * SIDE));
    private static final NDArray LABELS = NDArray.generate(DType.FLOAT32, Shape.of(BATCH, BATCH), i -> i / BATCH == i % BATCH ? 1 : 0);

    @Override
    public String group() {
        return "cut_mix";
    }

    /// The label says which part of the image is another's, but for pixels that the rectangle cuts.
    @Test
    void labelsSayHowMuchOfAnotherImageThereIs() {
        List<NDArray> mixed = CutMix.of(1, 1).seed(3).applyInTraining(List.of(IMAGES, LABELS));

        var areas = new ArrayList<Double>();
        for (int i = 0; i < BATCH; i++) {
            int image = i;
            NDArray label = mixed.getLast().row(i);
            NDArray pixels = mixed.getFirst().row(i);
            int[] foreign = IntStream.range(0, SIDE * SIDE).filter(k -> pixels.at(k) != image).toArray();
            assertThat(label.sum().item()).isCloseTo(1, within(1e-5));
            if (foreign.length == 0) {
                continue;
            }
            int other = (int) pixels.at(foreign[0]);
            int rows = (int) IntStream.of(foreign).map(k -> k / SIDE).distinct().count();
            int columns = (int) IntStream.of(foreign).map(k -> k % SIDE).distinct().count();
            assertThat(IntStream.of(foreign).allMatch(k -> pixels.at(k) == other)).isTrue();
            assertThat(foreign.length).isEqualTo(rows * columns);
            assertThat(rows).isCloseTo(columns, within(1));
            assertThat(label.at(other) * SIDE * SIDE).isCloseTo(foreign.length, within(2.0 * SIDE));
            areas.add(label.at(other));
        }
        assertThat(areas).hasSizeGreaterThan(BATCH / 2);
        assertThat(areas.stream().mapToDouble(x -> x).average().orElseThrow()).isCloseTo(0.5, within(0.2));     // uniform
    }

    /// With a parameter near 0 both numbers of which the beta distribution is the share are less than a float can say.
    @Test
    void nearZeroImagesStayOrAreExchanged() {
        List<NDArray> mixed = CutMix.of(0, 0).seed(3).applyInTraining(List.of(IMAGES, LABELS));

        assertThat(IntStream.range(0, BATCH * BATCH).mapToDouble(mixed.getLast()::at)).allMatch(share -> share < 1e-5 || share > 1 - 1e-5);
        assertThat(IntStream.range(0, BATCH).filter(i -> mixed.getFirst().get(i, 0, 0, 0) == i).count()).isBetween(8L, 32L);
    }

    @Test
    void oneImageStays() {
        NDArray one = IMAGES.row(3);

        assertThat(CutMix.create().seed(3).applyInTraining(one)).isEqualTo(one);
    }
}
