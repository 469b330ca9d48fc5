package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.activations.Activations.RELU;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.LogLines;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Value;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Metrics;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.optimizers.SGD;

/// Parts of a model that no file can hold.
class UnsavableTest extends OnTestBackend {
    @TempDir
    Path folder;

    private static Sequential row() {
        return Sequential.of(Input.shape(4).name("four"), Dense.of(3).activation(RELU).name("features"), Dense.of(1).name("answer"));
    }

    @Test
    void whatNoFileCanHoldIsMentionedOnce() {
        var ofLoss = row();
        ofLoss.compile(SGD.of(0.1), Losses.of("own", (a, b) -> Ops.mean(Ops.square(Ops.subtract(a, b)))));
        assertThat(saidOfTwoSaves(ofLoss)).singleElement().asString().contains("the loss is a function of the program's");

        var ofMetric = row();
        ofMetric.compile(Compile.with("sgd").loss("mse").metric(Metrics.of("farthest", (a, b) -> Ops.max(Ops.subtract(a, b)))));
        assertThat(saidOfTwoSaves(ofMetric)).singleElement().asString().contains("measure farthest.");
    }

    private List<String> saidOfTwoSaves(Model model) {
        return LogLines.of(CompileConfig.class, () -> {
            model.save(folder.resolve("own.keras"));
            model.save(folder.resolve("own.keras"));
        });
    }

    /// Scales by a number that no configuration knows.
    @KerasSerializable
    private static final class Scaled extends Layer {
        private final double by;

        Scaled(double by) {
            this.by = by;
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, by);
        }
    }

    @Test
    void whatNoFileCouldGiveBackIsNotSaved() {
        var model = Sequential.of(Input.shape(4), new Scaled(2));

        assertThatThrownBy(() -> model.save(folder.resolve("scaled.keras"))).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Scaled: expected a class that can be made from a file").hasMessageEndingWith("save the weights alone: saveWeights.");
        assertThat(folder).isEmptyDirectory();
    }
}
