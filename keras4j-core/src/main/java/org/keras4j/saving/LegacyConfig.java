package org.keras4j.saving;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Configurations of Keras 2, and of `.h5` files of Keras 3, in the form that Keras 3 has now: with modules, inputs by their batch, calls
/// with arguments by name.
final class LegacyConfig {
    /// What is gone without a trace.
    private static final Set<String> GONE = Set.of("implementation", "time_major", "batch_input_shape", "input_length", "keras_api", "build_config",
            "_is_graph_network");

    private LegacyConfig() {}

    /// `{"class_name", "config"}` of a model.
    static Map<String, @Nullable Object> model(Map<?, ?> description) {
        return layer(description);
    }

    private static Map<String, @Nullable Object> layer(Map<?, ?> description) {
        String name = String.valueOf(description.get("class_name"));
        Object config = description.get("config");
        var map = new LinkedHashMap<String, @Nullable Object>();
        switch (name) {
            case "Model", "Functional" -> {
                map.put("module", "keras.src.models.functional");
                map.put("class_name", "Functional");
                map.put("config", functional((Map<?, ?>) config));
            }
            case "Sequential" -> {
                map.put("module", "keras");
                map.put("class_name", name);
                map.put("config", sequential(config));
            }
            default -> {
                map.put("module", module(description, "keras.layers"));
                map.put("class_name", name);
                map.put("config", values(name, (Map<?, ?>) config));
                map.put("registered_name", description.get("registered_name"));
            }
        }
        for (String kept : List.of("name", "inbound_nodes")) {
            if (description.containsKey(kept)) {
                map.put(kept, kept.equals("name") ? description.get(kept) : calls(description.get(kept)));
            }
        }
        return map;
    }

    private static Object module(Map<?, ?> description, String usual) {
        return description.get("module") instanceof String module ? module : usual;
    }

