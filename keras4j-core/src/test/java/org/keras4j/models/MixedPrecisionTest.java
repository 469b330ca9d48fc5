package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.LossScaleOptimizer;
import org.keras4j.optimizers.SGD;

/// Models that compute in 16 bit and keep their weights in 32.
class MixedPrecisionTest extends LineToLearn {
    @Test
    void mixedPrecisionKeepsVariablesInFloat32() {
        var model = Sequential.of(Input.shape(4), Dense.of(8).dtype("mixed_bfloat16"), Dense.of(1).dtype("mixed_bfloat16"));
        assertThat(model.weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
        assertThat(model.predict(x).dtype()).isEqualTo(DType.BFLOAT16);
        model.compile(SGD.of(0.05), Losses.meanSquaredError());
        var history = model.fit(x, y, Fit.epochs(30).batchSize(20).verbose(Verbosity.SILENT));
        assertThat(history.last("loss")).isLessThan(history.get("loss").getFirst() / 2);
    }

    @Test
    void float16ScalesItsLoss() {
        var model = Sequential.of(Input.shape(2), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        assertThat(model.optimizer()).isInstanceOf(SGD.class);
        KerasConfig.dtype("mixed_float16");
        try {
            var half = Sequential.of(Input.shape(2), Dense.of(1).kernelInitializer(new Zeros()));
            half.compile(SGD.of(0.25), Losses.meanSquaredError());
            assertThat(half.optimizer()).isInstanceOf(LossScaleOptimizer.class);
            NDArray x = NDArray.ones(DType.FLOAT32, Shape.of(4, 2));
            half.trainOnBatch(x, NDArray.ones(DType.FLOAT32, Shape.of(4, 1)));            // the scaled gradient, -65536, is infinite
            assertThat(half.getWeights().getFirst().sum().item()).isZero();
            half.trainOnBatch(x, NDArray.ones(DType.FLOAT32, Shape.of(4, 1)));
            assertThat(half.getWeights()).containsExactly(NDArray.full(DType.FLOAT32, Shape.of(2, 1), 0.5), NDArray.full(DType.FLOAT32, Shape.of(1), 0.5));
        } finally {
            KerasConfig.dtype("float32");
        }
    }

    /// 2^16 and more is infinite in float16. The interpreter rounds after each operation, as Keras does; a fused loop may hold what it doesn't store in float32.
    @Test
    void theScaleOfTheLossGoesWhereGradientsOverflow() {
        KerasConfig.backend(Backend.named("reference"));
        KerasConfig.dtype("mixed_float16");
        try {
            var half = Sequential.of(Input.shape(1), Dense.of(1).kernelInitializer(new Zeros()));
            half.compile(LossScaleOptimizer.of(SGD.of(0)).initialScale(0x1p17).dynamicGrowthSteps(2), Losses.meanSquaredError());
            var scales = new ArrayList<Double>();
            for (int step = 0; step < 7; step++) {
                half.trainOnBatch(NDArray.ones(DType.FLOAT32, Shape.of(1, 1)), NDArray.full(DType.FLOAT32, Shape.of(1, 1), -1));     // a gradient of 2, scaled
                scales.add(half.optimizer().variables().get(3).value().item());
            }
            assertThat(scales).containsExactly(0x1p16, 0x1p15, 0x1p14, 0x1p14, 0x1p15, 0x1p14, 0x1p14);
        } finally {
            KerasConfig.dtype("float32");
            KerasConfig.backend(Programs.BACKEND);
        }
    }
}
