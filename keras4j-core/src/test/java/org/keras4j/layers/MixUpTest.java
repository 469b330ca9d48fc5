package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

class MixUpTest extends OnTestBackend implements LayerContract {
    private static final int BATCH = 200;
    /// The number of the image, one-hot, as its one pixel and as its label.
    private static final NDArray LABELS = NDArray.generate(DType.FLOAT32, Shape.of(BATCH, BATCH), i -> i / BATCH == i % BATCH ? 1 : 0);
    private static final NDArray IMAGES = LABELS.reshape(Shape.of(BATCH, 1, 1, BATCH));

    @Override
    public String group() {
        return "mix_up";
    }

    @Test
    void labelsAreMixedAsTheImages() {
        List<NDArray> mixed = MixUp.create().seed(3).applyInTraining(List.of(IMAGES, LABELS));

        assertThat(mixed.getFirst().reshape(Shape.of(BATCH, BATCH))).isEqualTo(mixed.getLast());
        for (int i = 0; i < BATCH; i++) {
            NDArray label = mixed.getLast().row(i);
            assertThat(label.sum().item()).isCloseTo(1, within(1e-6));
            assertThat(IntStream.range(0, BATCH).filter(k -> label.at(k) != 0).count()).isBetween(1L, 2L);
        }
    }

    /// Of a beta distribution with `a` twice the mean is 1/2 and the variance 1 / (8a + 4): four standard deviations of the mean of 200.
    @Test
    void sharesAreOfABetaDistribution() {
        for (double alpha : new double[] {0.2, 4}) {
            NDArray mixed = MixUp.of(alpha).seed(3).applyInTraining(IMAGES);
            double[] own = IntStream.range(0, BATCH).mapToDouble(i -> mixed.get(i, 0, 0, i)).toArray();
            double variance = 1 / (8 * alpha + 4);

            assertThat(DoubleStream.of(own).average().orElseThrow()).isCloseTo(0.5, within(4 * Math.sqrt(variance / BATCH)));
            assertThat(DoubleStream.of(own).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow()).isCloseTo(variance, within(0.3 * variance));
        }
    }

    @Test
    void dataSetsAreMixedOnTheirWay() {
        MixUp mixUp = MixUp.create().seed(5);
        Dataset train = Dataset.of(IMAGES, LABELS).batch(BATCH / 2).map(batch -> batch.mapXY(mixUp::applyInTraining));

        List<Element> batches;
        try (var elements = train.stream()) {
            batches = elements.toList();
        }
        assertThat(batches).hasSize(2).allMatch(batch -> batch.input().reshape(batch.target().shape()).equals(batch.target()));
        assertThat(batches.getFirst().target()).isNotEqualTo(LABELS);
    }

    @Test
    void theSameSeedMixesTheSameAndTheNextTimeAnew() {
        MixUp mixUp = MixUp.create().seed(5);
        NDArray first = mixUp.applyInTraining(IMAGES);

        assertThat(MixUp.create().seed(5).applyInTraining(IMAGES)).isEqualTo(first);
        assertThat(mixUp.applyInTraining(IMAGES)).isNotEqualTo(first);
        assertThat(mixUp.apply(IMAGES)).isEqualTo(IMAGES);
    }

    /// Keras has both by name in one argument.
    @Test
    void filesOfModelsHaveImagesAndLabels() {
        Input images = Input.shape(2, 2, 1);
        Input labels = Input.shape(3);
        Functional model = Model.of(List.of(images, labels), MixUp.create().seed(5).applyAll(images, labels));
        var read = (Functional) FromKeras.object(model.serialized());

        assertThat(model.serialized().toString()).contains("args=[{images={class_name=__keras_tensor__", ", labels={class_name=__keras_tensor__")
                .containsOnlyOnce("build_config");                                          // the model's
        assertThat(read.outputs()).extracting(KerasTensor::shape).containsExactly(PartialShape.of(-1, 2, 2, 1), PartialShape.of(-1, 3));
    }

    @Test
    void saysWhatIsWrong() {
        NDArray classes = NDArray.zeros(DType.INT32, Shape.of(BATCH));

        assertThatThrownBy(() -> MixUp.create().applyInTraining(List.of(IMAGES, classes))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("labels: expected [batch, classes], got int32[200]").hasMessageContaining("one-hot");
        assertThatThrownBy(() -> MixUp.create().applyInTraining(List.of(IMAGES, LABELS, LABELS))).isInstanceOf(ShapeException.class).hasMessageContaining("perhaps labels");
        assertThatThrownBy(() -> MixUp.of(0)).hasMessage("MixUp 'mix_up' > alpha: expected a number above 0, got 0.0.");
        assertThatThrownBy(() -> Element.of(IMAGES, LABELS).mapXY(arrays -> arrays.subList(0, 1)))
                .hasMessage("Element: expected a function that answers 1 inputs and 1 targets, got one that answers 1 arrays.");
    }
}
