package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.engine.cpu.foreign.Problem.any;
import static org.keras4j.engine.cpu.foreign.Problem.count;
import static org.keras4j.engine.cpu.foreign.Problem.floats;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Expected numbers are worked out by hand.
class ContractionTest {
    private static final Window TWO = new Window(2, 1, 1, 0, 0);
    private static final Convolution SQUARE = new Convolution(List.of(TWO, TWO));

    @Test
    void convolutionSumsEachWindowAndAddsTheBias() {
        var desc = SQUARE.forward(Mode.INFERENCE, plain(1, 1, 3, 3), any(1, 1, 2, 2), plain(1), plain(1, 1, 2, 2),
                Attributes.PLAIN);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, count(9)).with(Arg.WEIGHTS, 1, 0, 0, 10).with(Arg.BIAS, 0.5).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(floats(51.5, 62.5, 84.5, 95.5));
        }
    }

    @Test
    void convolutionStridesDilatesAndPads() {
        var window = new Window(2, 2, 2, 1, 0);
        var desc = new Convolution(List.of(window)).forward(Mode.INFERENCE, plain(1, 1, 5), plain(1, 1, 2), null, plain(1, 1, 2),
                Attributes.PLAIN);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, count(5)).with(Arg.WEIGHTS, 1, 10).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(floats(20, 42));          // 0·1 + 2·10, 2·1 + 4·10
        }
    }

    @Test
    void convolutionInGroupsKeepsThemApart() {
        var desc = new Convolution(List.of(TWO)).forward(Mode.INFERENCE, plain(1, 2, 3), plain(2, 1, 1, 2), null, plain(1, 2, 2),
                Attributes.PLAIN);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, count(6)).with(Arg.WEIGHTS, 1, 1, 1, -1).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(floats(3, 5, -1, -1));
        }
    }

    @Test
    void convolutionGradients() {
        var src = plain(1, 1, 3, 3);
        var dst = plain(1, 1, 2, 2);
        var forward = SQUARE.forward(Mode.TRAINING, src, any(1, 1, 2, 2), plain(1), dst, Attributes.PLAIN);
        try (var data = new Problem(SQUARE.backwardData(src, any(1, 1, 2, 2), dst, forward, Attributes.PLAIN));
                var weights = new Problem(SQUARE.backwardWeights(src, any(1, 1, 2, 2), plain(1), dst, forward,
                        Attributes.PLAIN))) {
            data.with(Arg.WEIGHTS, 1, 2, 3, 4).with(Arg.DIFF_DST, 1, 0, 0, 10).run(Arg.DIFF_SRC);
            weights.with(Arg.SRC, count(9)).with(Arg.DIFF_DST, 1, 0, 0, 10).run(Arg.DIFF_WEIGHTS, Arg.DIFF_BIAS);

            assertThat(data.get(Arg.DIFF_SRC)).containsExactly(floats(1, 2, 0, 3, 14, 20, 0, 30, 40));
            assertThat(weights.get(Arg.DIFF_WEIGHTS)).containsExactly(floats(51, 62, 84, 95));
            assertThat(weights.get(Arg.DIFF_BIAS)).containsExactly(11);
        }
    }

    @Test
    void convolutionChoosesBlocksAndNamesThem() {
        var desc = SQUARE.forward(Mode.INFERENCE, MemoryDesc.strided(DType.FLOAT32, Shape.of(8, 32, 9, 9), 2592, 1, 288, 32),
                any(64, 32, 2, 2), null, any(8, 64, 8, 8), Attributes.PLAIN);

        assertThat(desc.isReference()).isFalse();
        assertThat(desc.memory(Arg.SRC).layout()).isEqualTo("acdb");
        assertThat(desc.memory(Arg.WEIGHTS).layout()).matches("[aA]?.*[0-9]+[ab].*");
        assertThatThrownBy(() -> desc.memory(Arg.WORKSPACE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("oneDNN convolution_forward: has no argument workspace.");
    }

    @Test
    void convolutionWantsWeightsOfItsWindows() {
        assertThatThrownBy(() -> SQUARE.forward(Mode.INFERENCE, plain(1, 1, 3, 3), plain(1, 1, 3, 3), null, plain(1, 1, 1, 1),
                Attributes.PLAIN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Convolution: expected weights of the windows' sizes [2, 2], got float32[1, 1, 3, 3] abcd.");
    }

    @Test
    void matmulAppliesBiasThenPostOpsInTheirOrder() {
        var attributes = Attributes.PLAIN.then(new PostOp.Activation(Eltwise.RELU, 0, 0)).then(new PostOp.Sum(2));
        var desc = PrimitiveDesc.matmul(plain(1, 2), plain(2, 2), plain(1, 2), plain(1, 2), attributes);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, 1, 2).with(Arg.WEIGHTS, 1, 2, 3, 4).with(Arg.BIAS, 0.5, -100).with(Arg.DST, 10, 20).run();

            assertThat(problem.get(Arg.DST)).containsExactly(floats(7.5 + 20, 40));
        }
    }

    @Test
    void matmulOverABatchTakesTransposedViews() {
        var transposed = MemoryDesc.strided(DType.FLOAT32, Shape.of(2, 2, 2), 4, 1, 2);
        var desc = PrimitiveDesc.matmul(plain(2, 1, 2), transposed, null, plain(2, 1, 2), Attributes.PLAIN);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, 1, 10, 1, 10).with(Arg.WEIGHTS, count(8)).run(Arg.DST);

            assertThat(transposed.layout()).isEqualTo("acb");
            assertThat(problem.get(Arg.DST)).containsExactly(floats(31, 42, 75, 86));
        }
    }

    @Test
    void nothingTimesAnythingIsNothing() {
        try (var problem = new Problem(PrimitiveDesc.matmul(plain(0, 2), plain(2, 2), null, plain(0, 2), Attributes.PLAIN))) {
            problem.with(Arg.SRC).with(Arg.WEIGHTS, count(4)).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).isEmpty();
        }
    }

    @Test
    void wantsAllItsArguments() {
        var desc = PrimitiveDesc.matmul(plain(1, 2), plain(2, 2), null, plain(1, 2), Attributes.PLAIN);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, 1, 2);

            assertThatThrownBy(() -> problem.run(Arg.DST)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("oneDNN: expected arguments that fit together, got matmul (");
        }
    }

    @Test
    void wantsItsScratchpad() {
        var source = MemoryDesc.strided(DType.FLOAT32, Shape.of(64, 64), 1, 64);
        var desc = PrimitiveDesc.matmul(source, source, null, plain(64, 64), Attributes.PLAIN);
        assertThat(desc.scratchpadBytes()).isPositive();
        try (var scope = new NativeScope()) {
            assertThatThrownBy(() -> desc.bind(scope, Map.of())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("oneDNN matmul \\(.*\\): expected a scratchpad of [0-9]+ bytes, got none\\.");
        }
    }

    @Test
    void saysWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> PrimitiveDesc.matmul(plain(2, 3), plain(4, 5), null, plain(2, 5), Attributes.PLAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("oneDNN: expected arguments that fit together, got dnnl_matmul_primitive_desc_create("
                        + "float32[2, 3] ab, float32[4, 5] ab, none, float32[2, 5] ab, ");
    }

    @Test
    void saysWhatOneDnnCannotDo() {
        var integers = MemoryDesc.plain(DType.INT32, Shape.of(2, 3));

        assertThatThrownBy(() -> Softmax.SOFTMAX.forward(Mode.INFERENCE, integers, integers, 1, Attributes.PLAIN))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("oneDNN has no implementation of dnnl_softmax_forward_primitive_desc_create(")
                .hasMessageEndingWith(" on this processor. ONEDNN_VERBOSE=all says why.");
    }
}
