package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.engine.cpu.foreign.Problem.floats;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Expected numbers are worked out by hand, or by the formula in double precision.
class LayerPrimitivesTest {
    private static final Offset<Float> CLOSE = within(1e-5f);

    @Test
    void maxPoolingSendsTheGradientToTheMaximum() {
        var pooling = new Pooling(Pooling.Kind.MAX, List.of(new Window(2, 2, 1, 0, 0)));
        var forward = pooling.forward(Mode.TRAINING, plain(1, 1, 4), plain(1, 1, 2), Attributes.PLAIN);
        try (var there = new Problem(forward);
                var back = new Problem(pooling.backward(plain(1, 1, 4), plain(1, 1, 2), forward, Attributes.PLAIN))) {
            there.with(Arg.SRC, 1, 5, 7, 2).run(Arg.DST, Arg.WORKSPACE);
            back.with(Arg.DIFF_DST, 10, 20).with(Arg.WORKSPACE, there).run(Arg.DIFF_SRC);

            assertThat(there.get(Arg.DST)).containsExactly(5, 7);
            assertThat(back.get(Arg.DIFF_SRC)).containsExactly(floats(0, 10, 20, 0));
        }
    }

    @Test
    void meanPoolingDoesNotCountPadding() {
        var pooling = new Pooling(Pooling.Kind.MEAN_WITHOUT_PADDING, List.of(new Window(2, 2, 1, 1, 0)));
        try (var problem = new Problem(pooling.forward(Mode.INFERENCE, plain(1, 1, 3), plain(1, 1, 2), Attributes.PLAIN))) {
            problem.with(Arg.SRC, 8, 2, 4).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(8, 3);
        }
    }

    @Test
    void softmax() {
        try (var problem = new Problem(Softmax.SOFTMAX.forward(Mode.INFERENCE, plain(1, 2), plain(1, 2), 1, Attributes.PLAIN))) {
            problem.with(Arg.SRC, 0, Math.log(3)).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(floats(0.25, 0.75), CLOSE);
        }
    }

    @Test
    void logSoftmax() {
        var desc = Softmax.LOG_SOFTMAX.forward(Mode.INFERENCE, plain(1, 2), plain(1, 2), 1, Attributes.PLAIN);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, 0, Math.log(3)).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(floats(Math.log(0.25), Math.log(0.75)), CLOSE);
        }
    }

    @Test
    void batchNormalizationTrainsOnTheBatch() {
        var x = plain(2, 1, 2);
        var training = new BatchNormalization(0, Set.of(BatchNormalization.Option.SCALE, BatchNormalization.Option.SHIFT));
        var forward = training.forward(Mode.TRAINING, x, x, Attributes.PLAIN);
        try (var there = new Problem(forward);
                var back = new Problem(training.backward(x, x, x, forward, Attributes.PLAIN))) {
            there.with(Arg.SRC, 1, 1, 5, 5).with(Arg.SCALE, 10).with(Arg.SHIFT, 100).run(Arg.DST, Arg.MEAN, Arg.VARIANCE);
            back.with(Arg.SRC, there).with(Arg.MEAN, there).with(Arg.VARIANCE, there).with(Arg.SCALE, there)
                    .with(Arg.DIFF_DST, 1, 0, 0, 0).run(Arg.DIFF_SRC, Arg.DIFF_SCALE, Arg.DIFF_SHIFT);

            assertThat(there.get(Arg.MEAN)).containsExactly(3);
            assertThat(there.get(Arg.VARIANCE)).containsExactly(4);
            assertThat(there.get(Arg.DST)).containsExactly(floats(90, 90, 110, 110), CLOSE);
            assertThat(back.get(Arg.DIFF_SHIFT)).containsExactly(1);
            assertThat(back.get(Arg.DIFF_SCALE)).containsExactly(floats(-1), CLOSE);
            // scale / deviation · (dy − mean(dy) − x̂ · mean(dy x̂)) with x̂ = ∓1
            assertThat(back.get(Arg.DIFF_SRC)).containsExactly(floats(2.5, -2.5, 0, 0), CLOSE);
        }
    }

    @Test
    void layerNormalizationScalesEachRow() {
        var x = plain(2, 2);
        var statistics = plain(2);
        var layer = new LayerNormalization(0, Set.of(LayerNormalization.Option.SCALE, LayerNormalization.Option.SHIFT));
        var forward = layer.forward(Mode.TRAINING, x, x, statistics, Attributes.PLAIN);
        try (var there = new Problem(forward);
                var back = new Problem(layer.backward(x, x, x, statistics, forward, Attributes.PLAIN))) {
            there.with(Arg.SRC, 1, 5, 10, 30).with(Arg.SCALE, 1, 10).with(Arg.SHIFT, 0, 100)
                    .run(Arg.DST, Arg.MEAN, Arg.VARIANCE);
            back.with(Arg.SRC, there).with(Arg.MEAN, there).with(Arg.VARIANCE, there).with(Arg.SCALE, there)
                    .with(Arg.DIFF_DST, 1, 0, 0, 1).run(Arg.DIFF_SRC, Arg.DIFF_SCALE, Arg.DIFF_SHIFT);

            assertThat(there.get(Arg.MEAN)).containsExactly(3, 20);
            assertThat(there.get(Arg.VARIANCE)).containsExactly(4, 100);
            assertThat(there.get(Arg.DST)).containsExactly(floats(-1, 110, -1, 110), CLOSE);
            assertThat(back.get(Arg.DIFF_SCALE)).containsExactly(floats(-1, 1), CLOSE);
            assertThat(back.get(Arg.DIFF_SHIFT)).containsExactly(floats(1, 1), CLOSE);
            assertThat(back.get(Arg.DIFF_SRC)).containsExactly(floats(0, 0, 0, 0), CLOSE);      // a row of two is always ∓1
        }
    }
}
