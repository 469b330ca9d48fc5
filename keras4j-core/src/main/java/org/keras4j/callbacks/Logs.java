package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What training has to say at a point: values by name, read from the device when somebody first asks.
public final class Logs {
    private final Supplier<SequencedMap<String, Double>> source;
    private @Nullable SequencedMap<String, Double> values;

    public Logs(Supplier<SequencedMap<String, Double>> source) {
        this.source = source;
    }

    /// Values by their names.
    public static Logs of(SequencedMap<String, Double> values) {
        return new Logs(() -> values);
    }

    /// In the order of History: by name, then what callbacks added.
    public SequencedMap<String, Double> values() {
        SequencedMap<String, Double> read = values;
        if (read == null) {
            read = new LinkedHashMap<>(source.get());
            values = read;
        }
        return read;
    }

    /// Empty when there is no value of that name.
    public OptionalDouble get(String name) {
        Double value = values().get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /// Adds a value, as `LearningRateScheduler` does.
    public void put(String name, double value) {
        values().put(name, value);
    }
}
