package org.keras4j.models;

import module java.base;
import org.keras4j.layers.Layer;
import org.keras4j.metrics.Metric;

/// The metrics that a model and its layers have in their fields, also in lists and maps: Keras tracks an attribute that is a metric.
///
/// @param own those of the model itself
/// @param within those of all layers within, but of models: what these measure belongs to steps of their own
record HeldMetrics(List<Metric> own, List<Metric> within) {

    static HeldMetrics of(Layer whole) {
        var layers = new LinkedHashSet<Layer>();
        collect(whole, layers);
        return new HeldMetrics(in(whole), layers.stream().filter(layer -> !(layer instanceof Model)).flatMap(layer -> in(layer).stream()).distinct().toList());
    }

    private static List<Metric> in(Layer layer) {
        return items(layer.parts().values()).filter(Metric.class::isInstance).map(Metric.class::cast).toList();
    }

    private static void collect(Layer whole, Set<Layer> into) {
        items(whole.parts().values()).forEach(part -> {
            if (part instanceof Layer layer && into.add(layer)) {
                collect(layer, into);
            }
        });
    }

    private static Stream<?> items(Collection<?> parts) {
        return parts.stream().flatMap(part -> switch (part) {
            case Collection<?> items -> items(items);
            case Map<?, ?> items -> items(items.values());
            case null -> Stream.empty();
            default -> Stream.of(part);
        });
    }
}
