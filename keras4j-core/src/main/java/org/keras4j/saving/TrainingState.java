package org.keras4j.saving;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Layer;
import org.keras4j.models.Model;
import org.keras4j.models.Progress;

/// What Keras' format doesn't hold, and the next step depends on: how far training is, seeds that were drawn, and in the middle of an
/// epoch the state of the metrics.
///
/// @param seeds by the paths of layers, as weights have them
/// @param position where an interrupted `fit` goes on; `null` when the epoch was over
record TrainingState(Progress progress, Map<String, Long> seeds, @Nullable Position position) {
    static final TrainingState NONE = new TrainingState(Progress.START, Map.of(), null);

    /// @param batch how many of the epoch are done
    /// @param metrics the variables of the metrics
    record Position(int epoch, long batch, List<NDArray> metrics) {}

    static TrainingState of(Model model) {
        var seeds = new LinkedHashMap<String, Long>();
        layers(model).forEach((path, layer) -> layer.drawnSeed().ifPresent(seed -> seeds.put(path, seed)));
        return new TrainingState(model.progress(), seeds, null);
    }

    TrainingState at(int epoch, long batch, List<NDArray> metrics) {
        return new TrainingState(progress, seeds, new Position(epoch, batch, metrics));
    }

    void applyTo(Model model) {
        layers(model).forEach((path, layer) -> {
            if (seeds.get(path) instanceof Long seed) {
                layer.drawnSeed(seed);
            }
        });
        model.progress(progress);
    }

    private static Map<String, Layer> layers(Model model) {
        var layers = new LinkedHashMap<String, Layer>();
        WeightPaths.of(model).forEach(place -> {
            if (place.owner() instanceof Layer layer) {
                layers.put(place.path(), layer);
            }
        });
        return layers;
    }

    SequencedMap<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("format", 1);
        json.put("steps", progress.steps());
        json.put("epochs", progress.epochs());
        json.put("shuffle_seed", progress.shuffleSeed());
        json.put("seeds", seeds);
        if (position != null) {
            json.put("epoch", position.epoch);
            json.put("batch", position.batch);
            json.put("metrics", position.metrics.stream().map(TrainingState::numbers).toList());
        }
        return json;
    }

    private static List<Double> numbers(NDArray array) {
        return DoubleStream.of(array.toDoubleArray()).boxed().toList();
    }

    static TrainingState of(Map<?, ?> json) {
        try {
            var seeds = new LinkedHashMap<String, Long>();
            ((Map<?, ?>) Objects.requireNonNullElse(json.get("seeds"), Map.of()))
                    .forEach((path, seed) -> seeds.put(String.valueOf(path), ((Number) seed).longValue()));
            Position position = json.get("epoch") instanceof Number epoch && json.get("batch") instanceof Number batch
                    ? new Position(epoch.intValue(), batch.longValue(), ((List<?>) json.get("metrics")).stream().map(TrainingState::array).toList()) : null;
            return new TrainingState(new Progress(number(json, "steps"), number(json, "epochs"),
                    json.get("shuffle_seed") instanceof Number seed ? seed.longValue() : null), seeds, position);
        } catch (ClassCastException | NullPointerException e) {
            throw new FormatException("expected numbers of steps, epochs and seeds, got " + json + ".", e);
        }
    }

    private static NDArray array(Object numbers) {
        return NDArray.of(((List<?>) numbers).stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray());
    }

    private static long number(Map<?, ?> json, String key) {
        return ((Number) Objects.requireNonNull(json.get(key), key)).longValue();
    }
}
