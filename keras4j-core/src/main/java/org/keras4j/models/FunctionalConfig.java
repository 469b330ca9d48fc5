package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasNode;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.Operation;
import org.keras4j.ops.Call;

/// A functional model as Keras writes it: its layers, each with its calls, whose tensors are named by layer, call and result.
final class FunctionalConfig {
    private static final String TENSOR = "__keras_tensor__";
    private static final String MASK = "mask";
    private static final String TRAINING = "training";
    private static final String LAYER = "the description of a layer";

    private FunctionalConfig() {}

    /// How a model of Python takes or returns its values.
    sealed interface Ends {
        /// One by itself, several in a list.
        record Plain() implements Ends {}

        /// In a list, even if it is one.
        record Listed() implements Ends {}

        /// In a dictionary, with these keys in the order of the values.
        record Keyed(List<String> keys) implements Ends {}

        static Ends of(@Nullable Object ends) {
            return switch (ends) {
                case Map<?, ?> map when map.values().stream().allMatch(Ends::isOne) -> new Keyed(map.keySet().stream().map(String::valueOf).sorted().toList());
                case List<?> list when list.stream().allMatch(Ends::isOne) -> new Listed();
                case null, default -> new Plain();
            };
        }

        private static boolean isOne(@Nullable Object end) {
            return end instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof String;
        }

        /// The keys by which arrays are given and losses named, or `otherwise`.
        default List<String> namesOr(List<String> otherwise) {
            return this instanceof Keyed(List<String> keys) ? keys : otherwise;
        }

        /// These histories as they stand in a file.
        default Object written(List<List<Object>> all) {
            return switch (this) {
                case Plain() -> all.size() == 1 ? all.getFirst() : all;
                case Listed() -> all;
                case Keyed(List<String> keys) -> {
                    var named = new LinkedHashMap<String, Object>();
                    for (int i = 0; i < keys.size(); i++) {
                        named.put(keys.get(i), all.get(i));
                    }
                    yield named;
                }
            };
        }
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    static SequencedMap<String, @Nullable Object> write(Functional model) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("name", model.name());
        map.put("trainable", model.trainable());
        map.put("layers", model.layers().stream().map(layer -> layer(model, layer)).toList());
        map.put("input_layers", ends(model, model.inputs().stream().map(Input::tensor).toList(), model.inputEnds()));
        map.put("output_layers", ends(model, model.outputs(), model.outputEnds()));
        return map;
    }

    private static Map<String, @Nullable Object> layer(Functional model, Layer layer) {
        var map = layer.serialized();
        map.put("name", layer.name());
        map.put("inbound_nodes", calls(model, layer).stream().filter(node -> !node.inputs().isEmpty()).map(node -> call(model, node)).toList());
        return map;
    }

    private static List<KerasNode> calls(Functional model, Layer layer) {
        return model.wiring().nodes().getOrDefault(layer, List.of());
    }

