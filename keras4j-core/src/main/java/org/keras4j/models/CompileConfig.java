package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.config.OfFunction;
import org.keras4j.losses.Loss;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Metric;
import org.keras4j.metrics.Metrics;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.Optimizers;

/// What `compile` was given, as Keras writes it: names, objects, and lists or dictionaries of them for several outputs.
final class CompileConfig {
    private static final System.Logger LOG = System.getLogger(CompileConfig.class.getName());

    private CompileConfig() {}

    // ---- reading ---------------------------------------------------------------------------------------------------

    /// @param outputs the names of the model's outputs, to which lists belong in this order
    static Compile read(Map<?, ?> config, List<String> outputs) {
        Object optimizer = config.get("optimizer");
        Compile compile = Compile.with(optimizer instanceof Map<?, ?> map ? (Optimizer) FromKeras.object(map)
                : Optimizers.of(String.valueOf(Objects.requireNonNullElse(optimizer, "rmsprop"))));
        for (var loss : byOutput(config, "loss", outputs).entrySet()) {
            compile = switch (named(loss.getValue(), Losses.names())) {
                case Map<?, ?> map -> compile.loss(loss.getKey(), (Loss) FromKeras.object(map));
                case Object name -> compile.loss(loss.getKey(), String.valueOf(name));
            };
        }
        for (var weight : byOutput(config, "loss_weights", outputs).entrySet()) {
            compile = compile.lossWeight(weight.getKey(), ((Number) weight.getValue()).doubleValue());
        }
        for (var metrics : metricsByOutput(config, "metrics", outputs).entrySet()) {
            for (Object metric : metrics.getValue()) {
                compile = metric instanceof Map<?, ?> map ? compile.metric(metrics.getKey(), (Metric) FromKeras.object(map))
                        : compile.metric(metrics.getKey(), String.valueOf(metric));
            }
        }
        for (var metrics : metricsByOutput(config, "weighted_metrics", outputs).entrySet()) {
            for (Object metric : metrics.getValue()) {
                compile = metric instanceof Map<?, ?> map ? compile.weightedMetric(metrics.getKey(), (Metric) FromKeras.object(map))
                        : compile.weightedMetric(metrics.getKey(), String.valueOf(metric));
            }
        }
        return compile;
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    /// Logs a warning for what no file can hold.
    static void warn(Compile compile) {
        if (hasFunctionForLoss(compile)) {
            LOG.log(System.Logger.Level.WARNING, "Model > compile: the loss is a function of the program's, which no file can hold. "
                    + "The model is saved uncompiled: compile it after loading.");
            return;
        }
        var functions = Stream.of(compile.metrics(), compile.weightedMetrics()).flatMap(metrics -> metrics.values().stream()).flatMap(List::stream)
                .filter(CompileConfig::isFunction).map(MetricChoice::name).toList();
        if (!functions.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "Model > compile: functions of the program's, which no file can hold, measure " + String.join(", ", functions)
                    + ". They are left out: compile again after loading to have them.");
        }
    }

    private static boolean hasFunctionForLoss(Compile compile) {
        return compile.losses().values().stream().anyMatch(loss -> loss instanceof LossChoice.Given(OfFunction _));
    }

    private static boolean isFunction(MetricChoice metric) {
        return metric instanceof MetricChoice.Given(OfFunction _);
    }

