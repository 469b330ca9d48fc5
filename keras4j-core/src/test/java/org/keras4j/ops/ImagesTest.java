package org.keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;

class ImagesTest {
    /// A bell of standard deviation 1 along rows and 0.7 along columns, each of sum 1.
    @Test
    void aPointIsBlurredToABell() {
        NDArray point = NDArray.generate(DType.FLOAT32, Shape.of(1, 3, 3, 1), i -> i == 4 ? 1 : 0);
        double[] found = Programs.run(List.of(point), (_, v) -> List.of(Images.gaussianBlur(v.getFirst(), 3, 3, 1, 0.7))).getFirst().toDoubleArray();
        double row = Math.exp(-0.5) / (1 + 2 * Math.exp(-0.5));
        double column = Math.exp(-0.5 / 0.49) / (1 + 2 * Math.exp(-0.5 / 0.49));
        double[] down = {row, 1 - 2 * row, row};
        double[] across = {column, 1 - 2 * column, column};
        for (int i = 0; i < 9; i++) {
            assertThat(found[i]).isCloseTo(down[i / 3] * across[i % 3], within(1e-6));
        }
    }

    @Test
    void otherThanImagesAreRefused() {
        assertThatThrownBy(() -> Programs.run(List.of(NDArray.of(1f, 2f)), (_, v) -> List.of(Images.resize(v.getFirst(), 2, 2, Interpolation.BILINEAR))))
                .hasMessageContaining("resize: expected images [batch, rows, columns, channels], got float32[2]");
    }
}
