package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.Loss;
import org.keras4j.metrics.Mean;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The losses and metrics of a compiled model, resolved when the first step shows what targets and predictions are.
final class Objective {
    private final Compile compile;
    private final String model;
    private final Mean total = Mean.of("loss");
    private boolean isTotalled;
    private @Nullable List<Output> outputs;

    /// What is asked of one output, that of this number, for which there is a target.
    private record Output(String name, int index, @Nullable Loss loss, @Nullable Double lossWeight, Mean tracker, List<Named> metrics, List<Named> weighted) {}

    /// A metric by its name in logs.
    private record Named(String log, Metric metric) {
        void update(Call c, Value yTrue, Value yPred, @Nullable Value weight) {
            placed("metric '" + log + "'", () -> {
                metric.update(c, yTrue, yPred, weight);
                return log;
            });
        }
    }

    Objective(Compile compile, String model) {
        this.compile = compile;
        this.model = model;
    }

    private List<Output> resolved(List<String> names, List<Value> yTrue, List<Value> yPred) {
        if (outputs == null) {
            requireOutputs(names);
            if (names.size() > 1 && compile.sharesMetrics()) {
                throw new IllegalArgumentException("Model '" + model + "' > compile: expected a metric object for one of the outputs " + names
                        + ", got one for all. Name the output, or the metric.");
            }
            var taken = new HashSet<>(List.of("loss"));
            var found = new ArrayList<Output>();
            boolean single = names.size() == 1;
            List<Integer> aimed = aimed(names, yTrue.size());
            for (int i = 0; i < aimed.size(); i++) {
                int index = aimed.get(i);
                String name = names.get(index);
                var expected = yTrue.get(i).type();
                var predicted = yPred.get(index).type();
                Loss loss = compile.lossOf(name).map(choice -> choice.resolved(expected, predicted)).orElse(null);
                String prefix = single ? "" : name + "_";
                var metrics = new ArrayList<Named>();
                for (MetricChoice choice : compile.metricsOf(name)) {
                    Metric metric = choice.resolved(expected, predicted);
                    metrics.add(new Named(free(prefix + metric.name(), taken), metric));
                }
                var weighted = new ArrayList<Named>();
                for (MetricChoice choice : compile.weightedMetricsOf(name)) {
                    Metric metric = choice.resolved(expected, predicted);
                    String log = prefix + metric.name();
                    weighted.add(new Named(free(taken.contains(log) ? prefix + "weighted_" + metric.name() : log, taken), metric));
                }
                OptionalDouble weight = compile.lossWeightOf(name);
                found.add(new Output(name, index, loss, weight.isPresent() ? weight.getAsDouble() : null, Mean.of(name + "_loss"), metrics, weighted));
            }
            outputs = found;
        }
        return outputs;
    }

