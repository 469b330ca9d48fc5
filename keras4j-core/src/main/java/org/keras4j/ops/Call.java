package org.keras4j.ops;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// What a trace carries besides values: whether it is for training, variables, masks, the losses that layers add, randomness, and
/// the layer that is being traced. One for each program; for one thread.
public final class Call {
    /// What the program is for: a constant of the trace.
    public enum Mode {
        TRAINING,
        INFERENCE,
        /// Nothing in particular, Keras' `training=None`: the calls within a functional model that say it themselves are heard. All others are in inference.
        UNSAID
    }

    private final GraphBuilder g;
    private Mode mode;
    private final @Nullable Variable step;
    private final Map<Variable, Leaf.Variable> leaves = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Value, Value> masks = new HashMap<>();
    private final Map<Variable, Value> lent = new HashMap<>();
    private final Map<Variable, Value> written = new HashMap<>();
    private final Map<Variable, SequencedSet<Value>> seen = new HashMap<>();
    private final List<Value> losses = new ArrayList<>();
    private final List<BooleanSupplier> facts;
    private final Map<Long, Long> draws;
    private @Nullable DType compute;
    private @Nullable Object past;
    private @Nullable Value turn;

    /// @param step counts the steps of training (int64), so that each draws other random numbers; `null` where nothing is drawn
    public Call(GraphBuilder g, Mode mode, @Nullable Variable step) {
        this(g, mode, step, new ArrayList<>(), new HashMap<>());
    }

    private Call(GraphBuilder g, Mode mode, @Nullable Variable step, List<BooleanSupplier> facts, Map<Long, Long> draws) {
        this.g = g;
        this.mode = mode;
        this.step = step;
        this.facts = facts;
        this.draws = draws;
    }

    /// What the trace is written with.
    public GraphBuilder builder() {
        return g;
    }

    /// Whether the program trains: it drops out, draws, and takes the statistics of the batch itself.
    public boolean training() {
        return mode == Mode.TRAINING;
    }

    /// Says that the batch has passed the layers that stand in front of this model.
    public void pass(Object model) {
        past = model;
    }

    /// Whether it has.
    public boolean isPast(Object model) {
        return past == model;
    }

    /// What `body` writes as it would for a prediction, though the program trains: what a teacher answers that learns nothing, say. A call with
    /// `training=False` in Keras.
    public <T> T inference(Supplier<T> body) {
        return in(Mode.INFERENCE, body);
    }

    /// What `body` writes in a mode that counts only where the program is for nothing in particular.
    public <T> T unlessSaid(Mode mode, Supplier<T> body) {
        return in(this.mode == Mode.UNSAID ? mode : this.mode, body);
    }

    private <T> T in(Mode mode, Supplier<T> body) {
        Mode before = this.mode;
        this.mode = mode;
        try {
            return body.get();
        } finally {
            this.mode = before;
        }
    }

    // ---- variables -------------------------------------------------------------------------------------------------

    /// The variable's value at this point of the trace; a floating one in the type in which the layer computes.
    public Value read(@Nullable Variable variable) {
        Value value = readExactly(variable);
        return compute != null && value.dtype().isFloating() ? g.cast(value, compute) : value;
    }

    /// The variable's value in its own type, not in that of the computation.
    public Value readExactly(@Nullable Variable variable) {
        Variable built = built(variable);
        if (lent.get(built) instanceof Value given) {
            return given;
        }
        Value value = written.get(built) instanceof Value update ? update : start(built);
        seen.computeIfAbsent(built, _ -> new LinkedHashSet<>()).add(value);
        return value;
    }

    private Value start(Variable variable) {
        Leaf.Variable leaf = leaf(variable);
        return g.variable(leaf.name(), leaf.result());
    }

    /// Says what the variable holds after the run, in any type; later reads of this trace see it. They see it as data: nothing flows
    /// back through an update, as in Keras.
    public void update(@Nullable Variable variable, Value value) {
        Variable built = built(variable);
        Value update = g.cast(value, built.dtype());
        g.update(leaf(built), update);
        written.put(built, update.dtype().isFloating() ? g.stopGradient(update) : update);
    }

    /// The gradient of the sum of `loss` with respect to each variable, by way of all that this trace has read of it, before updates and after;
    /// zeros where nothing flows.
    public List<Value> gradients(Value loss, List<Variable> variables) {
        List<Optional<Value>> flows = flows(loss, variables);
        return IntStream.range(0, variables.size()).mapToObj(i -> flows.get(i).orElseGet(() -> g.zerosLike(start(variables.get(i))))).toList();
    }

    /// The gradients of a loss by variables, in their order; empty where nothing flows.
    public List<Optional<Value>> flows(Value loss, List<Variable> variables) {
        Iterator<Optional<Value>> flows = Autodiff.flows(loss, variables.stream().flatMap(this::readings).toList()).iterator();
        return variables.stream().map(variable -> readings(variable).map(_ -> flows.next()).flatMap(Optional::stream).reduce(g::add)).toList();
    }

    private Stream<Value> readings(Variable variable) {
        return seen.getOrDefault(variable, new LinkedHashSet<>()).stream();
    }

    private Variable built(@Nullable Variable variable) {
        if (variable == null) {
            throw new IllegalStateException((scope().isEmpty() ? "Call" : "Layer '" + scope() + "'")
                    + ": expected a weight to read or update, got null. Ask for it in build, by addWeight or addState, and keep it in a field.");
        }
        return variable;
    }

