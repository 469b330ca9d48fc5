package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.apps.Workload;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.Model;

/// A model of ours, which goes through its batches again and again.
final class Ours implements Side {
    private final List<Element> batches;
    private final Runnable step;
    private final Function<Element, Profile> profile;

    private Ours(List<Element> batches, Consumer<Element> work, Function<Element, Profile> profile) {
        this.batches = batches;
        this.step = () -> batches.forEach(work);
        this.profile = profile;
        long end = System.nanoTime() + 20_000_000_000L;             // C2 takes that long over the gates of an LSTM
        while (System.nanoTime() < end) {
            step.run();
        }
    }

    static Ours training(Workload workload, BenchOptions options, long batch) {
        Model model = model(workload, options);
        return new Ours(workload.batches().apply(batch), model::trainOnBatch, data -> model.profile(data, 50));
    }

    static Ours predicting(Workload workload, BenchOptions options, long batch) {
        Model model = model(workload, options);
        return new Ours(workload.batches().apply(batch), data -> model.predictOnBatch(data.x().toArray(NDArray[]::new)),
                data -> model.profilePrediction(data, 1000));
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
        return Side.time(step, seconds, batches.stream().mapToLong(batch -> batch.input().size(0)).sum());
    }

    /// Where the time of a step goes, of the largest batch.
    Profile profile() {
        return profile.apply(batches.getLast());
    }

    @Override
    public void close() {}
}
