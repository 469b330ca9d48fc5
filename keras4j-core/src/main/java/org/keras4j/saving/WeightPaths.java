package org.keras4j.saving;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.layers.Layer;
import org.keras4j.layers.Operation;
import org.keras4j.models.FeatureSpace;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.MultiOptimizer;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.text.SnakeCase;

/// Where Keras' files have the variables of a model, as `keras.src.saving.saving_lib` walks it: an object's own are in `PATH/vars` by
/// number, those of its parts below `PATH/ATTRIBUTE`. In a list or map the name of a part is that of its class, followed by a number
/// from the second on (`dense`, `dense_1`): names of layers don't count. What is met again stays where it was met first.
///
/// A Sequential or functional model begins with its list `layers`. In a model of one's own that list stands among the attributes, by its name: a part in `head` is at
/// `head`, one in `teacher` at `layers/dense`.
final class WeightPaths {
    private static final String LAYERS = "layers";

    /// The variables of one object.
    ///
    /// @param path empty for the model itself
    record Place(String path, String name, Object owner, List<Variable> variables) {
        boolean isOptimizer() {
            return owner instanceof Optimizer;
        }

        String vars() {
            return path.isEmpty() ? "vars" : path + "/vars";
        }
    }

    private final List<Place> places = new ArrayList<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private WeightPaths() {}

    static List<Place> of(Layer model) {
        var walk = new WeightPaths();
        walk.visit("", model);
        return walk.places;
    }

    private void visit(String path, @Nullable Object part) {
        switch (part) {
            case Layer layer when visited.add(layer) -> {
                places.add(new Place(path, layer.name(), layer, layer.ownWeights()));
                visit(below(path, LAYERS), layer.parts().get(LAYERS));
                attributes(layer).entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.comparing(WeightPaths::order)))
                        .forEach(attribute -> visit(below(path, attribute.getKey()), attribute.getValue()));
            }
            case Optimizer optimizer when visited.add(optimizer) -> {
                places.add(new Place(path, optimizer.name(), optimizer, optimizer.variables()));
                if (optimizer instanceof MultiOptimizer several) {
                    visit(below(path, "optimizers"), several.optimizers());
                }
            }
            case Collection<?> items -> container(path, items);
            case Map<?, ?> items -> container(path, items.values());
            case null, default -> { }
        }
    }

    private static Map<String, Object> attributes(Layer layer) {
        var attributes = new HashMap<>(layer.parts());
        if (layer instanceof Model model && !(layer instanceof FeatureSpace)) {             // which is a plain layer to Keras
            attributes.putIfAbsent(LAYERS, model.layers());
        }
        if (layer instanceof Model model && model.isCompiled()) {
            attributes.put("optimizer", model.optimizer());
        }
        return attributes;
    }

    /// Private attributes come last.
    private static String order(String attribute) {
        return attribute.startsWith("_") ? "~" + attribute : attribute;
    }

    private void container(String path, Collection<?> items) {
        var used = new HashMap<String, Integer>();
        for (Object item : items) {
            String name = switch (item) {
                case Operation _ -> null;                        // no layer to Keras: it neither has a group nor counts
                case Layer layer -> layer.snakeName();
                case Optimizer optimizer -> SnakeCase.of(optimizer.className());
                case Collection<?> _, Map<?, ?> _ -> "container";
                case null, default -> null;
            };
            if (name != null) {
                int before = used.merge(name, 1, Integer::sum) - 1;
                visit(below(path, before == 0 ? name : name + "_" + before), item);
            }
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