    private Leaf.Variable leaf(Variable variable) {
        return leaves.computeIfAbsent(variable, unnamed -> {
            String path = unnamed.path();
            String name = path;
            for (int i = 1; !names.add(name); i++) {
                name = path + "#" + i;
            }
            return new Leaf.Variable(name, unnamed.type());
        });
    }

    /// The variables that this trace mentioned.
    public Set<Variable> variables() {
        return Collections.unmodifiableSet(leaves.keySet());
    }

    /// Says that the trace has something as a constant that may be replaced by another object, such as a vocabulary: a program of it is out
    /// of date from then on.
    public void dependsOn(Supplier<? extends @Nullable Object> changing) {
        Object now = changing.get();
        facts.add(() -> changing.get() == now);
    }

    /// What a program of this trace takes for granted on that back end, to which its variables move.
    public Premises premises(Backend backend) {
        var states = new HashMap<String, State>();
        var facts = new ArrayList<>(this.facts);
        leaves.forEach((variable, leaf) -> {
            State state = variable.state(backend);
            states.put(leaf.name(), state);
            facts.add(() -> variable.isIn(state));
        });
        return new Premises(states, facts);
    }

    /// Copies of its variables in that back end, by their names in the graph: for a program that must leave them where and as they are.
    public Map<String, State> copies(Backend backend) {
        var copies = new HashMap<String, State>();
        leaves.forEach((variable, leaf) -> {
            State copy = backend.state(leaf.name(), variable.type());
            copy.write(variable.value());
            copies.put(leaf.name(), copy);
        });
        return copies;
    }

    /// The context for a graph within this one (the body of a loop), where these variables are the given values of that graph.
    /// What is drawn at random there is the same in each turn.
    public Call within(GraphBuilder body, Map<Variable, Value> values) {
        var inner = new Call(body, mode, step, facts, draws);
        inner.compute = compute;
        inner.lent.putAll(values);
        return inner;
    }

    /// The context of a graph within this one that draws random numbers.
    ///
    /// @param turn a value given to it, which stands for the step of training
    public Call within(GraphBuilder body, Value turn) {
        Call inner = within(body, Map.of());
        inner.turn = turn;
        return inner;
    }

    // ---- masks -----------------------------------------------------------------------------------------------------

    /// Which elements of `x` count: bool `[batch, time]`; `null` where all do.
    public @Nullable Value mask(Value x) {
        return masks.get(x);
    }

    /// Says which elements of `x` count.
    ///
    /// @param mask bool `[batch, time]`; `null` where all do
    public void mask(Value x, @Nullable Value mask) {
        if (mask == null) {
            masks.remove(x);
        } else {
            masks.put(x, mask);
        }
    }

    // ---- losses ----------------------------------------------------------------------------------------------------

    /// A scalar that is added to the loss of the model.
    public void addLoss(Value loss) {
        losses.add(loss);
    }

    /// What was added so far, in order.
    public List<Value> losses() {
        return Collections.unmodifiableList(losses);
    }

    // ---- randomness ------------------------------------------------------------------------------------------------

    /// Numbers from 0 (inclusive) to 1 (exclusive): a function of the seed, the step of training, and how often this trace
    /// has drawn with this seed.
    public Value uniform(long seed, Shape shape, DType dtype) {
        Value bits = randomBits(seed, 24, shape);
        DType wide = dtype.bytes() < 4 ? DType.FLOAT32 : dtype;
        return g.cast(g.multiply(g.cast(bits, wide), 0x1p-24), dtype);
    }

    /// Numbers of mean 0 and variance 1 (Box & Muller 1958).
    public Value normal(long seed, Shape shape, DType dtype) {
        DType wide = dtype.bytes() < 4 ? DType.FLOAT32 : dtype;
        Value first = g.subtract(1, uniform(seed, shape, wide));
        Value second = uniform(seed, shape, wide);
        Value radius = g.sqrt(g.multiply(g.log(first), -2));
        return g.cast(g.multiply(radius, Ops.cos(g.multiply(second, 2 * Math.PI))), dtype);
    }

    /// True with this probability, to a precision of 2⁻²⁴.
    public Value bernoulli(long seed, double probability, Shape shape) {
        return g.less(randomBits(seed, 24, shape), Math.rint(probability * 0x1p24));
    }

    /// What makes each run draw other numbers (an int64 scalar): the step of training; 0 where there is none.
    public Value turn() {
        return turn != null ? turn : step == null ? g.scalar(DType.INT64, 0) : readExactly(step);
    }

    private Value randomBits(long seed, int bits, Shape shape) {
        long draw = draws.merge(seed, 1L, Long::sum) - 1;
        Value key = g.constant(NDArray.scalar(draw == 0 ? seed : Philox.of(seed).fork(draw).key()));
        return g.randomBits(bits, shape, key, turn());
    }

    // ---- layers ----------------------------------------------------------------------------------------------------

    /// The path of the layer that is being traced, such as `lenet/conv2d`; empty outside of layers.
    public String scope() {
        return g.scope();
    }

    /// Traces a layer: what it writes is marked with its path, and what it reads is in the type in which it computes.
    public <T> T within(String path, @Nullable DType compute, Supplier<T> layer) {
        DType outer = this.compute;
        this.compute = compute;
        try {
            return g.scoped(path, layer);
        } finally {
            this.compute = outer;
        }
    }
}
