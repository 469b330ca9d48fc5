package org.keras4j.callbacks;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.LayerConfig;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;
import org.keras4j.text.Output;

/// Callbacks beside a training that isn't one: its values are those of Keras' golden runs, its one weight counts the epochs.
abstract class CountedEpochs {
    private static final double[] ACCURACY = {0.8, 1, 1, 1, 1};
    private static final double[] LOSS = {0.6437, 0.5621, 0.5000, 0.4520, 0.4325};

    Model model = new Counter();
    private long now = 1_000_000_000_000L;

    private static final class Counter extends Model {
        private final Variable count = addWeight("count", Shape.SCALAR, new Zeros());

        Counter() {
            super(new LayerConfig());
        }
    }

    /// An epoch has one step of 20 ms.
    final History train(int epochs, Callback... callbacks) {
        return train(Verbosity.SILENT, epochs, callbacks);
    }

    final History train(Verbosity verbosity, int epochs, Callback... callbacks) {
        model = new Counter();
        var list = attached(1, epochs, verbosity, callbacks);
        Logs last = logs();
        list.onTrainBegin();
        for (int epoch = 0; epoch < epochs && !model.isStopRequested(); epoch++) {
            list.onEpochBegin(epoch);
            list.onTrainBatchBegin(0);
            model.weights().getFirst().assign(NDArray.scalar((float) epoch + 1));
            list.onTrainBatchEnd(0, logs(ACCURACY[epoch % 5], LOSS[epoch % 5]));
            last = logs(ACCURACY[epoch % 5], LOSS[epoch % 5]);
            list.onEpochEnd(epoch, last);
        }
        list.onTrainEnd(last);
        return list.history();
    }

    final CallbackList attached(long steps, int epochs, Verbosity verbosity, Callback... callbacks) {
        return attached(new RunInfo(RunInfo.Kind.TRAIN, epochs, OptionalLong.of(steps), false, Map.of("accuracy", Direction.UP)), verbosity, callbacks);
    }

    final CallbackList attached(RunInfo run, Verbosity verbosity, Callback... callbacks) {
        var all = new ArrayList<>(List.of(callbacks));
        if (all.stream().noneMatch(History.class::isInstance)) {
            all.add(new History());                                   // before the bar, as without one
        }
        all.add(new ProgbarLogger(verbosity, () -> now += 20_000_000L));
        var list = CallbackList.of(all, verbosity);
        list.attach(model, run);
        return list;
    }

    final double count() {
        return model.weights().getFirst().value().item();
    }

    static Logs logs(double... values) {
        List<String> names = List.of("accuracy", "loss", "val_accuracy", "val_loss");
        var map = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            map.put(names.get(i), values[i]);
        }
        return Logs.of(map);
    }

    static String printed(Runnable run) {
        var text = new StringBuilder();
        try (var _ = Output.redirect(text::append, Output.Kind.LINES)) {
            run.run();
        }
        return text.toString();
    }
}
