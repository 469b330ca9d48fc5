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

    /// A pixel of these images says where it stood. The four points go where they are told, and what is on two of the lines between them
    /// stays on both: the crossing of the diagonals goes to the crossing of the diagonals.
    @Test
    void aPerspectiveMovesFourPointsAndKeepsLines() {
        NDArray places = NDArray.generate(DType.FLOAT32, Shape.of(1, 21, 21, 2), i -> i % 2 == 0 ? i / 2 % 21 : i / 42);
        NDArray from = NDArray.of(Shape.of(1, 4, 2), 0f, 0, 20, 0, 0, 20, 20, 20);
        NDArray to = NDArray.of(Shape.of(1, 4, 2), 4f, 4, 16, 2, 2, 18, 20, 20);      // diagonals from (4, 4) to (20, 20), from (16, 2) to (2, 18)

        NDArray seen = Programs.run(List.of(places, from, to), (_, v) -> List.of(
                Images.perspectiveTransform(v.getFirst(), v.get(1), v.get(2), Interpolation.BILINEAR, -1))).getFirst();

        for (int i = 0; i < 4; i++) {
            for (int axis = 0; axis < 2; axis++) {
                assertThat(seen.get(0, (long) to.get(0, i, 1), (long) to.get(0, i, 0), axis)).isCloseTo(from.get(0, i, axis), within(1e-3));
            }
        }
        for (int i = 4; i <= 20; i++) {
            assertThat(seen.get(0, i, i, 0)).isCloseTo(seen.get(0, i, i, 1), within(1e-3));
        }
        double crossing = 142.0 / 15;                                                  // x = y where 8 · (x − 16) + 7 · (y − 2) = 0
        int below = (int) crossing;
        assertThat(seen.get(0, below, below, 0)).isLessThan(10);
        assertThat(seen.get(0, below + 1, below + 1, 0)).isGreaterThan(10);
        assertThat(seen.get(0, 0, 20, 0)).isEqualTo(-1);
    }

    @Test
    void otherThanImagesAreRefused() {
        assertThatThrownBy(() -> Programs.run(List.of(NDArray.of(1f, 2f)), (_, v) -> List.of(Images.resize(v.getFirst(), 2, 2, Interpolation.BILINEAR))))
                .hasMessageContaining("resize: expected images [batch, rows, columns, channels], got float32[2]");
    }
}
