package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.apps.Workload;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Profile;
import org.keras4j.models.Model;

/// Steps of a model of ours on one batch.
final class Ours implements Side {
    private final Model model;
    private final Element batch;
    private final Runnable step;

    private Ours(Model model, Element batch, Runnable step) {
        this.model = model;
        this.batch = batch;
        this.step = step;
        long end = System.nanoTime() + 20_000_000_000L;             // C2 takes that long over the gates of an LSTM
        while (System.nanoTime() < end) {
            step.run();
        }
    }

    static Ours training(Workload workload, BenchOptions options, long batch) {
        Model model = model(workload, options);
        Element data = workload.data().apply(batch);
        return new Ours(model, data, () -> model.trainOnBatch(data));
    }

    static Ours predicting(Workload workload, BenchOptions options, long batch) {
        Model model = model(workload, options);
        Element data = workload.data().apply(batch);
        return new Ours(model, data, () -> model.predictOnBatch(data.x().getFirst()));
    }

    private static Model model(Workload workload, BenchOptions options) {
        KerasConfig.dtype(options.dtype());
        return workload.model().get();
    }

    @Override
    public String name() {
        return "keras4j";
    }

    @Override
    public Timing run(double seconds) {
        return Side.time(step, seconds, batch.input().size(0));
    }

    /// Where the time of a training step goes.
    Profile profile() {
        return model.profile(batch, 50);
    }

    @Override
    public void close() {}
}
