package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.History;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.PartialShape;
import org.keras4j.layers.Symbol;
import org.keras4j.losses.Loss;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.saving.KerasFile;
import org.keras4j.saving.Load;
import org.keras4j.saving.LoadLimits;
import org.keras4j.saving.Matching;
import org.keras4j.saving.ModelFile;
import org.keras4j.saving.ModelJson;
import org.keras4j.saving.WeightsFile;

/// A layer that can be trained by itself. [Sequential] and [#of] make one from layers; a model of your own overrides
/// [#call(Call, Value)], and [#trainStep] to be trained in another way.
///
/// A step of training (forward, loss, gradients, optimizer, metrics) is one program, compiled for each type of batch. `fit` is for
/// one thread; `predict` may be called from any.
public abstract class Model extends Layer {
    private static final System.Logger LOG = System.getLogger(Model.class.getName());

    private Course course = new Course();
    private Programs programs = new Programs();
    private @Nullable Compiled compiled;
    private volatile boolean stopRequested;
    private volatile boolean mixesRows;

    protected Model(LayerConfig config) {
        super(config);
    }

    protected Model() {
        this(new LayerConfig());
    }

    /// A model of the layers between inputs and outputs.
    public static Functional of(Symbol input, Symbol output)                                   { return of(List.of(input), List.of(output)); }
    public static Functional of(List<? extends Symbol> inputs, Symbol output)                  { return of(inputs, List.of(output)); }
    public static Functional of(Symbol input, List<? extends Symbol> outputs)                  { return of(List.of(input), outputs); }
    public static Functional of(List<? extends Symbol> inputs, List<? extends Symbol> outputs) { return Functional.between(new LayerConfig(), inputs, outputs); }

    @Override
    protected Layer copy() {
        var copy = (Model) super.copy();
        copy.course = new Course();
        copy.programs = new Programs();
        copy.compiled = null;
        return copy;
    }

    @Override
    public String module() {
        return "keras";
    }

    /// The casting is done by the layers inside.
    @Override
    protected boolean autocasts() {
        return false;
    }

    // ---- parts -----------------------------------------------------------------------------------------------------

    /// The layers, as Keras lists them.
    public List<Layer> layers() {
        return sublayers();
    }

    /// @throws NoSuchElementException naming the layers, when there is none of that name
    public Layer getLayer(String name) {
        return layers().stream().filter(layer -> layer.name().equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchElementException(place() + ": expected one of its layers "
                        + layers().stream().map(Layer::name).toList() + ", got '" + name + "'."));
    }

    public Layer getLayer(int index) {
        return layers().get(index);
    }

    /// The names of its outputs, by which losses and metrics are given.
    public List<String> outputNames() {
        return List.of("output");
    }

    /// The inputs it was made with, if it was: `Model.of(model.inputs(), model.getLayer("features").output())`.
    public List<Input> inputs() {
        return List.of();
    }

    /// What leaves it, if it was made between inputs and outputs.
    public List<KerasTensor> outputs() {
        return List.of();
    }

    /// Its only input.
    ///
    /// @throws IllegalStateException when it has none, or several
    public final Input input() {
        return only("input", inputs());
    }

    /// Its only output.
    ///
    /// @throws IllegalStateException when it has none that is known, or several
    @Override
    public final KerasTensor output() {
        return only("output", outputs());
    }

    private <T> T only(String what, List<T> found) {
        if (found.size() != 1) {
            throw new IllegalStateException(place() + ": expected one " + what + ", got " + found.size() + ". " + (found.isEmpty()
                    ? "Make it of an Input and layers: in a model of your own, data go their ways only when it is called." : "Choose of " + what + "s()."));
        }
        return found.getFirst();
    }

    // ---- compiling -------------------------------------------------------------------------------------------------

