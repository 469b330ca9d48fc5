package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;

class PipelineTest extends OnTestBackend implements LayerContract {
    private static final NDArray IMAGES = NDArray.generate(DType.FLOAT32, Shape.of(16, 2, 3, 1), i -> i);
    private static final NDArray LABELS = NDArray.generate(DType.FLOAT32, Shape.of(16, 2), i -> i % 3 == 0 ? 1 : 0);

    @Override
    public String group() {
        return "pipeline";
    }

    @Test
    void labelsGoAlong() {
        Pipeline pipeline = Pipeline.of(RandomInvert.of(1, 1), RandomFlip.of(RandomFlip.Mode.HORIZONTAL).seed(5));
        List<NDArray> made = pipeline.applyInTraining(List.of(IMAGES, LABELS));

        assertThat(made.getLast()).isEqualTo(LABELS);
        assertThat(IntStream.range(0, 16).mapToDouble(i -> made.getFirst().row(i).sum().item()))
                .containsExactly(IntStream.range(0, 16).mapToDouble(i -> 6 * 255 - IMAGES.row(i).sum().item()).boxed().toArray(Double[]::new));
        assertThat(pipeline.apply(IMAGES)).isEqualTo(IMAGES);
    }

    @Test
    void masksGoThrough() {
        Pipeline pipeline = Pipeline.of(Embedding.of(5, 2).maskZero(true), Dense.of(3));

        assertThat(pipeline.apply(Input.shape(4).dtype(DType.INT32)).mask()).isPresent();
        assertThat(pipeline.weights()).extracting(weight -> weight.path())
                .containsExactly("pipeline/embedding/embeddings", "pipeline/dense/kernel", "pipeline/dense/bias");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(Pipeline::of).hasMessageContaining("expected one layer or more");
        assertThatThrownBy(() -> Pipeline.of(Rescaling.of(2)).applyInTraining(List.of(IMAGES, LABELS))).hasMessageContaining("expected one input, got 2");
    }
}
