package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.losses.Loss;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.Optimizer;

/// What a [Model] learns by: the optimizer, losses and metrics it is compiled with, and its steps, which a model of your own may
/// write otherwise. The loops over steps (`fit`, `evaluate`, `predict`) are the model's.
///
/// A step of training (forward, loss, gradients, optimizer, metrics) is one program, compiled for each type of batch.
public abstract sealed class Trainer extends Layer permits Model {
    private static final System.Logger LOG = System.getLogger(Trainer.class.getName());

    private Steps steps = new Steps(this);
    private @Nullable Compiled compiled;
    private @Nullable HeldMetrics held;

    Trainer(LayerConfig config) {
        super(config);
    }

    @Override
    protected Layer copy() {
        var copy = (Trainer) super.copy();
        copy.steps = new Steps(copy);
        copy.compiled = null;
        copy.held = null;
        return copy;
    }

    final Steps steps() {
        return steps;
    }

    /// The names of its outputs, by which losses and metrics are given. Of a model that answers a dictionary in Keras they are its keys.
    public abstract List<String> outputNames();

    /// What leaves it, if it was made between inputs and outputs.
    @Override
    public abstract List<KerasTensor> outputs();

    /// The batch as programs get it, after layers that work on texts.
    ///
    /// @throws IllegalArgumentException when there are texts where numbers belong
    Element passed(Element batch) {
        batch.x().forEach(x -> Entrance.requireNumbers(this, x));
        return batch;
    }

    /// Builds a model that can know its inputs from a batch before it is called.
    void buildFor(Element batch) {}

    /// Forgets what belongs to its former layers: programs, and what it was compiled with.
    final void relayered() {
        compiled = null;
        held = null;
        steps.forgetAll();
    }

    // ---- compiling -------------------------------------------------------------------------------------------------

    /// Says how to train: what is trainable and what is measured is fixed now. The optimizer of a model under `mixed_float16` is
    /// wrapped in a [org.keras4j.optimizers.LossScaleOptimizer].
    ///
    /// @throws IllegalArgumentException when no loss or metric goes by a name that is given, or the model has no output of a name
    public final void compile(Compile options) {
        given(options, "compile", "Compile.with(optimizer)");
        Compile named = options.forOutputs(outputs().isEmpty() ? List.of() : outputNames(), place());
        var asked = new Objective(named, name());
        asked.requireNames();
        if (!outputs().isEmpty()) {
            asked.requireOutputs(outputNames());
        }
        compile(named, asked);
    }

    /// @throws IllegalArgumentException when there are no options
    static <T> T given(@Nullable T options, String call, String without) {
        if (options == null) {
            throw new IllegalArgumentException(call + ": expected options, got null. Use " + without + ".");
        }
        return options;
    }

    /// As Keras compiles without arguments, with RMSprop and no loss: for a model whose own step has its own optimizers.
    public final void compile() {
        compile(Compile.with("rmsprop"));
    }

    private void compile(Compile options, Objective asked) {
        compiled = Compiled.of(this, options, asked);
        held = null;
        steps.forget(Program.Kind.TRAIN, Program.Kind.TEST);
        KerasConfig.backend().prepare(Compilation.TRAINING.threads(KerasConfig.threads()));
    }

