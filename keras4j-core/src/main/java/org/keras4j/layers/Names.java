package org.keras4j.layers;

import module java.base;

/// Names of layers, as Keras makes them: `dense`, `dense_1`.
final class Names {
    private Names() {}

    /// `MaxPooling2D` is `max_pooling2d`, `LSTM` is `lstm`, `PReLU` is `p_re_lu`.
    static String snakeCase(String className) {
        return className.replaceAll("\\W", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /// Gives a name to each that has none; a name that is taken is followed by the next number.
    static void give(List<? extends Layer> layers) {
        var taken = layers.stream().map(layer -> layer.config().name).filter(Objects::nonNull).collect(Collectors.toCollection(HashSet::new));
        for (Layer layer : layers) {
            if (layer.config().name == null) {
                String base = snakeCase(layer.className());
                String name = base;
                for (int i = 1; !taken.add(name); i++) {
                    name = base + "_" + i;
                }
                layer.config().name = name;
            }
        }
    }
}
