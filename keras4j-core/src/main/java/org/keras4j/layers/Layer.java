package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.regularizers.Regularizer;
import org.keras4j.text.SnakeCase;

/// A configuration, weights, and a forward pass in terms of [org.keras4j.ops.Ops].
///
/// A layer of your own overrides [#call(Call, Value)] and, if it has weights, [#build(Type)], where it asks for them by
/// [#addWeight]. Layers that it holds in fields (also in lists and maps) are part of it. Gradients come by themselves. A metric in a field, such as a
/// [org.keras4j.metrics.Mean] that `call` adds to, stands in the logs of the model.
/// With `implements LayerOptions<Scale>` a layer `Scale` has `name` and `dtype` as all others do.
///
/// Layers have identity: one layer applied twice shares its weights.
public abstract non-sealed class Layer extends Weighted {
    private List<KerasNode> nodes = new ArrayList<>();
    private boolean built;
    private boolean joined;
    private @Nullable Layer parent;
    private @Nullable Long drawnSeed;
    private @Nullable List<PartialShape> builtFor;
    private List<PartialShape> madeAtFirst = List.of();
    private Alone alone = new Alone();

    @SuppressWarnings("this-escape")                      // the configuration is there by now; the place is asked for in a message alone
    protected Layer(LayerConfig config) {
        super(config);
        requireSound();
    }

    @Override
    protected final void requireSound() {
        config().requireSound(this::place);
    }

    protected Layer() {
        this(new LayerConfig());
    }

    @Override
    public String module() {
        return "keras.layers";
    }

    // ---- what subclasses say ---------------------------------------------------------------------------------------

    /// Asks for the weights, by [#addWeight] and [#addState]; runs before the first `call`.
    ///
    /// @param input its shape begins with the batch. Sizes that aren't known yet have stand-ins: no weight may depend on them
    protected void build(Type input) {}

    /// Asks for the weights of a layer of several inputs; one of a single input overrides [#build(Type)].
    protected void build(List<Type> inputs) {
        build(inputs.getFirst());
    }

    /// The forward pass, written into the trace of a program. It runs a few times while a model is built and compiled, never in each step: so it may branch on
    /// shapes and on `c.training()`, but not on numbers.
    ///
    /// @param x the input, whose first axis is the batch
    protected Value call(Call c, Value x) {
        throw new UnsupportedOperationException(place() + ": has no call. Override call(Call, Value) or call(Call, List<Value>).");
    }

    /// The forward pass of a layer of several inputs or outputs; one of a single input and output overrides [#call(Call, Value)].
    protected List<Value> call(Call c, List<Value> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(place() + ": expected one input, got " + inputs.size()
                    + ". Concatenate them, or use a layer for several.");
        }
        return List.of(call(c, inputs.getFirst()));
    }

    /// Whether a mask of the input is one of the output too.
    protected boolean supportsMasking() {
        return false;
    }

    /// The masks of the outputs, `null` for those without.
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        Value mask = supportsMasking() && !inputs.isEmpty() ? c.mask(inputs.getFirst()) : null;
        return Collections.nCopies(outputs.size(), mask);
    }

    /// Under which keyword Keras' files have the inputs after the first, if not all in one list with it.
    public Optional<String> keywordAfterFirstInput() {
        return Optional.empty();
    }

    /// Its call as Keras' files have it, `args` and `kwargs`, if it takes its inputs in a manner of its own.
    ///
    /// @param inputs all inputs, in a form of the caller's
    /// @param dtype of an input
    public <T> Optional<Map<String, Object>> callAsKerasHasIt(List<T> inputs, Function<T, DType> dtype) {
        return Optional.empty();
    }

    /// The layer with the options that the keywords of its call name; itself where there are none.
    public Layer calledWith(Map<?, ?> keywords) {
        return this;
    }

    /// The penalty on the outputs.
    protected @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    /// Whether floating inputs are cast to the type in which the layer computes.
    protected boolean autocasts() {
        return true;
    }

    /// The seed to draw with: the one its configuration gives, or else one that is drawn once and saved with the model, so that
    /// training goes on with the same numbers.
    protected final long seed(@Nullable Long given) {
        if (given != null) {
            return given;
        }
        if (drawnSeed == null) {
            drawnSeed = RandomSeed.next();
        }
        return drawnSeed;
    }

    /// The seed that was drawn for it, if one was.
    public final Optional<Long> drawnSeed() {
        return Optional.ofNullable(drawnSeed);
    }

    /// Goes on with a seed that was drawn before.
    public final void drawnSeed(long seed) {
        drawnSeed = seed;
    }

    // ---- applying --------------------------------------------------------------------------------------------------

    /// Writes the forward pass into a trace; builds the layer at first.
    public final Value apply(Call c, Value x) {
        return apply(c, List.of(x)).getFirst();
    }

    /// Writes the forward pass of a layer of several inputs or outputs into a trace; builds the layer at first.
    public final List<Value> apply(Call c, List<Value> inputs) {
        try {
            DType compute = config().dtype.compute();
            List<Value> cast = inputs.stream().map(x -> cast(c, x, compute)).toList();
            adopt();
            buildOrCheck(new GivenInputs<>(place(), cast.stream().map(Value::type).toList()));
            return c.within(path(), compute, () -> {
                List<@Nullable Value> given = masks(c, cast);
                List<Value> outputs = call(c, new GivenInputs<>(place(), cast));
                noteOutputs(outputs);
                List<@Nullable Value> left = masks(c, cast);             // a part may have taken them: see MultiHeadAttention
                mask(c, cast, given);
                List<@Nullable Value> masks = computeMask(c, cast, outputs);
                mask(c, cast, left);
                for (int i = 0; i < outputs.size(); i++) {
                    if (activityRegularizer() instanceof Regularizer penalty) {
                        c.addLoss(Ops.divide(penalty.penalty(outputs.get(i)), outputs.get(i).shape().size(0)));
                    }
                    c.mask(outputs.get(i), masks.get(i));
                }
                return outputs;
            });
        } catch (ShapeException e) {
            throw new ShapeException(place(), e);
        }
    }

    private static List<@Nullable Value> masks(Call c, List<Value> values) {
        var masks = new ArrayList<@Nullable Value>();
        values.forEach(value -> masks.add(c.mask(value)));
        return masks;
    }

    private static void mask(Call c, List<Value> values, List<@Nullable Value> masks) {
        for (int i = 0; i < values.size(); i++) {
            c.mask(values.get(i), masks.get(i));
        }
    }

    private Value cast(Call c, Value x, DType compute) {
        if (!autocasts() || !x.dtype().isFloating() || x.dtype() == compute) {
            return x;
        }
        Value cast = c.builder().cast(x, compute);
        c.mask(cast, c.mask(x));
        return cast;
    }

    /// Builds a part before it is applied.
    final void buildFor(List<Type> inputs) {
        buildOrCheck(inputs);
    }

    private void buildOrCheck(List<Type> inputs) {
        if (!built) {
            try {
                build(inputs);
            } catch (RuntimeException e) {
                forgetWeights();
                throw e;
            }
            built = true;
            joined = true;
            if (!trainable()) {
                setTrainable(false);
            }
        } else {
            var probe = (Layer) super.copy();
            probe.asksAgain(this);
            probe.build(inputs);
        }
    }

    /// What the layer makes of an array, outside of models and not in training: in [org.keras4j.data.Dataset#map], say.
    public NDArray apply(NDArray x) {
        return alone.run(this, Call.Mode.UNSAID, List.of(x)).getFirst();
    }

    /// What the layer makes of arrays in training, outside of models. What changes them at random draws anew each time; with a seed of its own, the
    /// same in each process:
    ///
    /// ```java
    /// Dataset train = Dataset.of(images, labels).batch(32).map(batch -> batch.mapXY(mixUp::applyInTraining));
    /// ```
    public final List<NDArray> applyInTraining(List<NDArray> inputs) {
        return alone.run(this, Call.Mode.TRAINING, inputs);
    }

    /// What the layer makes of an array in training: for [org.keras4j.data.Element#mapX].
    public final NDArray applyInTraining(NDArray x) {
        return applyInTraining(List.of(x)).getFirst();
    }

    /// Applies the layer while a functional model is built.
    public final KerasTensor apply(Symbol... inputs) {
        return applyAll(List.of(inputs)).getFirst();
    }

    /// Applies the layer with Keras' `training=`. As there, `fit` and `predict` say it for all of the model, and come first (a [BatchNormalization] that `fit` is to leave
    /// as it is must be frozen); the call is heard where the model is applied by itself: a [Dropout] in [Call.Mode#TRAINING] differs each time that
    /// [#apply(NDArray)] asks. Files keep it.
    public final KerasTensor apply(Call.Mode mode, Symbol... inputs) {
        return applyAll(List.of(inputs), null, mode).getFirst();
    }

    /// Applies a layer of several outputs, and gives all of them.
    public final List<KerasTensor> applyAll(Symbol... inputs) {
        return applyAll(List.of(inputs));
    }

    /// Applies a layer of several outputs to a list of inputs.
    public final List<KerasTensor> applyAll(List<? extends Symbol> inputs) {
        return applyAll(inputs, null, Call.Mode.UNSAID);
    }

    /// Applies the layer with Keras' `mask=`, which says itself which steps of the first input count, and `training=`.
    ///
    /// @param mask bool `[batch, time]`; `null` for the one that comes with the input, if one does
    /// @param mode [Call.Mode#UNSAID] for what the model is run for
    public final List<KerasTensor> applyAll(List<? extends Symbol> inputs, @Nullable Symbol mask, Call.Mode mode) {
        List<KerasTensor> tensors = inputs.stream().map(Symbol::tensor).toList();
        KerasTensor said = mask == null ? null : mask.tensor();
        var node = new KerasNode(this, tensors, said, mode, results(tensors, said));
        joined = true;
        nodes.add(node);
        return node.outputs();
    }

    /// Its calls in functional models, in order.
    public final List<KerasNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /// The one thing that the layer makes where it was applied while a functional model was built.
    ///
    /// @throws IllegalStateException when it was not applied, or more than once, or makes several things
    public KerasTensor output() {
        List<KerasTensor> all = outputs();
        if (all.size() != 1) {
            throw new IllegalStateException(place() + ": expected one output, got " + all.size() + ". Choose of outputs().");
        }
        return all.getFirst();
    }

    /// All that it makes there.
    ///
    /// @throws IllegalStateException when it was not applied, or more than once
    public List<KerasTensor> outputs() {
        if (nodes.size() != 1) {
            throw new IllegalStateException(place() + ": expected one call in a functional model, got " + nodes.size()
                    + ". Keep what apply returns, and use that.");
        }
        return nodes.getFirst().outputs();
    }

    /// The shapes of what it makes: in a functional model where it was applied last, else when it was first called, with any number of samples.
    /// None before that.
    public final List<PartialShape> outputShapes() {
        return nodes.isEmpty() ? madeAtFirst : nodes.getLast().outputs().stream().map(KerasTensor::shape).toList();
    }

    /// Not of a trace with sizes that stand for others.
    private void noteOutputs(List<Value> outputs) {
        if (madeAtFirst.isEmpty() && outputs.stream().flatMap(output -> output.shape().sizes().stream()).noneMatch(StandIns::dependsOnUnknown)) {
            madeAtFirst = outputs.stream().map(output -> PartialShape.ofSamples(output.shape())).toList();
        }
    }

    @Override
    public boolean isBuilt() {
        return built;
    }

    /// Builds the layer for inputs of these shapes, where -1 is unknown.
    public final void build(PartialShape... inputs) {
        results(Stream.of(inputs).map(shape -> Input.batchShape(shape).tensor()).toList(), null);
    }

    /// What the layer makes of inputs of which some sizes may be unknown.
    List<KerasNode.Result> results(List<KerasTensor> inputs, @Nullable KerasTensor said) {
        requireNumbers(inputs);
        boolean before = built;
        noteInputs(inputs.stream().map(KerasTensor::shape).toList());
        try {
            return Tracing.results(this, inputs, said);
        } catch (ShapeException e) {
            if (!before) {
                built = false;
                builtFor = null;
                forgetWeights();
            }
            throw e.worded(StandIns::hidden);
        }
    }

    private void requireNumbers(List<KerasTensor> inputs) {
        inputs.stream().filter(KerasTensor::isText).findFirst().ifPresent(text -> {
            throw new IllegalArgumentException(place() + ": expected numbers, got the texts of input '" + text.layer().name()
                    + "'. Put a TextVectorization, StringLookup or Hashing between them.");
        });
    }

    /// Of which shapes its first inputs are, for files: from them it is built when it is read.
    protected final void noteInputs(List<PartialShape> shapes) {
        if (builtFor == null) {
            builtFor = shapes;
        }
    }

    // ---- names and parts -------------------------------------------------------------------------------------------

    /// What its name is made of unless it is given one, and under which it stands in a file's lists: its class in snake case.
    public String snakeName() {
        return SnakeCase.of(className());
    }

    /// The name it was given, or its [#snakeName].
    public String name() {
        String name = config().name;
        return name != null ? name : snakeName();
    }

    @Override
    public String path() {
        return parent == null ? name() : parent.path() + "/" + name();
    }

    /// For messages: `Dense 'dense'`.
    @Override
    protected final String place() {
        return className() + " '" + name() + "'";
    }

    /// What it is made of, by the names of the attributes that hold it in Keras, where files have it: a layer, an optimizer, or a
    /// collection or map of them. Those of its fields, unless overridden: a field `queryDense` is `query_dense`. In the order in which its
    /// weights come.
    public SequencedMap<String, Object> parts() {
        return Parts.of(this);
    }

    @Override
    protected List<Layer> sublayers() {
        return Parts.layers(this, parts());
    }

    /// Whether the paths of its parts' weights start with its own. Those of a functional model don't, as in Keras.
    protected boolean scopesParts() {
        return true;
    }

    /// Names the parts that have no name yet, and says whose they are.
    protected final void adopt() {
        List<Layer> parts = sublayers();
        Names.give(parts);
        for (Layer part : parts) {
            if (part.parent == null && part != this) {
                part.parent = scopesParts() && !part.isBuilt() ? this : null;             // what was built before keeps its paths
                part.joined = true;
            }
        }
    }

    /// Too late for changes: it is built, or part of something.
    protected boolean isJoined() {
        return joined;
    }

    @Override
    protected Layer copy() {
        if (isJoined()) {
            throw new IllegalStateException(place() + ": expected options before the layer is built or joined to a model, got one after. "
                    + "Set all options where the layer is made.");
        }
        var copy = (Layer) super.copy();
        copy.nodes = new ArrayList<>();
        copy.alone = new Alone();
        return copy;
    }

    /// A changed copy of a layer, for options that interfaces declare.
    ///
    /// @param <S> the layer's own class
    @SuppressWarnings("unchecked")
    static <S, C extends LayerConfig> S changed(LayerOptions<S> layer, Consumer<C> change) {
        return (S) ((Layer) layer).changed(change);
    }

    final <C extends LayerConfig> Layer changed(Consumer<C> change) {
        return with(change);
    }

    /// With the shapes that it was built for, if it makes weights of them or takes several inputs.
    @Override
    public SequencedMap<String, @Nullable Object> serialized() {
        var map = super.serialized();
        Map<String, @Nullable Object> build = buildConfig();
        if (!build.isEmpty()) {
            map.put("build_config", build);
        }
        return map;
    }

    /// What it was built for, as Keras writes it; empty when it makes nothing of that.
    protected Map<String, @Nullable Object> buildConfig() {
        List<PartialShape> shapes = builtFor();
        if (shapes.isEmpty() || shapes.size() == 1 && weights().isEmpty()) {
            return Map.of();
        }
        List<Object> values = shapes.stream().<Object>map(PartialShape::kerasValue).toList();
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("input_shape", shapes.size() == 1 || keywordAfterFirstInput().isPresent() ? values.getFirst() : values);
        return config;
    }

    /// The shapes of the inputs it was built for, in their order; none before.
    protected final List<PartialShape> builtFor() {
        return builtFor == null ? List.of() : builtFor;
    }
}