    /// Says how to train: what is trainable and what is measured is fixed now. The optimizer of a model under `mixed_float16` is
    /// wrapped in a [org.keras4j.optimizers.LossScaleOptimizer].
    ///
    /// @throws IllegalArgumentException when no loss or metric goes by a name that is given, or the model has no output of a name
    public final void compile(Compile options) {
        var asked = new Objective(options, name());
        asked.requireNames();
        if (!outputs().isEmpty()) {
            asked.requireOutputs(outputNames());
        }
        compile(options, asked);
    }

    private void compile(Compile options, Objective asked) {
        compiled = Compiled.of(this, options, asked);
        programs.clear(Set.of(Program.Kind.TRAIN, Program.Kind.TEST));
        KerasConfig.backend().prepare(Compilation.TRAINING.threads(KerasConfig.threads()));
    }

    public final void compile(Optimizer optimizer, Loss loss, String... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics)));
    }

    public final void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compile(Compile.with(optimizer).loss(loss).metric(metrics));
    }

    public final void compile(Optimizer optimizer, Loss loss) {
        compile(Compile.with(optimizer).loss(loss));
    }

    /// Without a loss of its own: for models whose layers or whose own step have one.
    public final void compile(Optimizer optimizer) {
        compile(Compile.with(optimizer));
    }

    public final void compile(Optimizer optimizer, String loss, String... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics)));
    }

    /// By Keras' names: `compile("adam", "mse", "mae")`.
    public final void compile(String optimizer, String loss, String... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(List.of(metrics)));
    }

    /// @throws IllegalStateException when it isn't compiled
    private Compiled compiled() {
        if (compiled == null) {
            throw new IllegalStateException(place() + ": expected compile(optimizer, loss) first. Say how to train it.");
        }
        return compiled;
    }

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

    // ---- a step ----------------------------------------------------------------------------------------------------

    /// Writes a step of training into the trace. Override it to train in another way; [#minimize] and [Metric#update] are its parts.
    protected void trainStep(Call c, Samples batch) {
        List<Value> predictions = apply(c, batch.x());
        minimize(c, computeLoss(c, batch, predictions));
        updateMetrics(c, batch, predictions);
    }

    /// Writes a step of evaluation.
    protected void testStep(Call c, Samples batch) {
        List<Value> predictions = apply(c, batch.x());
        computeLoss(c, batch, predictions);
        updateMetrics(c, batch, predictions);
    }

    /// Writes what is predicted.
    protected List<Value> predictStep(Call c, List<Value> x) {
        return apply(c, x);
    }

    /// The loss to make small: of the outputs, of weights that are penalised, and what layers added. It is taken in as `loss`.
    protected Value computeLoss(Call c, Samples batch, List<Value> predictions) {
        var parts = new ArrayList<Value>();
        objective().loss(c, outputNames(), batch, predictions).ifPresent(parts::add);
        for (Variable weight : trained()) {
            weight.regularizer().ifPresent(regularizer -> parts.add(regularizer.penalty(c.readExactly(weight))));
        }
        parts.addAll(c.losses());
        Value loss = parts.stream().reduce(Ops::add).orElseThrow(() -> new IllegalStateException(place()
                + ": expected a loss, got none. Give one to compile, or add one in a layer."));
        objective().trackTotal(c, loss, batch);
        return loss;
    }

    protected void updateMetrics(Call c, Samples batch, List<Value> predictions) {
        objective().update(c, outputNames(), batch, predictions);
    }

    /// Changes the trained weights along the gradients of `loss`.
    protected final void minimize(Call c, Value loss) {
        minimize(c, loss, optimizer(), trained());
    }

    /// The same of some weights by an optimizer of their own, such as that of a part of the model.
    protected final void minimize(Call c, Value loss, Optimizer optimizer, List<Variable> weights) {
        optimizer.build(weights);
        List<Optional<Value>> found = Autodiff.flows(optimizer.scaleLoss(c, loss), weights.stream().map(c::leafOf).toList());
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

    private List<Value> write(Program.Kind kind, Call c, Samples batch) {
        List<Value> outputs = switch (kind) {
            case TRAIN -> {
                trainStep(c, batch);
                yield List.of();
            }
            case TEST -> {
                testStep(c, batch);
                yield List.of();
            }
            case PREDICT -> predictStep(c, batch.x());
        };
        Variable turns = course.turns(kind);
        if (kind == Program.Kind.TRAIN || c.variables().contains(turns)) {
            c.update(turns, Ops.add(c.readExactly(turns), 1));
        }
        return outputs;
    }

    final List<NDArray> run(Program.Kind kind, Element batch) {
        try {
            return runProgram(kind, passed(batch));
        } catch (IndexOutOfBoundsException e) {
            var named = new IndexOutOfBoundsException(place() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private List<NDArray> runProgram(Program.Kind kind, Element batch) {
        return programs.run(kind, batch, name(), compiler(kind, batch, Program.usual(kind)));
    }

    /// The batch as programs get it, after layers that work on texts.
    Element passed(Element batch) {
        return batch;
    }

    /// Whether `predict` answers to each row of such a batch by that row alone.
    final boolean keepsRowsApart(Element given) {
        if (!mixesRows) {
            Element batch = passed(given);
            mixesRows = !program(Program.Kind.PREDICT, batch).keepsRowsApart();
        }
        return !mixesRows;
    }

    private Program program(Program.Kind kind, Element batch) {
        return programs.program(kind, batch, name(), compiler(kind, batch, Program.usual(kind)));
    }

    private Programs.Compiler compiler(Program.Kind kind, Element batch, Compilation options) {
        return (key, backend) -> {
            buildFor(batch);
            return Program.compile(key, backend, options, course.turns(kind), (c, samples) -> {
                c.pass(this);
                return write(kind, c, samples);
            });
        };
    }

    /// A program for this batch that isn't kept here.
    final Program compileAlone(Program.Key key, Element batch, Compilation options) {
        return programs.compileAlone(key, KerasConfig.backend(), compiler(key.kind(), batch, options));
    }

    /// @throws IllegalArgumentException when two layers have one name: files, losses and metrics go by names
    final void requireOneName(List<Layer> layers) {
        var names = new HashSet<String>();
        layers.stream().filter(layer -> !names.add(layer.name())).findFirst().ifPresent(layer -> {
            throw new IllegalArgumentException(place() + ": expected layers of different names, got two named '" + layer.name() + "'. Name one anew.");
        });
    }

    /// Forgets what belongs to its former layers: programs, and what it was compiled with.
    final void relayered() {
        compiled = null;
        programs.clear(EnumSet.allOf(Program.Kind.class));
        mixesRows = false;
    }

    /// Builds a model that can know its inputs from a batch before it is called.
    void buildFor(Element batch) {}

    /// Notes what its first call gets, of any number of samples: a step of its own may give it something other than the batch.
    @Override
    protected void build(List<Type> inputs) {
        noteInputs(inputs.stream().map(type -> PartialShape.ofSamples(type.shape())).toList());
        super.build(inputs);
    }

    /// Runs the step of training for this batch so many times and says where the time goes. Changes the weights.
    public final Profile profile(Element given, int runs) {
        Element batch = passed(given);
        Program program = program(Program.Kind.TRAIN, batch);
        return program.executable().profile(program.arrays(batch), runs);
    }


    /// Where a step of training on this batch makes its first NaN: the layer and the operation, or the input or the weight that holds one
    /// already. The step is interpreted, slowly, and changes nothing; empty when it stays with numbers.
    ///
    /// @throws IllegalStateException when it isn't compiled
    public final Optional<String> findNaN(Element batch) {
        optimizer();
        Element passed = passed(batch);
        Program program = programs.compileAlone(Program.Key.of(Program.Kind.TRAIN, passed), Backend.named("reference"),
                compiler(Program.Kind.TRAIN, passed, Compilation.TRAINING));
        try {
            return program.firstNaN(passed);
        } finally {
            program.close();
        }
    }

    public final Optional<String> findNaN(NDArray x, NDArray y) {
        return findNaN(Element.of(x, y));
    }

    /// Metrics of the model's own, beside those it was compiled with: reset with each epoch, and shown in logs.
    protected List<Metric> extraMetrics() {
        return List.of();
    }

    /// All that is measured, by its name in logs.
    public final SequencedMap<String, Metric> metrics() {
        var all = objective().metrics();
        extraMetrics().forEach(metric -> all.put(metric.name(), metric));
        return all;
    }

    /// Which way is better, for what is known of it before the first step.
    final Map<String, Metric.Direction> directions() {
        var directions = new HashMap<>(objective().directions(outputNames()));
        extraMetrics().forEach(metric -> metric.direction().ifPresent(direction -> directions.put(metric.name(), direction)));
        return directions;
    }

    /// What the metrics say now, by name.
    public final SequencedMap<String, Double> results() {
        var results = new TreeMap<String, Double>();
        metrics().forEach((name, metric) -> results.put(name, metric.result()));
        return new LinkedHashMap<>(results);
    }

    public final void resetMetrics() {
        metrics().values().forEach(Metric::reset);
    }

    // ---- training --------------------------------------------------------------------------------------------------

    /// Trains on arrays, whose first axis counts samples.
    public final History fit(NDArray x, NDArray y, Fit options)             { return fit(Element.of(x, y), options); }
    public final History fit(NDArray x, NDArray y)                          { return fit(x, y, Fit.defaults()); }
    public final History fit(List<NDArray> x, List<NDArray> y, Fit options) { return fit(new Element(x, y, List.of()), options); }
    public final History fit(Map<String, NDArray> x, Map<String, NDArray> y, Fit options) { return fit(named(x, y), options); }
    public final History fit(Map<String, NDArray> x, Map<String, NDArray> y)              { return fit(x, y, Fit.defaults()); }
    /// Without targets: for models that make their loss of what goes in.
    public final History fit(NDArray x, Fit options)                        { return fit(Element.of(x), options); }
    public final History fit(Element arrays, Fit options)                   { return new Training(this, options).fit(arrays); }

    /// Trains on batches.
    public final History fit(Dataset batches, Fit options)                  { return new Training(this, options).fit(batches); }

    /// Measures loss and metrics.
    public final SequencedMap<String, Double> evaluate(NDArray x, NDArray y)                         { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(NDArray x, NDArray y, Evaluate options)       { return evaluate(Element.of(x, y), options); }
    public final SequencedMap<String, Double> evaluate(List<NDArray> x, List<NDArray> y, Evaluate options) { return evaluate(new Element(x, y, List.of()), options); }
    public final SequencedMap<String, Double> evaluate(Map<String, NDArray> x, Map<String, NDArray> y)                   { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(Map<String, NDArray> x, Map<String, NDArray> y, Evaluate options) { return evaluate(named(x, y), options); }
    public final SequencedMap<String, Double> evaluate(Element arrays, Evaluate options)             { return new Evaluation(this, options).evaluate(arrays); }
    public final SequencedMap<String, Double> evaluate(Dataset batches, Evaluate options)            { return new Evaluation(this, options).evaluate(batches); }

    /// What the model answers, one row a sample.
    public final NDArray predict(NDArray x)                                 { return predict(x, Predict.defaults()); }
    public final NDArray predict(NDArray x, Predict options)                { return predict(List.of(x), options).getFirst(); }
    public final List<NDArray> predict(List<NDArray> x)                     { return predict(x, Predict.defaults()); }
    public final List<NDArray> predict(Map<String, NDArray> x)              { return predict(x, Predict.defaults()); }
    public final List<NDArray> predict(Map<String, NDArray> x, Predict options) { return predict(named("inputs", inputNames(), x), options); }
    public final List<NDArray> predict(List<NDArray> x, Predict options)    { return new Prediction(this, options).predict(x); }
    public final List<NDArray> predict(Dataset batches, Predict options)    { return new Prediction(this, options).predict(batches); }

    /// Arrays by the names of inputs and outputs, as the model takes them: for `fit`, `evaluate` and steps on a batch.
    public final Element named(Map<String, NDArray> x, Map<String, NDArray> y) {
        return new Element(named("inputs", inputNames(), x), named("outputs", outputNames(), y), List.of());
    }

    /// What isn't asked for is left out, as in Keras.
    private List<NDArray> named(String what, List<String> names, Map<String, NDArray> arrays) {
        return names.stream().map(name -> {
            NDArray array = arrays.get(name);
            if (array == null) {
                throw new IllegalArgumentException(place() + ": expected arrays for its " + what + " " + names + ", got " + new TreeSet<>(arrays.keySet()) + ".");
            }
            return array;
        }).toList();
    }

    /// Names of its inputs in their order, by which arrays are given; none before it is built.
    public final List<String> inputNames() {
        return inputs().stream().map(Input::name).toList();
    }

    /// One step on this batch; answers loss and metrics of this batch alone, as in Keras.
    public final SequencedMap<String, Double> trainOnBatch(NDArray x, NDArray y)    { return trainOnBatch(Element.of(x, y)); }

    public final SequencedMap<String, Double> trainOnBatch(Element batch) {
        optimizer();
        resetMetrics();
        run(Program.Kind.TRAIN, batch);
        return results();
    }

    public final SequencedMap<String, Double> trainOnBatch(Element batch, Map<Integer, Double> classWeight) {
        return trainOnBatch(ClassWeights.applied(batch, classWeight));
    }

    /// Measures this batch alone, without learning from it.
    public final SequencedMap<String, Double> testOnBatch(NDArray x, NDArray y)     { return testOnBatch(Element.of(x, y)); }

    public final SequencedMap<String, Double> testOnBatch(Element batch) {
        optimizer();
        resetMetrics();
        run(Program.Kind.TEST, batch);
        return results();
    }

    /// Answers from programs of their own that use one thread each, so that many threads run at once: for servers. It sees the weights
    /// as they are when it runs.
    public final Predictor predictor() {
        return new Predictor(this);
    }

    /// What it answers to this batch, by a program of exactly its size.
    public final List<NDArray> predictOnBatch(NDArray... x) {
        return run(Program.Kind.PREDICT, new Element(List.of(x), List.of(), List.of()));
    }

    /// Asks a running `fit` to end after its step. May be called from any thread.
    public final void requestStop() {
        stopRequested = true;
    }

    public final boolean isStopRequested() {
        return stopRequested;
    }

    final void startRunning() {
        stopRequested = false;
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    /// Writes configuration, weights and training (optimizer with its state, losses, metrics) to a `.keras` file, which Keras 3 loads,
    /// whole or not at all.
    ///
    /// @throws IllegalArgumentException when the name doesn't end in `.keras`
    /// @throws UncheckedIOException     when it can't be written; the file that was there before stays
    public final void save(Path file) {
        warnUnbuilt(file);
        KerasFile.save(this, file);
    }

    private void warnUnbuilt(Path file) {
        if (!isBuilt()) {
            LOG.log(System.Logger.Level.WARNING, place() + ": saved to " + file + " before it is built, so without weights. Give it an Input, or call it first.");
        }
    }

    /// A model from a `.keras` file, a folder of its members, or a whole-model `.h5` of Keras 2 or 3; compiled as it was saved.
    ///
    /// @throws org.keras4j.engine.tensor.FormatException naming file, member and place, when it isn't such a file, names a class
    /// that isn't here, or needs code that would have to be run
    /// @throws UncheckedIOException when it can't be read
    public static Model load(Path file) {
        return load(file, Load.DEFAULT);
    }

    public static Model load(Path file, Load options) {
        return ModelFile.load(file, options);
    }

    /// The model without its weights, as Keras' `to_json`: its layers, how they are joined, and what it is compiled with.
    public final String toJson() {
        return ModelJson.text(this);
    }

    /// The model of [#toJson], or of Keras' `to_json`, with weights drawn anew. Follows `keras.models.model_from_json`.
    ///
    /// @throws org.keras4j.engine.tensor.FormatException when it describes no model, names a class that isn't here, or needs code that would have to be run
    public static Model fromJson(String json) {
        return ModelJson.read(json.getBytes(StandardCharsets.UTF_8), Load.DEFAULT);
    }

    /// A model of the same layers that shares nothing with this one: not compiled, with weights drawn anew. Follows `keras.models.clone_model`.
    ///
    /// @throws IllegalStateException when a layer can't be described, such as one with a function of the program's
    public final Model cloneModel() {
        return ModelJson.read(toJson().getBytes(StandardCharsets.UTF_8), Load.uncompiled());
    }

    /// Writes the weights, and the state of the optimizer, to a file whose name ends in `.weights.h5`.
    public final void saveWeights(Path file) {
        warnUnbuilt(file);
        WeightsFile.save(this, file);
    }

    /// Takes its weights from a `.weights.h5`, its parts listed in a `.weights.json`, a `.keras` or an older `.h5`: by their places,
    /// as in Keras, whatever the names of layers.
    ///
    /// @throws org.keras4j.engine.tensor.FormatException when the file isn't such a one, or of another model; nothing is changed then
    public final void loadWeights(Path file) {
        loadWeights(file, Matching.STRICT);
    }

    /// @throws IllegalStateException when it isn't built
    public final void loadWeights(Path file, Matching matching) {
        requireBuilt("so that it has weights to fill");
        WeightsFile.load(this, file, matching, LoadLimits.DEFAULT);
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

    private void requireBuilt(String why) {
        if (!isBuilt()) {
            throw new IllegalStateException(place() + ": expected to be built, " + why + ". Give it an Input, or build(shapes).");
        }
    }

    /// With what it is compiled with.
    @Override
    public SequencedMap<String, @Nullable Object> serialized() {
        var map = super.serialized();
        map.put("compile_config", compileConfig());
        return map;
    }

    /// How far it is trained, and where it goes on.
    final Course course() {
        return course;
    }

    /// How far it is trained.
    public final Progress progress() {
        return course.progress();
    }

    /// Goes on from there.
    public final void progress(Progress progress) {
        course.goOnFrom(progress);
        programs.clear(Set.of(Program.Kind.TRAIN));              // the seeds of layers may be others now
    }

    /// Lets the next `fit` begin in the middle of an epoch.
    ///
    /// @param batch how many batches of the epoch are done
    /// @param metrics what the variables of the metrics held then
    public final void resumeAt(int epoch, long batch, List<NDArray> metrics) {
        course.resumeAt(new Course.Resumption(epoch, batch, List.copyOf(metrics)));
    }

    /// Gives the metrics the state they had; they are known when a step is compiled.
    final void resumeMetrics(Element batch, List<NDArray> state) {
        program(Program.Kind.TRAIN, passed(batch));
        List<Variable> variables = metricVariables();
        for (int i = 0; i < Math.min(variables.size(), state.size()); i++) {
            variables.get(i).assign(state.get(i).reshape(variables.get(i).shape()));
        }
    }

    /// The state of all metrics.
    public final List<Variable> metricVariables() {
        return metrics().values().stream().flatMap(metric -> metric.variables().stream()).toList();
    }

    // ---- looking ---------------------------------------------------------------------------------------------------

    /// Prints layers, shapes and numbers of parameters, as Keras does.
    public final void summary() {
        summary(Summary.defaults());
    }

    public final void summary(Summary options) {
        options.print(this);
    }

    public final String summaryText(Summary options) {
        return options.text(this);
    }
}
