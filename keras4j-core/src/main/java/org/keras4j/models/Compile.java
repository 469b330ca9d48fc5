package org.keras4j.models;

import module java.base;
import org.keras4j.config.Copy;
import org.keras4j.losses.Loss;
import org.keras4j.metrics.Metric;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.Optimizers;

/// How a model is trained: the arguments of Keras' `compile`. Losses and metrics are given for all outputs, or for the output of a
/// name.
///
/// ```java
/// model.compile(Compile.with(Adam.create())
///         .loss("price", "mse").loss("kind", "sparse_categorical_crossentropy")
///         .lossWeight("price", 0.1).metric("kind", "accuracy"));
/// ```
///
/// Keras' `jit_compile`, `run_eagerly` and `steps_per_execution` have nothing to say here: a step is always one compiled program, and there is no Python between
/// two steps whose time several at once would save.
public final class Compile implements Cloneable {
    /// The key of what holds for all outputs.
    static final String ALL = "";

    private final Optimizer optimizer;
    private Map<String, LossChoice> losses = Map.of();
    private Map<String, Double> lossWeights = Map.of();
    private Map<String, List<MetricChoice>> metrics = Map.of();
    private Map<String, List<MetricChoice>> weightedMetrics = Map.of();
    /// What is given by the places of outputs, whose names are known only when a model is compiled.
    private List<LossChoice> lossesInOrder = List.of();
    private List<Double> lossWeightsInOrder = List.of();

