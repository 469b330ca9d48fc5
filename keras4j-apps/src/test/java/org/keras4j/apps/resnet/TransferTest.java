package org.keras4j.apps.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.pictures.PictureNetwork;
import org.keras4j.apps.pictures.PictureNotes;
import org.keras4j.apps.pictures.PixelScale;
import org.keras4j.apps.resnet.ResidualNetwork.Style;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.losses.Losses;
import org.keras4j.models.Functional;
import org.keras4j.optimizers.SGD;

class TransferTest {
    private final NDArray x = Philox.of(2).normal(DType.FLOAT32, Shape.of(6, 32, 32, 3), 3, 2);
    private final NDArray y = NDArray.of(0, 1, 2, 0, 1, 2);
    private final Functional base = new ResidualNetwork(Style.V1, 8).create(10);
    private final Transfer transfer = Transfer.of(new PictureNetwork("resnet8", base,
            new PictureNotes(Collections.nCopies(10, "c"), new PixelScale(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)))), List.of("a", "b", "c"));

    @Test
    void onlyTheNewLayerLearnsAtFirst() {
        transfer.freeze();
        assertThat(changed()).containsExactly("user_classes/kernel", "user_classes/bias");
        assertThat(transfer.network().notes().classes()).containsExactly("a", "b", "c");
    }

    /// The classic trap: batch norms in training mode would forget, within a few small batches, what all pictures before were like.
    @Test
    void batchNormsStayAsTheyAreWhenAllElseLearns() {
        transfer.thaw();
        assertThat(changed()).hasSize(20).allMatch(path -> !path.contains("batch_normalization"));
    }

    private List<String> changed() {
        var model = transfer.model();
        model.compile(SGD.of(0.1), Losses.sparseCategoricalCrossentropy());
        var before = model.getWeights();
        model.trainOnBatch(x, y);
        var after = model.getWeights();
        return IntStream.range(0, before.size()).filter(i -> !before.get(i).equals(after.get(i))).mapToObj(i -> model.weights().get(i).path()).toList();
    }
}
