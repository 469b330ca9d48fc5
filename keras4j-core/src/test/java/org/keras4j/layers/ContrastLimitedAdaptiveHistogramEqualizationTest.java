package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;

class ContrastLimitedAdaptiveHistogramEqualizationTest extends OnTestBackend implements LayerContract {
    @Override
    public String group() {
        return "contrast_limited_adaptive_histogram_equalization";
    }

    @Test
    void bytesStayBytes() {
        NDArray bytes = NDArray.generate(DType.UINT8, Shape.of(4, 4, 1), i -> 10 * i);
        NDArray y = ContrastLimitedAdaptiveHistogramEqualization.create().tileGridSize(1, 1).clipLimit(0).apply(bytes);

        assertThat(y).isEqualTo(NDArray.generate(DType.UINT8, Shape.of(4, 4, 1), i -> 255 * i / 15));       // each value once: a straight line
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ContrastLimitedAdaptiveHistogramEqualization.create().tileGridSize(0, 3))
                .hasMessage("ContrastLimitedAdaptiveHistogramEqualization 'contrast_limited_adaptive_histogram_equalization' > tile_grid_size: expected two numbers of 1 or more, got [0, 3].");
    }
}
