package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;

class RandomFlipTest extends OnTestBackend implements LayerContract {
    private static final NDArray IMAGES = NDArray.generate(DType.FLOAT32, Shape.of(64, 3, 4, 1), i -> i);

    @Override
    public String group() {
        return "random_flip";
    }

    private static NDArray trained(Layer layer, long step) {
        return Programs.run(List.of(IMAGES), step, (c, x) -> List.of(layer.apply(c, x.getFirst()))).getFirst();
    }

    @Test
    void mirrorsSomeImagesAndLeavesTheOthers() {
        NDArray y = trained(RandomFlip.of(RandomFlip.Mode.HORIZONTAL).seed(3), 0);

        long mirrored = IntStream.range(0, 64).filter(i -> y.get(i, 0, 0, 0) == IMAGES.get(i, 0, 3, 0) && y.get(i, 2, 3, 0) == IMAGES.get(i, 2, 0, 0)).count();
        long left = IntStream.range(0, 64).filter(i -> y.row(i).equals(IMAGES.row(i))).count();
        assertThat(mirrored + left).isEqualTo(64);
        assertThat(mirrored).isBetween(20L, 44L);
    }

    @Test
    void eachStepDrawsAnewAndTheSameSeedTheSame() {
        Layer layer = RandomTranslation.of(0.3, 0.3).seed(5);

        assertThat(trained(layer, 1)).isEqualTo(trained(RandomTranslation.of(0.3, 0.3).seed(5), 1));
        assertThat(trained(layer, 2)).isNotEqualTo(trained(layer, 1));
    }

    @Test
    void cropsAreParts() {
        NDArray y = trained(RandomCrop.of(2, 2).seed(5), 4);

        double corner = y.get(0, 0, 0, 0);
        assertThat(y.shape()).isEqualTo(Shape.of(64, 2, 2, 1));
        assertThat(y.get(0, 1, 1, 0) - corner).isEqualTo(5);
        assertThat(y.get(63, 0, 0, 0) - corner).isEqualTo(63 * 12);
    }

    @Test
    void oneImageNeedsNoBatch() {
        assertThat(Resizing.of(3, 6).apply(NDArray.zeros(DType.UINT8, Shape.of(4, 4, 2)))).isEqualTo(NDArray.zeros(DType.UINT8, Shape.of(3, 6, 2)));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> RandomFlip.of(RandomFlip.Mode.VERTICAL).apply(NDArray.zeros(DType.FLOAT32, Shape.of(2, 3))))
                .isInstanceOf(ShapeException.class).hasMessageContaining("[batch, rows, columns, channels]");
        assertThatThrownBy(() -> RandomContrast.of(1.5)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> Resizing.of(0, 3)).hasMessage("Resizing 'resizing' > height: expected 1 or more, got 0.");
    }
}