    private static Map<String, @Nullable Object> call(Functional model, KerasNode node) {
        List<Map<String, Object>> tensors = node.inputs().stream().map(tensor -> tensor(model, tensor)).toList();
        if (node.layer() instanceof Operation operation) {
            return operation.callAsKerasHasIt(tensors::get);
        }
        Map<String, Object> call = node.layer().callAsKerasHasIt(tensors,
                tensor -> DType.of((String) ((Map<?, ?>) Objects.requireNonNull(tensor.get("config"))).get("dtype"))).orElseGet(() -> plainCall(node, tensors));
        var keywords = new LinkedHashMap<Object, @Nullable Object>((Map<?, ?>) call.get("kwargs"));
        Object mask = node.mask().map(said -> tensor(model, said)).orElse(null);
        if (mask != null || node.layer() instanceof Model && node.mode() == Call.Mode.UNSAID) {
            keywords.put(MASK, mask);
        }
        switch (node.mode()) {
            case TRAINING -> keywords.put(TRAINING, true);
            case INFERENCE -> keywords.put(TRAINING, false);
            case UNSAID -> { }
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("args", call.get("args"));
        map.put("kwargs", keywords);
        return map;
    }

    private static Map<String, Object> plainCall(KerasNode node, List<Map<String, Object>> tensors) {
        Optional<String> keyword = tensors.size() > 1 ? node.layer().keywordAfterFirstInput() : Optional.empty();
        return keyword.isPresent() ? Map.of("args", List.of(tensors.getFirst()), "kwargs", Map.of(keyword.get(), tensors.subList(1, tensors.size())))
                : Map.of("args", tensors.size() == 1 ? tensors : List.of(tensors), "kwargs", Map.of());
    }

    private static Map<String, Object> tensor(Functional model, KerasTensor tensor) {
        var config = new LinkedHashMap<String, Object>();
        config.put("shape", tensor.shape().kerasValue());
        config.put("dtype", tensor.isText() ? Input.TEXT : tensor.dtype().toString());
        config.put("keras_history", history(model, tensor, 0));
        var map = new LinkedHashMap<String, Object>();
        map.put("class_name", TENSOR);
        map.put("config", config);
        return map;
    }

    private static List<Object> history(Functional model, KerasTensor tensor, int shift) {
        return List.of(tensor.layer().name(), calls(model, tensor.layer()).indexOf(tensor.node()) + shift, tensor.index());
    }

    /// There, and only there, Keras counts the calls of a functional model from 1.
    private static Object ends(Functional model, List<KerasTensor> tensors, Ends ends) {
        return ends.written(tensors.stream().map(tensor -> history(model, tensor, tensor.layer() instanceof Functional ? 1 : 0)).toList());
    }

    // ---- reading ---------------------------------------------------------------------------------------------------

    static Functional read(Map<?, ?> config) {
        var reader = new Reader(layers(config));
        reader.callAll();
        var layerConfig = new LayerConfig();
        layerConfig.name = config.get("name") instanceof String name ? name : null;
        Functional model = Functional.between(layerConfig, reader.ends(config.get("input_layers")), reader.ends(config.get("output_layers")));
        model.ends(Ends.of(config.get("input_layers")), Ends.of(config.get("output_layers")));
        if (Boolean.FALSE.equals(config.get("trainable"))) {
            model.setTrainable(false);
        }
        return model;
    }

    /// {@return the descriptions of a model's layers}
    ///
    /// @throws IllegalArgumentException if it has no list of them
    static List<?> layers(Map<?, ?> config) {
        if (config.get("layers") instanceof List<?> layers) {
            return layers;
        }
        throw new IllegalArgumentException("Model: expected a list of layers in its config, got " + config.get("layers") + ".");
    }

    /// {@return the layer that a description is of}
    ///
    /// @throws IllegalArgumentException if it is of none
    static Layer layer(@Nullable Object described) {
        return FromKeras.object(map(described, LAYER)) instanceof Layer layer ? layer : fail(LAYER, described);
    }

    private static Map<?, ?> map(@Nullable Object value, String what) {
        return value instanceof Map<?, ?> map ? map : fail(what, value);
    }

    private static <T> T fail(String expected, @Nullable Object got) {
        throw new IllegalArgumentException("Model: expected " + expected + ", got " + got + ".");
    }

    private static final class Reader {
        /// A call that waits for its tensors.
        private record Pending(String layer, int call, List<Map<?, ?>> tensors, @Nullable Map<?, ?> mask, Call.Mode mode) {}

        private final Map<String, Layer> layers = new LinkedHashMap<>();
        private final Map<String, Map<Integer, List<KerasTensor>>> made = new HashMap<>();
        private final List<Pending> pending = new ArrayList<>();

        Reader(List<?> entries) {
            for (Object entry : entries) {
                Map<?, ?> serialized = map(entry, LAYER);
                String name = String.valueOf(serialized.get("name"));
                List<?> nodes = list(Objects.requireNonNullElse(serialized.get("inbound_nodes"), List.of()), "a list of calls of '" + name + "'");
                Layer layer = layer(serialized, nodes, name);
                layers.put(name, layer);
                if (layer instanceof Input input) {
                    made.put(name, Map.of(0, List.of(input.tensor())));
                }
                int call = 0;
                for (Object node : nodes) {
                    Map<?, ?> said = map(node, "a call of '" + name + "'");
                    var tensors = new ArrayList<Map<?, ?>>();
                    collect(said.get("args"), tensors);
                    var keywords = new LinkedHashMap<Object, @Nullable Object>(map(Objects.requireNonNullElse(said.get("kwargs"), Map.of()), "the keywords of a call of '" + name + "'"));
                    Call.Mode mode = mode(keywords);
                    // Of several inputs each has its own, and brings it along.
                    Object mask = layer instanceof Operation ? null : keywords.remove(MASK);
                    collect(keywords, tensors);
                    pending.add(new Pending(name, call++, tensors, isTensor(mask) ? tensor((Map<?, ?>) mask) : null, mode));
                }
            }
        }

        private static Layer layer(Map<?, ?> serialized, List<?> nodes, String name) {
            if (Operation.isOne(serialized)) {
                return Operation.of(serialized, map(nodes.isEmpty() ? null : nodes.getFirst(), "a call of '" + name + "'"), Reader::isTensor);
            }
            return FunctionalConfig.layer(serialized).calledWith(keywords(nodes));
        }

        private static List<?> list(@Nullable Object value, String what) {
            return value instanceof List<?> list ? list : fail(what, value);
        }

        private static Map<?, ?> tensor(Map<?, ?> part) {
            return map(part.get("config"), "what a tensor is");
        }

        /// Of the first call: a layer has the same options in all.
        private static Map<?, ?> keywords(List<?> nodes) {
            return !nodes.isEmpty() && nodes.getFirst() instanceof Map<?, ?> node && node.get("kwargs") instanceof Map<?, ?> keywords ? keywords : Map.of();
        }

        /// Of a call without keywords Keras writes the defaults of all: with them, `training` says nothing.
        private static Call.Mode mode(Map<?, ?> keywords) {
            boolean allDefaults = keywords.containsKey(MASK) && keywords.get(MASK) == null;
            return !allDefaults && keywords.get(TRAINING) instanceof Boolean training ? training ? Call.Mode.TRAINING : Call.Mode.INFERENCE : Call.Mode.UNSAID;
        }

        private static boolean isTensor(@Nullable Object part) {
            return part instanceof Map<?, ?> map && TENSOR.equals(map.get("class_name"));
        }

        private static void collect(@Nullable Object part, List<Map<?, ?>> into) {
            switch (part) {
                case Map<?, ?> map when TENSOR.equals(map.get("class_name")) -> into.add(tensor(map));
                case Map<?, ?> map -> map.values().forEach(value -> collect(value, into));
                case List<?> list -> list.forEach(value -> collect(value, into));
                case null, default -> { }
            }
        }

        /// Calls layers round by round, until all have been: a shared layer may need what another made of its first result.
        void callAll() {
            while (!pending.isEmpty()) {
                int before = pending.size();
                pending.removeIf(this::called);
                if (pending.size() == before) {
                    throw new IllegalArgumentException("Functional: expected calls that lead from inputs to outputs, got "
                            + pending.stream().map(Pending::layer).toList() + " that wait for each other, or for layers that aren't there.");
                }
            }
        }

        private boolean called(Pending call) {
            int previous = made.getOrDefault(call.layer, Map.of()).size();
            if (previous < call.call) {
                return false;
            }
            List<Optional<KerasTensor>> inputs = call.tensors.stream().map(this::find).toList();
            Optional<KerasTensor> mask = call.mask == null ? Optional.empty() : find(call.mask);
            if (inputs.stream().anyMatch(Optional::isEmpty) || call.mask != null && mask.isEmpty()) {
                return false;
            }
            Layer layer = Objects.requireNonNull(layers.get(call.layer));
            made.computeIfAbsent(call.layer, _ -> new HashMap<>()).put(call.call, layer.applyAll(inputs.stream().flatMap(Optional::stream).toList(), mask.orElse(null), call.mode));
            return true;
        }

        private Optional<KerasTensor> find(Map<?, ?> tensor) {
            return find(tensor.get("keras_history"), 0);
        }

        /// @param history name of a layer, number of its call, number of the result
        private Optional<KerasTensor> find(@Nullable Object history, int shift) {
            if (!(history instanceof List<?> parts && parts.size() == 3 && parts.get(1) instanceof Number call && parts.get(2) instanceof Number result)) {
                return fail("a layer, a call and a result", history);
            }
            List<KerasTensor> results = made.getOrDefault(String.valueOf(parts.getFirst()), Map.of()).get(call.intValue() - shift);
            return results == null ? Optional.empty()
                    : Optional.of(result.intValue() >= 0 && result.intValue() < results.size() ? results.get(result.intValue()) : fail("one of " + results.size() + " results", history));
        }

        List<KerasTensor> ends(@Nullable Object histories) {
            return switch (histories) {
                case List<?> list when list.size() == 3 && list.getFirst() instanceof String -> List.of(end(list));
                case List<?> list -> list.stream().flatMap(item -> ends(item).stream()).toList();
                // Dictionaries are flattened in the order of their keys.
                case Map<?, ?> map -> new TreeMap<>(map).values().stream().flatMap(item -> ends(item).stream()).toList();
                case null, default -> throw new IllegalArgumentException("Functional: expected input_layers and output_layers, got " + histories + ".");
            };
        }

        private KerasTensor end(List<?> history) {
            int shift = layers.get(String.valueOf(history.getFirst())) instanceof Functional ? 1 : 0;
            return find(history, shift).orElseThrow(() -> new IllegalArgumentException("Functional: there is no " + history + "."));
        }
    }
}
