package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Report;
import org.keras4j.apps.Training;
import org.keras4j.apps.Workload;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.losses.Losses;
import org.keras4j.models.Functional;
import org.keras4j.optimizers.Adam;
import org.keras4j.schedules.CosineDecay;
import org.keras4j.schedules.LearningRateSchedule;
import org.keras4j.schedules.PiecewiseConstantDecay;

/// How all networks of pictures are trained: with the same pictures, varied in the same way, for the same number of steps.
public final class PictureTraining {
    private static final int BENCH_BATCH = 64;
    private static final int BENCH_CLASSES = 10;
    private static final String UNIT = "images";

    private PictureTraining() {}

    /// Trains with Adam on the pictures and writes nothing.
    public static Training train(Functional model, Pictures pictures, PixelScale scale, Fitting fitting) {
        var settings = fitting.settings();
        return fitting.run(compiled(model, pictures, settings), Samples.of(UNIT, pictures.count(), batches(pictures, scale, settings)));
    }

    private static Functional compiled(Functional model, Pictures pictures, Report.Settings settings) {
        int stepsPerEpoch = Math.ceilDiv(pictures.count(), settings.batchSize());
        model.compile(Adam.of(rate(settings, stepsPerEpoch)), Losses.sparseCategoricalCrossentropy(), "accuracy");
        return model;
    }

    private static Dataset batches(Pictures pictures, PixelScale scale, Report.Settings settings) {
        return Variation.batches(pictures, scale, settings.batchSize(), settings.seed());
    }

    /// A step of training of this network, on random pictures of 10 classes.
    ///
    /// @param name of the benchmark
    public static Workload workload(String name, Design design) {
        return Workload.of(name, UNIT, BENCH_BATCH, () -> compiled(design.create(BENCH_CLASSES)), count -> Element.of(
                Philox.of(1).normal(DType.FLOAT32, PixelScale.batch(count), 0, 1), Philox.of(2).integers(DType.INT32, Shape.of(count), 0, BENCH_CLASSES)));
    }

    private static Functional compiled(Functional model) {
        model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossentropy());
        return model;
    }

    /// One cycle (Smith 2018): up from a tenth in the first fifth, then down along a cosine, which few epochs need; or the steps of the Keras
    /// example, of which the first comes after 80.
    static LearningRateSchedule rate(Report.Settings settings, int stepsPerEpoch) {
        long steps = (long) stepsPerEpoch * settings.epochs();
        double peak = settings.learningRate();
        long rising = Math.max(1, steps / 5);
        return switch (settings.preset()) {
            case QUICK, STANDARD -> CosineDecay.of(0.1 * peak, Math.max(1, steps - rising)).warmup(peak, rising).alpha(1e-3);
            case PAPER -> PiecewiseConstantDecay.of(LongStream.of(80, 120, 160, 180).mapToObj(epoch -> epoch * stepsPerEpoch).toList(),
                    DoubleStream.of(1, 0.1, 0.01, 1e-3, 5e-4).mapToObj(part -> part * peak).toList());
        };
    }
}
