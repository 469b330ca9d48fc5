package org.keras4j.layers;

import module java.base;

/// What a layer is called with. It says so when the layer asks for one more than it was given.
final class GivenInputs<T> extends AbstractList<T> implements RandomAccess {
    private final String place;
    private final List<T> inputs;

    GivenInputs(String place, List<T> inputs) {
        this.place = place;
        this.inputs = inputs;
    }

    /// @throws IllegalArgumentException when there is no such input
    @Override
    public T get(int index) {
        if (index >= inputs.size()) {
            throw new IllegalArgumentException(place + ": expected " + (index + 1) + (index == 0 ? " input" : " inputs") + " or more, got "
                    + (inputs.isEmpty() ? "none" : inputs.size()) + ". Apply it to all that its call takes.");
        }
        return inputs.get(index);
    }

    @Override
    public T getFirst() {
        return get(0);
    }

    @Override
    public int size() {
        return inputs.size();
    }
}