    /// @throws IllegalArgumentException when something is asked of an output that isn't one of these
    void requireOutputs(List<String> names) {
        var unknown = new TreeSet<>(compile.outputs());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Model '" + model + "' > compile: expected outputs named " + names + ", got " + unknown
                    + ". The first of two strings names an output; several metrics for all are metrics(List.of(…)).");
        }
    }

    /// @throws IllegalArgumentException when a loss or metric goes by a name that Keras hasn't
    void requireNames() {
        for (LossChoice choice : compile.losses().values()) {
            choice.requireKnown();
        }
        Stream.of(compile.metrics(), compile.weightedMetrics()).flatMap(map -> map.values().stream()).flatMap(List::stream).forEach(MetricChoice::requireKnown);
    }

    /// Those of the outputs that have a loss.
    List<String> withLoss(List<String> names) {
        return names.stream().filter(name -> compile.lossOf(name).isPresent()).toList();
    }

    /// By their numbers the outputs for which there are targets: all, or those alone that have a loss.
    private List<Integer> aimed(List<String> names, int targets) {
        List<Integer> all = IntStream.range(0, names.size()).boxed().toList();
        List<Integer> learning = all.stream().filter(i -> compile.lossOf(names.get(i)).isPresent()).toList();
        return targets >= all.size() ? all : targets == learning.size() ? learning : all.subList(0, targets);
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 1; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /// The sum of the outputs' losses, each times its weight; empty when there is none.
    Optional<Value> loss(Call c, List<String> names, Samples batch, List<Value> predictions) {
        requireTargets(names, batch, predictions);
        var sum = new ArrayList<Value>();
        List<Integer> aimed = aimed(names, batch.y().size());
        for (Output output : resolved(names, batch.y(), predictions)) {
            int i = aimed.indexOf(output.index);
            if (i >= 0 && output.loss != null) {
                Value target = batch.y().get(i);
                Value prediction = predictions.get(output.index);
                Value weight = weights(batch, i);
                Loss asked = output.loss;
                Value loss = placed("loss of output '" + output.name + "'", () -> asked.total(c, target, prediction, weight));
                if (severalLosses()) {
                    track(c, output.tracker, loss, batch);
                }
                sum.add(output.lossWeight == null ? loss : Ops.multiply(loss, output.lossWeight));
            }
        }
        return sum.stream().reduce(Ops::add);
    }

    private void requireTargets(List<String> names, Samples batch, List<Value> predictions) {
        int weights = batch.sampleWeight().size();
        if (weights > 1 && weights != batch.y().size()) {
            throw new IllegalArgumentException("Model '" + model + "': expected one array of sampleWeight, or one for each of " + batch.y().size()
                    + " targets, got " + weights + ".");
        }
        List<String> learning = withLoss(names);
        int given = batch.y().size();
        if (given < learning.size() || given > learning.size() && !learning.isEmpty() && given < names.size() || given > predictions.size()) {
            throw new IllegalArgumentException("Model '" + model + "': expected " + predictions.size() + " arrays of targets, one for each of " + names
                    + (learning.isEmpty() || learning.size() == names.size() ? "" : ", or of those with a loss, " + learning) + ", got " + given + ".");
        }
        for (int i = 0; i < batch.y().size(); i++) {
            long rows = batch.y().get(i).rank() == 0 ? 0 : batch.y().get(i).shape().size(0);
            if (rows != batch.input().shape().size(0)) {
                throw new IllegalArgumentException("Model '" + model + "': expected a target for each of the " + batch.input().shape().size(0)
                        + " samples, got " + batch.y().get(i).type() + ".");
            }
        }
    }

    private boolean severalLosses() {
        return outputs != null && outputs.stream().filter(output -> output.loss != null).count() > 1;
    }

    private static @Nullable Value weights(Samples batch, int output) {
        List<Value> weights = batch.sampleWeight();
        return weights.isEmpty() ? null : weights.size() == 1 ? weights.getFirst() : weights.get(output);
    }

    /// Takes in the loss of the whole model.
    void trackTotal(Call c, Value loss, Samples batch) {
        isTotalled = true;
        track(c, total, loss, batch);
    }

    private static void track(Call c, Mean tracker, Value loss, Samples batch) {
        tracker.add(c, loss, loss.builder().scalar(DType.FLOAT32, batch.input().shape().size(0)));
    }

    /// Takes in the batch.
    void update(Call c, List<String> names, Samples batch, List<Value> predictions) {
        List<Integer> aimed = aimed(names, batch.y().size());
        for (Output output : resolved(names, batch.y(), predictions)) {
            int i = aimed.indexOf(output.index);
            if (i >= 0) {
                Value target = batch.y().get(i);
                Value prediction = predictions.get(output.index);
                Value weight = weights(batch, i);
                output.metrics.forEach(named -> named.update(c, target, prediction, null));
                output.weighted.forEach(named -> named.update(c, target, prediction, weight));
            }
        }
    }

    /// Says of a complaint where it comes from.
    private static <T> T placed(String place, Supplier<T> work) {
        try {
            return work.get();
        } catch (ShapeException e) {
            throw new ShapeException(place, e);
        }
    }

    /// Which way is better, by names in logs; a metric that isn't resolved yet goes by the name it was given.
    Map<String, Metric.Direction> directions(List<String> names) {
        var directions = new HashMap<String, Metric.Direction>();
        for (String output : names) {
            String prefix = names.size() == 1 ? "" : output + "_";
            Stream.of(compile.metricsOf(output), compile.weightedMetricsOf(output)).flatMap(List::stream)
                    .forEach(choice -> choice.direction().ifPresent(direction -> {
                        directions.put(prefix + choice.name(), direction);
                        directions.put(prefix + "weighted_" + choice.name(), direction);
                    }));
        }
        return directions;
    }

    /// The loss, those of the outputs if there are several, and the metrics: by their names in logs, in Keras' order.
    SequencedMap<String, Metric> metrics() {
        var all = new LinkedHashMap<String, Metric>();
        if (isTotalled) {                                             // a step of the model's own may have no total
            all.put("loss", total);
        }
        if (outputs != null) {
            if (severalLosses()) {
                outputs.stream().filter(output -> output.loss != null).forEach(output -> all.put(output.tracker.name(), output.tracker));
            }
            outputs.forEach(output -> Stream.of(output.metrics, output.weighted).flatMap(List::stream)
                    .forEach(named -> all.put(named.log, named.metric)));
        }
        return all;
    }
}