    private Compile(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /// Without loss or metrics so far.
    public static Compile with(Optimizer optimizer) {
        return new Compile(optimizer);
    }

    /// With an optimizer by Keras' name: `adam`.
    ///
    /// @throws IllegalArgumentException naming the optimizers there are, when none is of that name
    public static Compile with(String optimizer) {
        return with(Optimizers.of(optimizer));
    }

    /// The loss of each output.
    public Compile loss(Loss loss)                                 { return loss(ALL, loss); }
    /// The loss of each output by Keras' name, such as `mse`: looked up when the model is compiled.
    public Compile loss(String loss)                               { return loss(ALL, loss); }
    /// The loss of the output of that name.
    public Compile loss(String output, Loss loss)                  { return loss(output, new LossChoice.Given(loss)); }
    /// The loss of the output of that name, by Keras' name of the loss.
    public Compile loss(String output, String loss)                { return loss(output, new LossChoice.Named(loss)); }

    /// One loss for each output, in their order: Keras' `loss=["mse", "sparse_categorical_crossentropy"]`.
    public Compile losses(String... losses)                        { return losses(Stream.of(losses).map(LossChoice.Named::new)); }
    /// One loss for each output, in their order.
    public Compile losses(Loss... losses)                          { return losses(Stream.of(losses).map(LossChoice.Given::new)); }

    private Compile losses(Stream<? extends LossChoice> given) {
        return with(c -> c.lossesInOrder = List.copyOf(given.toList()));
    }

    /// How much the loss of each output counts in the total, in their order: Keras' `loss_weights=[1, 0.2]`.
    public Compile lossWeights(double... weights) {
        return with(c -> c.lossWeightsInOrder = DoubleStream.of(weights).boxed().toList());
    }

    /// The same with what was given in the order of outputs under their names.
    ///
    /// @param place of the model, for the message
    /// @throws IllegalArgumentException when there aren't as many losses or weights as outputs
    Compile forOutputs(List<String> names, String place) {
        requireOneEach("losses", lossesInOrder.size(), names, place);
        requireOneEach("loss weights", lossWeightsInOrder.size(), names, place);
        return with(c -> {
            for (int i = 0; i < lossesInOrder.size(); i++) {
                c.losses = put(c.losses, names.get(i), lossesInOrder.get(i));
            }
            for (int i = 0; i < lossWeightsInOrder.size(); i++) {
                c.lossWeights = put(c.lossWeights, names.get(i), lossWeightsInOrder.get(i));
            }
            c.lossesInOrder = List.of();
            c.lossWeightsInOrder = List.of();
        });
    }

    private static void requireOneEach(String what, int given, List<String> names, String place) {
        if (given != 0 && given != names.size()) {
            throw new IllegalArgumentException(place + " > compile: expected " + (names.isEmpty() ? what + " by name, since its outputs aren't known"
                    : "as many " + what + " as outputs, " + names.size() + " " + names) + ", got " + given + ". Name the outputs: loss(output, loss).");
        }
    }

    /// How much the loss of that output counts in the total.
    public Compile lossWeight(String output, double weight) {
        return with(c -> c.lossWeights = put(lossWeights, output, weight));
    }

    /// More metrics of each output by Keras' names, such as `accuracy`. Metrics count all samples alike; for others see [#weightedMetric(String)].
    public Compile metrics(List<String> names)                     { return metrics(ALL, names); }

    /// One more metric of each output by Keras' name, such as `accuracy`.
    public Compile metric(String name)                             { return metrics(ALL, List.of(name)); }
    /// More metrics of each output.
    public Compile metric(Metric... metrics)                       { return metric(ALL, metrics); }
    /// More metrics of the output of that name.
    public Compile metric(String output, Metric... given)          { return metrics(output, Stream.of(given).map(MetricChoice.Given::new)); }

    /// More metrics of the output of that name, by Keras' names.
    public Compile metrics(String output, List<String> names)      { return metrics(output, names.stream().map(MetricChoice.Named::new)); }

    /// One more metric of the output of that name, by Keras' name.
    public Compile metric(String output, String name)              { return metrics(output, List.of(name)); }

    /// One more metric of each output, by Keras' name, to which the weights of samples apply.
    public Compile weightedMetric(String name)                     { return weightedMetric(ALL, name); }
    /// More metrics of each output to which the weights of samples apply.
    public Compile weightedMetric(Metric... metrics)               { return weightedMetric(ALL, metrics); }
    /// One more metric of the output of that name, by Keras' name, to which the weights of samples apply.
    public Compile weightedMetric(String output, String name)      { return weighted(output, Stream.of(new MetricChoice.Named(name))); }
    /// More metrics of the output of that name to which the weights of samples apply.
    public Compile weightedMetric(String output, Metric... given)  { return weighted(output, Stream.of(given).map(MetricChoice.Given::new)); }

    private Compile loss(String output, LossChoice loss) {
        return with(c -> c.losses = put(losses, output, loss));
    }

    private Compile metrics(String output, Stream<? extends MetricChoice> more) {
        return with(c -> c.metrics = append(metrics, output, more));
    }

    private Compile weighted(String output, Stream<? extends MetricChoice> more) {
        return with(c -> c.weightedMetrics = append(weightedMetrics, output, more));
    }

    private Compile with(Consumer<Compile> change) {
        return Copy.changed(this::clone, change);
    }

    private static <T> Map<String, T> put(Map<String, T> map, String key, T value) {
        var changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static Map<String, List<MetricChoice>> append(Map<String, List<MetricChoice>> map, String key, Stream<? extends MetricChoice> more) {
        return put(map, key, Stream.concat(map.getOrDefault(key, List.of()).stream(), more).toList());
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Optional<LossChoice> lossOf(String output) {
        return Optional.ofNullable(losses.getOrDefault(output, losses.get(ALL)));
    }

    OptionalDouble lossWeightOf(String output) {
        Double weight = lossWeights.getOrDefault(output, lossWeights.get(ALL));
        return weight == null ? OptionalDouble.empty() : OptionalDouble.of(weight);
    }

    List<MetricChoice> metricsOf(String output) {
        return both(metrics, output);
    }

    List<MetricChoice> weightedMetricsOf(String output) {
        return both(weightedMetrics, output);
    }

    private static List<MetricChoice> both(Map<String, List<MetricChoice>> metrics, String output) {
        List<MetricChoice> all = metrics.getOrDefault(ALL, List.of());
        return output.equals(ALL) ? all : Stream.concat(all.stream(), metrics.getOrDefault(output, List.of()).stream()).toList();
    }

    /// Whether a metric object, which has one state, is given for all outputs.
    boolean sharesMetrics() {
        return Stream.of(metricsOf(ALL), weightedMetricsOf(ALL)).flatMap(List::stream).anyMatch(MetricChoice.Given.class::isInstance);
    }

    /// What was said for all outputs or by name, as it was said.
    Map<String, LossChoice> losses()                    { return losses; }
    Map<String, Double> lossWeights()                   { return lossWeights; }
    Map<String, List<MetricChoice>> metrics()           { return metrics; }
    Map<String, List<MetricChoice>> weightedMetrics()   { return weightedMetrics; }

    /// The outputs that are named here, to be checked against those of the model.
    Set<String> outputs() {
        return Stream.of(losses, lossWeights, metrics, weightedMetrics).flatMap(map -> map.keySet().stream()).filter(key -> !key.equals(ALL))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
