package org.keras4j.callbacks;

import module java.base;

/// The values of each epoch: what `fit` answers. Follows `keras.callbacks.History`, also in this: one that is given to `fit` again, as a callback,
/// goes on collecting values, while [#epochs] are those of the last training.
public final class History extends Callback {
    private final List<Integer> epochs = new ArrayList<>();
    private final SequencedMap<String, List<Double>> values = new LinkedHashMap<>();

    @Override
    public void onTrainBegin() {
        epochs.clear();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        epochs.add(epoch);
        logs.values().forEach((name, value) -> values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }

    /// The epochs of the last training, counted from 0.
    public List<Integer> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /// The values by name, one an epoch.
    public SequencedMap<String, List<Double>> history() {
        return Collections.unmodifiableSequencedMap(values);
    }

    /// The values of that name, one an epoch; of the validation by `val_…`.
    ///
    /// @throws NoSuchElementException naming what there is, when there is nothing of that name
    public List<Double> get(String name) {
        List<Double> found = values.get(name);
        if (found == null) {
            throw new NoSuchElementException("History: expected one of " + values.keySet() + ", got '" + name + "'.");
        }
        return Collections.unmodifiableList(found);
    }

    /// The value of the last epoch that had one.
    ///
    /// @throws NoSuchElementException naming what there is, when there is nothing of that name
    public double last(String name) {
        return get(name).getLast();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
