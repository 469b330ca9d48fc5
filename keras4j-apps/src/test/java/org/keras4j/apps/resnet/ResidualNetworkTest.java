package org.keras4j.apps.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.apps.resnet.ResidualNetwork.Style;
import org.keras4j.config.RandomSeed;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Add;
import org.keras4j.losses.Losses;
import org.keras4j.models.Model;
import org.keras4j.optimizers.SGD;

class ResidualNetworkTest {

    /// Of the Keras example, the paper (option A) and bench/peers/app_zoo.py.
    @ParameterizedTest
    @CsvSource({"V1, 20, 274442", "V1, 32, 470218", "V1, 56, 861770", "PADDED, 20, 271098", "PLAIN, 20, 271786", "V2, 29, 849002"})
    void hasAsManyParametersAsItsModel(Style style, int depth, long parameters) {
        assertThat(new ResidualNetwork(style, depth).create(10).countParams()).isEqualTo(parameters);
    }

    @Test
    void keepsMeansAndVariancesApartFromWhatLearns() {
        assertThat(new ResidualNetwork(Style.V1, 20).create(10).nonTrainableWeights().stream().mapToLong(w -> w.shape().elements()).sum()).isEqualTo(1376);
    }

    /// The first convolution of a block steps in v1, that of 1 × 1 before the one of 3 × 3 in v2 (v1.5 would step later).
    @Test
    void halvesTheSideTwice() {
        for (var network : List.of(new ResidualNetwork(Style.V1, 20), new ResidualNetwork(Style.PLAIN, 20), new ResidualNetwork(Style.V2, 29))) {
            var sides = network.create(10).layers().stream().skip(1).filter(layer -> layer.output().shape().rank() == 4).map(layer -> layer.output().shape().size(1))
                    .distinct().toList();
            assertThat(sides).containsExactly(32L, 16L, 8L, 1L);
        }
    }

    @Test
    void optionAAddsMapsOfZerosOnBothSides() {
        var model = new ResidualNetwork(Style.PADDED, 8).create(10);
        var join = model.layers().stream().filter(Add.class::isInstance).toList().get(1);
        var shortcut = join.nodes().getFirst().inputs().getFirst();
        var features = Model.of(model.inputs(), List.of(shortcut.node().inputs().getFirst().node().inputs().getFirst(), shortcut));
        var said = features.predict(List.of(Philox.of(1).normal(DType.FLOAT32, Shape.of(2, 32, 32, 3), 0, 1)));

        var before = said.getFirst();
        var after = said.getLast();
        assertThat(after.shape()).isEqualTo(Shape.of(2, 16, 16, 32));
        assertThat(after.slice(3, 0, 8).abs().max().item()).isZero();
        assertThat(after.slice(3, 24, 32).abs().max().item()).isZero();
        for (int map = 0; map < 16; map++) {
            assertThat(after.get(1, 3, 5, 8 + map)).isCloseTo(before.get(1, 6, 10, map), within(1e-6));
        }
    }

    @Test
    void refusesDepthsThatNoBlocksMake() {
        assertThatThrownBy(() -> new ResidualNetwork(Style.V1, 21)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--depth: expected 6 n + 2 layers, such as 14, 20, 32, 56, got 21.");
        assertThatThrownBy(() -> new ResidualNetwork(Style.V2, 21)).hasMessageContaining("9 n + 2 layers, such as 20, 29, 47, 83");
        assertThatThrownBy(() -> new ResidualNetwork(Style.V1, 6 * 201 + 2)).hasMessage("--depth: expected at most 1,202 layers, got 1,208.");
    }

    /// One step of plain descent moves a kernel by its gradient, so that the norms are those of the step.
    @Test
    void gradientNormsAreThoseOfAStep() {
        RandomSeed.set(1);
        var network = new ResidualNetwork(Style.PLAIN, 8);
        var model = network.create(3);
        var x = Philox.of(2).normal(DType.FLOAT32, Shape.of(6, 32, 32, 3), 0, 1);
        var y = NDArray.of(0, 1, 2, 0, 1, 2);
        var before = model.getWeights();
        double[] norms = GradientNorms.of(model, List.of(Element.of(x, y)));
        model.setWeights(before);
        model.compile(SGD.of(1), Losses.sparseCategoricalCrossentropy());

        model.trainOnBatch(x, y);

        var step = model.getWeights().getFirst().minus(before.getFirst());
        // With the penalty of the weights, which the norms leave out: 2 · 1e-4 · w.
        var descent = step.plus(before.getFirst().times(2e-4));
        assertThat(norms).hasSize(7);
        assertThat(Math.sqrt(descent.times(descent).sum().item())).isCloseTo(norms[0], within(1e-3 * norms[0]));
    }
}
