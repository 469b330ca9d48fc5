package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.History;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.PartialShape;
import org.keras4j.layers.Symbol;
import org.keras4j.ops.Call;
import org.keras4j.saving.KerasFile;
import org.keras4j.saving.Load;
import org.keras4j.saving.LoadLimits;
import org.keras4j.saving.Matching;
import org.keras4j.saving.ModelFile;
import org.keras4j.saving.ModelJson;
import org.keras4j.saving.WeightsFile;

/// A layer that can be trained by itself, and kept in files. [Sequential] and [#of] make one from layers; a model of your own overrides
/// [#call(Call, Value)], and what a [Trainer] has of steps to be trained in another way.
///
/// `fit` is for one thread; `predict` may be called from any.
public abstract non-sealed class Model extends Trainer {
    private static final System.Logger LOG = System.getLogger(Model.class.getName());

    private volatile boolean stopRequested;

    protected Model(LayerConfig config) {
        super(config);
    }

    protected Model() {
        this(new LayerConfig());
    }

    /// A model of the layers between inputs and outputs.
    public static Functional of(Symbol input, Symbol output)                                   { return of(Collections.singletonList(input), output); }
    public static Functional of(List<? extends Symbol> inputs, Symbol output)                  { return of(inputs, Collections.singletonList(output)); }
    public static Functional of(Symbol input, List<? extends Symbol> outputs)                  { return of(Collections.singletonList(input), outputs); }
    public static Functional of(List<? extends Symbol> inputs, List<? extends Symbol> outputs) { return Functional.between(new LayerConfig(), inputs, outputs); }

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

    /// @throws IndexOutOfBoundsException naming the layers, when there is none of that number
    public Layer getLayer(int index) {
        List<Layer> layers = layers();
        if (index < 0 || index >= layers.size()) {
            throw new IndexOutOfBoundsException(place() + ": expected a layer from 0 to " + (layers.size() - 1) + " of "
                    + layers.stream().map(Layer::name).toList() + ", got " + index + ".");
        }
        return layers.get(index);
    }

    @Override
    public List<String> outputNames() {
        return List.of("output");
    }

    /// The inputs it was made with, if it was: `Model.of(model.inputs(), model.getLayer("features").output())`.
    public List<Input> inputs() {
        return List.of();
    }

    @Override
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

    /// @throws IllegalArgumentException when two layers have one name: files, losses and metrics go by names
    final void requireOneName(List<Layer> layers) {
        var names = new HashSet<String>();
        layers.stream().filter(layer -> !names.add(layer.name())).findFirst().ifPresent(layer -> {
            throw new IllegalArgumentException(place() + ": expected layers of different names, got two named '" + layer.name() + "'. Name one anew.");
        });
    }

    /// Notes what its first call gets, of any number of samples: a step of its own may give it something other than the batch.
    @Override
    protected void build(List<Type> inputs) {
        noteInputs(inputs.stream().map(type -> PartialShape.ofSamples(type.shape())).toList());
        super.build(inputs);
    }

    // ---- training --------------------------------------------------------------------------------------------------

    /// Trains on arrays, whose first axis counts samples; without options one epoch, in batches of 32. Several inputs or targets stand in the order of the
    /// model's, or under their names.
    ///
    /// @return loss and metrics of each epoch; those of the validation as `val_…`
    /// @throws IllegalStateException    when the model isn't compiled
    /// @throws IllegalArgumentException when arrays differ in how many samples they have, or aren't of the types that the model takes
    public final History fit(NDArray x, NDArray y, Fit options)             { return fit(Element.of(x, y), options); }
    public final History fit(NDArray x, NDArray y)                          { return fit(x, y, Fit.defaults()); }
    public final History fit(List<NDArray> x, NDArray y)                    { return fit(x, y, Fit.defaults()); }
    public final History fit(List<NDArray> x, NDArray y, Fit options)       { return fit(Element.of(x, y), options); }
    public final History fit(List<NDArray> x, List<NDArray> y)              { return fit(x, y, Fit.defaults()); }
    public final History fit(List<NDArray> x, List<NDArray> y, Fit options) { return fit(Element.of(x, y), options); }
    public final History fit(Map<String, NDArray> x, NDArray y)                           { return fit(x, y, Fit.defaults()); }
    public final History fit(Map<String, NDArray> x, NDArray y, Fit options)              { return fit(named(x, y), options); }
    public final History fit(Map<String, NDArray> x, Map<String, NDArray> y, Fit options) { return fit(named(x, y), options); }
    public final History fit(Map<String, NDArray> x, Map<String, NDArray> y)              { return fit(x, y, Fit.defaults()); }
    /// Without targets: for models that make their loss of what goes in.
    public final History fit(NDArray x, Fit options)                        { return fit(Element.of(x), options); }
    public final History fit(Element arrays, Fit options)                   { return new Training(this, options).fit(arrays); }

    /// Trains on batches. Data that never end need [Fit#stepsPerEpoch(long)].
    public final History fit(Dataset batches)                               { return fit(batches, Fit.defaults()); }
    public final History fit(Dataset batches, Fit options)                  { return new Training(this, options).fit(batches); }

    /// Measures loss and metrics on arrays, whose first axis counts samples, or on batches; the weights stay as they are.
    ///
    /// @return the loss as `loss`, and the metrics, by their names and in the order of these, as Keras' `return_dict=True`
    /// @throws IllegalStateException    when the model isn't compiled
    /// @throws IllegalArgumentException when there are no data, when they don't end though no [steps][Evaluate#steps(long)] are given, or aren't of the types
    /// that the model takes
    public final SequencedMap<String, Double> evaluate(NDArray x, NDArray y)                         { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(NDArray x, NDArray y, Evaluate options)       { return evaluate(Element.of(x, y), options); }
    public final SequencedMap<String, Double> evaluate(List<NDArray> x, NDArray y)                         { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(List<NDArray> x, NDArray y, Evaluate options)       { return evaluate(Element.of(x, y), options); }
    public final SequencedMap<String, Double> evaluate(List<NDArray> x, List<NDArray> y)                   { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(List<NDArray> x, List<NDArray> y, Evaluate options) { return evaluate(Element.of(x, y), options); }
    public final SequencedMap<String, Double> evaluate(Map<String, NDArray> x, NDArray y)                                { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(Map<String, NDArray> x, NDArray y, Evaluate options)              { return evaluate(named(x, y), options); }
    public final SequencedMap<String, Double> evaluate(Map<String, NDArray> x, Map<String, NDArray> y)                   { return evaluate(x, y, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(Map<String, NDArray> x, Map<String, NDArray> y, Evaluate options) { return evaluate(named(x, y), options); }
    public final SequencedMap<String, Double> evaluate(Element arrays, Evaluate options)             { return new Evaluation(this, options).evaluate(arrays); }
    public final SequencedMap<String, Double> evaluate(Dataset batches)                              { return evaluate(batches, Evaluate.defaults()); }
    public final SequencedMap<String, Double> evaluate(Dataset batches, Evaluate options)            { return new Evaluation(this, options).evaluate(batches); }

    /// What the model answers to arrays, whose first axis counts samples: `[samples, …]` for each of its outputs. For one array it is the first output alone.
    ///
    /// @throws IllegalArgumentException when an array isn't of the type that the model takes, or data never end and no [steps][Predict#steps(long)] are given
    public final NDArray predict(NDArray x)                                 { return predict(x, Predict.defaults()); }
    public final NDArray predict(NDArray x, Predict options)                { return predict(Element.of(x).x(), options).getFirst(); }
    public final List<NDArray> predict(List<NDArray> x)                     { return predict(x, Predict.defaults()); }
    public final List<NDArray> predict(Map<String, NDArray> x)              { return predict(x, Predict.defaults()); }
    public final List<NDArray> predict(Map<String, NDArray> x, Predict options) { return predict(named("inputs", inputNames(), x), options); }
    public final List<NDArray> predict(List<NDArray> x, Predict options)    { return new Prediction(this, options).predict(x); }
    public final List<NDArray> predict(Dataset batches)                     { return predict(batches, Predict.defaults()); }
    public final List<NDArray> predict(Dataset batches, Predict options)    { return new Prediction(this, options).predict(batches); }

    /// Arrays by the names of inputs and outputs, as the model takes them: for `fit`, `evaluate` and steps on a batch. Outputs without a loss may be left out.
    public final Element named(Map<String, NDArray> x, Map<String, NDArray> y) {
        return new Element(named("inputs", inputNames(), x), named("outputs", aimedAt(y.keySet()), y), List.of());
    }

    /// Inputs by name, and the target of the only output, or of the only one that has a loss.
    public final Element named(Map<String, NDArray> x, NDArray y) {
        return Element.of(named("inputs", inputNames(), x), y);
    }

    /// Inputs and targets by name, with how much each sample counts at each output that has a target: Keras' `sample_weight` as a dictionary.
    public final Element named(Map<String, NDArray> x, Map<String, NDArray> y, Map<String, NDArray> sampleWeight) {
        Element arrays = named(x, y);
        return new Element(arrays.x(), arrays.y(), named("sample weights", aimedAt(y.keySet()), sampleWeight));
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

    /// Names of its inputs in their order, by which arrays are given; none before it is built. Of a model that takes a dictionary in Keras they are its keys.
    public List<String> inputNames() {
        return inputs().stream().map(Input::name).toList();
    }

    /// One step on this batch; answers loss and metrics of this batch alone, as in Keras.
    public final SequencedMap<String, Double> trainOnBatch(NDArray x, NDArray y)    { return trainOnBatch(Element.of(x, y)); }

    /// One step on a batch of several inputs or targets.
    public final SequencedMap<String, Double> trainOnBatch(List<NDArray> x, NDArray y)       { return trainOnBatch(Element.of(x, y)); }
    public final SequencedMap<String, Double> trainOnBatch(List<NDArray> x, List<NDArray> y) { return trainOnBatch(Element.of(x, y)); }

    /// One step of training on a batch of several inputs or targets, or with weights of the samples.
    public final SequencedMap<String, Double> trainOnBatch(Element batch) {
        optimizer();
        resetMetrics();
        steps().run(Program.Kind.TRAIN, batch);
        return results(Program.Kind.TRAIN);
    }

    /// One step of training in which samples of each class count as much as said; those of classes that aren't named count 1.
    ///
    /// @throws IllegalArgumentException when the batch has several targets
    public final SequencedMap<String, Double> trainOnBatch(Element batch, Map<Integer, Double> classWeight) {
        return trainOnBatch(ClassWeights.applied(batch, classWeight));
    }

    /// Measures this batch alone, without learning from it.
    public final SequencedMap<String, Double> testOnBatch(NDArray x, NDArray y)     { return testOnBatch(Element.of(x, y)); }

    /// Loss and metrics of a batch of several inputs or targets, or with weights of the samples.
    public final SequencedMap<String, Double> testOnBatch(Element batch) {
        optimizer();
        resetMetrics();
        steps().run(Program.Kind.TEST, batch);
        return results(Program.Kind.TEST);
    }

    /// Answers from programs of their own that use one thread each, so that many threads run at once: for servers. It sees the weights
    /// as they are when it runs.
    public final Predictor predictor() {
        return new Predictor(this);
    }

    /// What it answers to this batch, by a program of exactly its size.
    public final List<NDArray> predictOnBatch(NDArray... x) {
        return steps().run(Program.Kind.PREDICT, new Element(List.of(x), List.of(), List.of()));
    }

    /// Asks a running `fit` to end after its step. May be called from any thread.
    public final void requestStop() {
        stopRequested = true;
    }

    /// Whether the `fit` that runs, or ran last, was asked to end.
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
        if (!isBuilt() && !sublayers().stream().allMatch(Layer::isBuilt)) {
            LOG.log(System.Logger.Level.WARNING, place() + ": saved to " + file + " before all of it is built, so without some of its weights. Give it an Input, or call it first.");
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

    /// Loads a model, with a say in whether it is compiled, and in how large a file may be.
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
        return ModelJson.read(toJson().getBytes(StandardCharsets.UTF_8), Load.DEFAULT.uncompiled());
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

    /// Loads weights by [Matching#BY_NAME], say, for those layers alone that have a name in an older `.h5`.
    ///
    /// @throws IllegalStateException when it has no weights yet. A model of your own whose parts are built has them, called or not
    public final void loadWeights(Path file, Matching matching) {
        if (weights().isEmpty()) {
            requireBuilt("so that it has weights to fill");
        }
        WeightsFile.load(this, file, matching, LoadLimits.DEFAULT);
    }

    /// With what it is compiled with.
    @Override
    public SequencedMap<String, @Nullable Object> serialized() {
        var map = super.serialized();
        map.put("compile_config", compileConfig());
        return map;
    }

    // ---- looking ---------------------------------------------------------------------------------------------------

    /// Prints layers, shapes and numbers of parameters, as Keras does.
    public final void summary() {
        summary(Summary.defaults());
    }

    /// Prints the summary as wide as `options` say, with what they say to show.
    public final void summary(Summary options) {
        options.print(this);
    }

    /// What [#summary(Summary)] prints.
    public final String summaryText(Summary options) {
        return options.text(this);
    }
}
