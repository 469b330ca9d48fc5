package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;

/// Padding and cutting by hand; `get_config` of Keras 3.15.1.
class MaxNumBoundingBoxesTest extends OnTestBackend {
    private static final NDArray BOXES = NDArray.generate(DType.FLOAT32, Shape.of(1, 3, 4), i -> i);
    private static final NDArray LABELS = NDArray.of(new int[][] {{7, 8, 9}});
    private static final NDArray IMAGES = NDArray.ones(DType.FLOAT32, Shape.of(1, 2, 2, 3));

    @Test
    void missingBoxesAreFilledUp() {
        List<NDArray> made = MaxNumBoundingBoxes.of(5).applyInTraining(List.of(IMAGES, BOXES, LABELS));
        assertThat(made.get(0).shape()).isEqualTo(Shape.of(1, 5, 4));
        assertThat(made.get(0).toFloatArray()).startsWith(0, 1, 2, 3).endsWith(10, 11, -1, -1, -1, -1, -1, -1, -1, -1);
        assertThat(made.get(1)).isEqualTo(NDArray.of(new int[][] {{7, 8, 9, -1, -1}}));
        assertThat(made.get(2)).isEqualTo(IMAGES);
    }

    @Test
    void furtherBoxesAreCutOffOfOneSampleToo() {
        List<NDArray> made = MaxNumBoundingBoxes.of(2).applyInTraining(List.of(BOXES.index(0), LABELS.index(0), IMAGES.index(0)));
        assertThat(made.get(0).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(made.get(1)).isEqualTo(NDArray.of(7, 8));
    }

    @Test
    void imagesAloneStayAsTheyAre() {
        assertThat(MaxNumBoundingBoxes.of(2).apply(IMAGES)).isEqualTo(IMAGES);
    }

    @Test
    void itsConfigurationIsKeras() {
        var layer = MaxNumBoundingBoxes.of(4).fillValue(0);
        assertThat(layer.kerasConfig().keySet()).containsExactly("name", "trainable", "dtype", "data_format", "max_number");
        assertThat(((MaxNumBoundingBoxes) FromKeras.object(layer.serialized())).kerasConfig()).isEqualTo(layer.kerasConfig());
        assertThat(layer.applyInTraining(List.of(IMAGES, BOXES, LABELS)).get(1)).isEqualTo(NDArray.of(new int[][] {{7, 8, 9, 0}}));
    }

    @Test
    void otherInputsAreRefused() {
        assertThatThrownBy(() -> MaxNumBoundingBoxes.of(2).applyInTraining(List.of(IMAGES, LABELS))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected boxes [batch, boxes, 4], their labels [batch, boxes] and images");
        assertThatThrownBy(() -> MaxNumBoundingBoxes.of(0)).hasMessage("MaxNumBoundingBoxes 'max_num_bounding_boxes' > max_number: expected 1 or more, got 0.");
    }
}
