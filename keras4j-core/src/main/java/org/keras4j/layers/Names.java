package org.keras4j.layers;

import module java.base;

/// Names of layers, as Keras makes them: `dense`, `dense_1`.
final class Names {
    private Names() {}

    /// Gives a name to each that has none; a name that is taken is followed by the next number.
    static void give(List<? extends Layer> layers) {
        var taken = layers.stream().map(layer -> layer.config().name).filter(Objects::nonNull).collect(Collectors.toCollection(HashSet::new));
        for (Layer layer : layers) {
            if (layer.config().name == null) {
                String base = layer.snakeName();
                String name = base;
                for (int i = 1; !taken.add(name); i++) {
                    name = base + "_" + i;
                }
                layer.config().name = name;
            }
        }
    }
}