    /// Says how to train it. Another call replaces all that was said before; the weights stay.
    public final void compile(Optimizer optimizer, Loss loss, String... metrics)   { compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics))); }
    public final void compile(Optimizer optimizer, Loss loss, Metric... metrics)   { compile(Compile.with(optimizer).loss(loss).metric(metrics)); }
    public final void compile(Optimizer optimizer, Loss loss)                      { compile(Compile.with(optimizer).loss(loss)); }
    public final void compile(Optimizer optimizer, String loss, String... metrics) { compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics))); }
    public final void compile(String optimizer, Loss loss, String... metrics)      { compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics))); }
    /// By Keras' names: `compile("adam", "mse", "mae")`.
    public final void compile(String optimizer, String loss, String... metrics)    { compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics))); }
    /// Without a loss of its own: for models whose layers or whose own step have one.
    public final void compile(Optimizer optimizer)                                 { compile(Compile.with(optimizer)); }

    /// @throws IllegalStateException when it isn't compiled
    private Compiled compiled() {
        if (compiled == null) {
            throw new IllegalStateException(place() + ": expected compile(optimizer, loss) first. Say how to train it.");
        }
        return compiled;
    }

    /// Whether it is known how to train it.
    public final boolean isCompiled() {
        return compiled != null;
    }

    /// @throws IllegalStateException when it isn't compiled
    public final Optimizer optimizer() {
        return compiled().optimizer();
    }

    private Objective objective() {
        return compiled().objective();
    }

    private List<Variable> trained() {
        return compiled().trained(this);
    }

    /// The outputs that arrays of these names are targets of: all, or those alone that have a loss; none where none is given and only layers add losses.
    final List<String> aimedAt(Set<String> given) {
        List<String> learning = compiled == null ? List.of() : objective().withLoss(outputNames());
        if (given.isEmpty() && compiled != null && learning.isEmpty()) {
            return List.of();
        }
        return learning.isEmpty() || given.containsAll(outputNames()) ? outputNames() : learning;
    }

    /// What `compile` was given, as Keras writes it; empty when it wasn't compiled, or no file can hold that.
    public final SequencedMap<String, @Nullable Object> compileConfig() {
        return compiled == null ? new LinkedHashMap<>() : compiled.config();
    }

    /// Compiles it as a file says; the optimizer gets its slots at once, so that their state can be loaded.
    public final void compileFromConfig(Map<?, ?> config) {
        Compile options = CompileConfig.read(config, outputNames());
        compile(options, new Objective(options, name()));
        if (isBuilt()) {
            buildOptimizer();
        }
    }

    /// Makes the slots of the optimizer before the first step does.
    ///
    /// @throws IllegalStateException when the model isn't compiled, or not built
    public final void buildOptimizer() {
        requireBuilt("so that its state can be loaded");
        optimizer().build(trained());
    }

    final void requireBuilt(String why) {
        if (!isBuilt()) {
            throw new IllegalStateException(place() + ": expected to be built, " + why + ". Give it an Input, or build(shapes).");
        }
    }

    // ---- a step ----------------------------------------------------------------------------------------------------

    /// Writes a step of training into the trace. Override it to train in another way; [#minimize] and [Metric#update] are its parts.
    protected void trainStep(Call c, Samples batch) {
        List<Value> predictions = apply(c, batch.x());
        minimize(c, trackedLoss(c, batch, predictions));
        updateMetrics(c, batch, predictions);
    }

    /// Writes a step of evaluation.
    protected void testStep(Call c, Samples batch) {
        List<Value> predictions = apply(c, batch.x());
        trackedLoss(c, batch, predictions);
        updateMetrics(c, batch, predictions);
    }

    /// Writes what is predicted.
    protected List<Value> predictStep(Call c, List<Value> x) {
        return apply(c, x);
    }

    /// The loss to make small: of the outputs, of weights that are penalised, and what layers added. Override it for another.
    protected Value computeLoss(Call c, Samples batch, List<Value> predictions) {
        var parts = new ArrayList<Value>();
        objective().loss(c, outputNames(), batch, predictions).ifPresent(parts::add);
        for (Variable weight : trained()) {
            weight.regularizer().ifPresent(regularizer -> parts.add(regularizer.penalty(c.readExactly(weight))));
        }
        parts.addAll(c.losses());
        return parts.stream().reduce(Ops::add).orElseThrow(() -> new IllegalStateException(place()
                + ": expected a loss, got none. Give one to compile, or add one in a layer."));
    }

    /// What [#computeLoss] answers, taken in as `loss` in logs.
    protected final Value trackedLoss(Call c, Samples batch, List<Value> predictions) {
        Value loss = computeLoss(c, batch, predictions);
        objective().trackTotal(c, loss, batch);
        return loss;
    }

    /// Writes how the metrics take in the batch. Override it for others.
    protected void updateMetrics(Call c, Samples batch, List<Value> predictions) {
        objective().update(c, outputNames(), batch, predictions);
    }

    /// Changes the trained weights along the gradients of `loss`.
    protected final void minimize(Call c, Value loss) {
        minimize(c, loss, optimizer(), trained());
    }

    /// Lets an optimizer make a step for some weights alone, such as those of a part of the model.
    protected final void minimize(Call c, Value loss, Optimizer optimizer, List<Variable> weights) {
        optimizer.build(weights);
        List<Optional<Value>> found = c.flows(optimizer.scaleLoss(c, loss), weights);
        List<Variable> reached = IntStream.range(0, weights.size()).filter(i -> found.get(i).isPresent()).mapToObj(weights::get).toList();
        if (reached.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, place() + ": no weight changes the loss, so none is trained. Check what is trainable, and the loss.");
            return;
        }
        if (reached.size() < weights.size()) {
            LOG.log(System.Logger.Level.WARNING, place() + ": these weights don't change the loss and stay as they are: "
                    + weights.stream().filter(weight -> !reached.contains(weight)).map(Variable::path).toList() + ".");
        }
        optimizer.apply(c, reached, found.stream().flatMap(Optional::stream).toList());
    }

    // ---- looking into a step ---------------------------------------------------------------------------------------

    /// Runs the step of training for this batch so many times and says where the time goes. Changes the weights.
    public final Profile profile(Element batch, int runs) {
        return steps.profile(Program.Kind.TRAIN, batch, runs);
    }

    /// Where the time of a prediction goes, which changes nothing.
    public final Profile profilePrediction(Element batch, int runs) {
        return steps.profile(Program.Kind.PREDICT, batch, runs);
    }

    /// Where a step of training on this batch makes its first NaN: the layer and the operation, or the input or the weight that holds one
    /// already. The step is interpreted, slowly, and changes nothing; empty when it stays with numbers.
    ///
    /// @throws IllegalStateException when it isn't compiled
    public final Optional<String> findNaN(Element batch) {
        optimizer();
        return steps.findNaN(batch);
    }

    /// Where a step of training on one input and one target makes its first NaN, as [#findNaN(Element)] says it; empty when it stays with numbers.
    public final Optional<String> findNaN(NDArray x, NDArray y) {
        return findNaN(Element.of(x, y));
    }

    // ---- metrics ---------------------------------------------------------------------------------------------------

    /// Metrics of the model's own, beside those it was compiled with: reset with each epoch, and shown in logs. Those in its fields, unless overridden.
    protected List<Metric> extraMetrics() {
        return held().own();
    }

    /// All that is measured, by its name in logs: what the model was compiled with, its [#extraMetrics], and metrics in fields of its layers.
    public final SequencedMap<String, Metric> metrics() {
        var all = objective().metrics();
        own().forEach(metric -> all.put(metric.name(), metric));
        return all;
    }

    private Stream<Metric> own() {
        return Stream.concat(extraMetrics().stream(), held().within().stream());
    }

    /// Looked for once and not in each step, when its layers are all there.
    private HeldMetrics held() {
        HeldMetrics known = held;
        if (known == null) {
            known = HeldMetrics.of(this);
            held = isBuilt() ? known : null;
        }
        return known;
    }

    /// Which way is better, for what is known of it before the first step.
    final Map<String, Metric.Direction> directions() {
        var directions = new HashMap<>(objective().directions(outputNames()));
        own().forEach(metric -> metric.direction().ifPresent(direction -> directions.put(metric.name(), direction)));
        return directions;
    }

    /// What the metrics say now, by name.
    public final SequencedMap<String, Double> results() {
        return results(_ -> true);
    }

    /// What those say that such a step takes something in for.
    final SequencedMap<String, Double> results(Program.Kind kind) {
        return results(metric -> steps.measure(kind, metric));
    }

    private SequencedMap<String, Double> results(Predicate<Metric> wanted) {
        var results = new TreeMap<String, Double>();
        metrics().forEach((name, metric) -> {
            if (wanted.test(metric)) {
                results.put(name, metric.result());
            }
        });
        return new LinkedHashMap<>(results);
    }

    /// The state of all metrics.
    public final List<Variable> metricVariables() {
        return metrics().values().stream().flatMap(metric -> metric.variables().stream()).toList();
    }

    /// Lets all metrics begin anew.
    public final void resetMetrics() {
        metrics().values().forEach(Metric::reset);
    }

    // ---- how far it is ---------------------------------------------------------------------------------------------

    /// How far it is trained.
    public final Progress progress() {
        return steps.course().progress();
    }

    /// Goes on from there.
    public final void progress(Progress progress) {
        steps.course().goOnFrom(progress);
        steps.forget(Program.Kind.TRAIN);                        // the seeds of layers may be others now
    }

    /// Lets the next `fit` begin in the middle of an epoch.
    ///
    /// @param batch how many batches of the epoch are done
    /// @param metrics what the variables of the metrics held then
    public final void resumeAt(int epoch, long batch, List<NDArray> metrics) {
        steps.course().resumeAt(new Course.Resumption(epoch, batch, List.copyOf(metrics)));
    }
}