    private static Map<String, @Nullable Object> functional(Map<?, ?> config) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        config.forEach((key, value) -> map.put(String.valueOf(key), key.equals("layers") ? layers(value) : value));
        return map;
    }

    /// Of Keras 2.1 and before it is the list of layers itself. There, the first layer says of what shape its input is.
    private static Map<String, @Nullable Object> sequential(@Nullable Object config) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        if (config instanceof Map<?, ?> known) {
            known.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        List<?> given = config instanceof Map<?, ?> known ? (List<?>) known.get("layers") : (List<?>) config;
        var layers = new ArrayList<Object>();
        if (given != null && !given.isEmpty() && given.getFirst() instanceof Map<?, ?> first && !"InputLayer".equals(first.get("class_name"))
                && first.get("config") instanceof Map<?, ?> values && values.get("batch_input_shape") instanceof List<?> shape) {
            layers.add(input(first, values, shape));
        }
        layers.addAll(layers(given));
        map.put("layers", layers);
        return map;
    }

    private static Map<String, @Nullable Object> input(Map<?, ?> first, Map<?, ?> values, List<?> shape) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("batch_shape", shape);
        config.put("dtype", "Embedding".equals(first.get("class_name")) ? "int32" : values.get("dtype") instanceof String dtype ? dtype : "float32");
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("module", "keras.layers");
        map.put("class_name", "InputLayer");
        map.put("config", config);
        return map;
    }

    private static List<Map<String, @Nullable Object>> layers(@Nullable Object layers) {
        return layers instanceof List<?> list ? list.stream().map(layer -> layer((Map<?, ?>) layer)).toList() : List.of();
    }

    private static Map<String, @Nullable Object> values(String className, Map<?, ?> config) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        config.forEach((key, value) -> {
            if (className.equals("InputLayer") && key.equals("batch_input_shape")) {
                map.put("batch_shape", value);
            } else if (className.equals("LeakyReLU") && key.equals("alpha")) {
                map.put("negative_slope", value);
            } else if (!GONE.contains(key)) {
                map.put(String.valueOf(key), value(String.valueOf(key), value));
            }
        });
        // Keras 2 has one axis as a list here.
        if (className.equals("BatchNormalization") && map.get("axis") instanceof List<?> axes && axes.size() == 1) {
            map.put("axis", axes.getFirst());
        }
        return map;
    }

    private static @Nullable Object value(String key, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object when object.get("class_name") instanceof String name && object.containsKey("config") -> part(key, name, object);
            case List<?> list -> {
                var all = new ArrayList<@Nullable Object>();
                list.forEach(item -> all.add(value(key, item)));
                yield all;
            }
            case null, default -> value;
        };
    }

    private static Object part(String key, String name, Map<?, ?> object) {
        if (object.get("module") != null) {
            return object;
        }
        if (key.endsWith("initializer")) {
            return described("keras.initializers", name, without(object, "dtype"));
        }
        if (key.endsWith("regularizer")) {
            return described("keras.regularizers", name, without(object, "dtype"));
        }
        if (key.endsWith("constraint")) {
            return described("keras.constraints", name, without(object, "dtype"));
        }
        return layer(object);
    }

    private static Map<String, @Nullable Object> without(Map<?, ?> object, String gone) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        if (object.get("config") instanceof Map<?, ?> config) {
            config.forEach((key, value) -> {
                if (!key.equals(gone)) {
                    map.put(String.valueOf(key), value);
                }
            });
        }
        return map;
    }

    private static Map<String, @Nullable Object> described(String module, String name, Map<String, @Nullable Object> config) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("module", module);
        map.put("class_name", name);
        map.put("config", config);
        return map;
    }

    /// `[[["layer", 0, 0, {}], …], …]`, a list for each call; those of Keras 3 stay.
    private static List<Object> calls(@Nullable Object nodes) {
        var calls = new ArrayList<Object>();
        if (nodes instanceof List<?> list) {
            for (Object node : list) {
                calls.add(node instanceof List<?> tensors ? call(tensors) : node);
            }
        }
        return calls;
    }

    private static Map<String, Object> call(List<?> tensors) {
        // One tensor may stand without a list around it.
        List<?> all = !tensors.isEmpty() && tensors.getFirst() instanceof String ? List.of(tensors) : tensors;
        var arguments = new ArrayList<Object>();
        var keywords = new LinkedHashMap<String, @Nullable Object>();
        for (Object tensor : all) {
            var parts = (List<?>) tensor;
            arguments.add(tensor(parts.subList(0, 3)));
            if (parts.size() > 3 && parts.get(3) instanceof Map<?, ?> given) {
                given.forEach((key, value) -> keywords.put(String.valueOf(key), keyword(value)));
            }
        }
        return Map.of("args", arguments.size() == 1 ? arguments : List.of(arguments), "kwargs", keywords);
    }

    /// A tensor among keywords is a list of its layer, call and result.
    private static @Nullable Object keyword(@Nullable Object value) {
        return switch (value) {
            case List<?> list when list.size() == 3 && list.getFirst() instanceof String && list.get(1) instanceof Number -> tensor(list);
            case List<?> list -> list.stream().map(LegacyConfig::keyword).toList();
            case null, default -> value;
        };
    }

    private static Map<String, Object> tensor(List<?> history) {
        return Map.of("class_name", "__keras_tensor__", "config", Map.of("keras_history", history));
    }

    // ---- training --------------------------------------------------------------------------------------------------

    /// `training_config`, as `compile_config` has it.
    static Map<String, @Nullable Object> training(Map<?, ?> config) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        config.forEach((key, value) -> map.put(String.valueOf(key), value));
        if (map.remove("optimizer_config") instanceof Map<?, ?> optimizer && optimizer.get("class_name") instanceof String name) {
            map.put("optimizer", described("keras.optimizers", name, optimizer(without(optimizer, "decay"))));
        }
        for (String key : List.of("loss", "metrics", "weighted_metrics")) {
            map.computeIfPresent(key, (_, value) -> measured("loss".equals(key) ? "keras.losses" : "keras.metrics", value));
        }
        if (map.get("loss_weights") instanceof List<?> none && none.isEmpty()) {
            map.put("loss_weights", null);
        }
        return map;
    }

    private static Map<String, @Nullable Object> optimizer(Map<String, @Nullable Object> config) {
        if (config.remove("lr") instanceof Number rate) {
            config.put("learning_rate", rate);
        }
        config.remove("is_legacy_optimizer");
        config.remove("jit_compile");
        return config;
    }

    private static Object measured(String module, Object value) {
        return switch (value) {
            case Map<?, ?> object when object.get("class_name") instanceof String name && object.containsKey("config") ->
                    object.get("module") != null ? object : described(module, name, without(object, "fn"));
            case Map<?, ?> named -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                named.forEach((key, item) -> map.put(String.valueOf(key), item == null ? null : measured(module, item)));
                yield map;
            }
            case List<?> list -> list.stream().filter(Objects::nonNull).map(item -> measured(module, item)).toList();
            default -> value;
        };
    }
}