    /// Empty if the loss is a function of the program's.
    static SequencedMap<String, @Nullable Object> write(Compile compile) {
        if (hasFunctionForLoss(compile)) {
            return new LinkedHashMap<>();
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("optimizer", compile.optimizer().serialized());
        map.put("loss", written(compile.losses(), CompileConfig::loss));
        map.put("loss_weights", written(allWeights(compile), weight -> weight));
        map.put("metrics", written(compile.metrics(), CompileConfig::metrics));
        map.put("weighted_metrics", written(compile.weightedMetrics(), CompileConfig::metrics));
        map.put("run_eagerly", false);
        map.put("steps_per_execution", 1);
        map.put("jit_compile", "auto");
        return map;
    }

    /// Keras looks up the weight of each output that has a loss by name as soon as one has a weight.
    private static Map<String, Double> allWeights(Compile compile) {
        var weights = new LinkedHashMap<>(compile.lossWeights());
        if (!weights.isEmpty()) {
            compile.losses().keySet().stream().filter(output -> !output.equals(Compile.ALL)).forEach(output -> weights.putIfAbsent(output, 1.0));
        }
        return weights;
    }

    /// What holds for all outputs by itself, or a map by the names of outputs.
    private static <T> @Nullable Object written(Map<String, T> choices, Function<T, Object> value) {
        if (choices.isEmpty()) {
            return null;
        }
        if (choices.keySet().equals(Set.of(Compile.ALL))) {
            return value.apply(choices.get(Compile.ALL));
        }
        if (choices.containsKey(Compile.ALL)) {
            throw new IllegalStateException("Model > compile: expected losses and metrics for all outputs, or by the names of outputs, got both. "
                    + "Keras' files can't hold that: name the outputs.");
        }
        var map = new LinkedHashMap<String, Object>();
        choices.forEach((output, choice) -> map.put(output, value.apply(choice)));
        return map;
    }

    private static Object loss(LossChoice choice) {
        return switch (choice) {
            case LossChoice.Named(String name) -> name;
            case LossChoice.Given(Loss loss) -> loss.serialized();
        };
    }

    private static List<Object> metrics(List<MetricChoice> choices) {
        return choices.stream().filter(choice -> !isFunction(choice)).<Object>map(choice -> switch (choice) {
            case MetricChoice.Named(String name) -> name;
            case MetricChoice.Given(Metric metric) -> metric.serialized();
        }).toList();
    }

    // ---- parts -----------------------------------------------------------------------------------------------------

    private static SequencedMap<String, Object> byOutput(Map<?, ?> config, String key, List<String> outputs) {
        var map = new LinkedHashMap<String, Object>();
        switch (config.get(key)) {
            case null -> { }
            case Map<?, ?> object when object.containsKey("class_name") && object.containsKey("config") -> map.put(Compile.ALL, object);
            case Map<?, ?> named -> named.forEach((output, item) -> put(map, String.valueOf(output), item));
            case List<?> list -> {
                requireAtMost(outputs, key, list);
                for (int i = 0; i < list.size(); i++) {
                    put(map, outputs.get(i), list.get(i));
                }
            }
            case Object one -> map.put(Compile.ALL, one);
        }
        return map;
    }

    private static void requireAtMost(List<String> outputs, String key, List<?> given) {
        if (given.size() > outputs.size()) {
            throw new IllegalArgumentException("compile_config > " + key + ": expected one entry for each of the outputs " + outputs + ", got " + given.size()
                    + ". Load the model with Load.DEFAULT.uncompiled(), and compile it here.");
        }
    }

    private static void put(Map<String, Object> map, String output, @Nullable Object item) {
        if (item != null) {
            map.put(output, item);
        }
    }

    /// A flat list is for the only output, or has one metric for each of several.
    private static SequencedMap<String, List<?>> metricsByOutput(Map<?, ?> config, String key, List<String> outputs) {
        var map = new LinkedHashMap<String, List<?>>();
        switch (config.get(key)) {
            case null -> { }
            case Map<?, ?> named -> named.forEach((output, item) -> map.put(String.valueOf(output), list(item)));
            case List<?> list when outputs.size() > 1 || !list.isEmpty() && list.getFirst() instanceof List<?> -> {
                requireAtMost(outputs, key, list);
                for (int i = 0; i < list.size(); i++) {
                    map.put(outputs.get(i), list(list.get(i)));
                }
            }
            case Object one -> map.put(Compile.ALL, list(one));
        }
        return map;
    }

    private static List<?> list(@Nullable Object item) {
        return item == null ? List.of() : (item instanceof List<?> list ? list : List.of(item)).stream().filter(Objects::nonNull)
                .map(one -> named(one, Metrics.names())).toList();
    }

    /// The name of a function of Keras', such as `keras.losses.mean_squared_error`, is as good as the function.
    private static Object named(Object item, List<String> known) {
        return item instanceof Map<?, ?> map ? FromKeras.functionName(map).filter(known::contains).<Object>map(name -> name).orElse(item) : item;
    }
}
