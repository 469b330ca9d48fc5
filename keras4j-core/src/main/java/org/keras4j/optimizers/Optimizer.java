package org.keras4j.optimizers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.text.SnakeCase;

/// Changes variables along their gradients. Subclasses say what they keep for each variable, and how it and the variable change;
/// clipping, weight decay, averages, accumulation, counter and rate are here.
///
/// A step is: gradients are clipped, variables decay, they change, averages follow, constraints hold, the counter
/// goes on. Counter and rate are variables, so that nothing is compiled anew when they change.
///
/// ```java
/// class SignDescent extends Optimizer {
///     @Override
///     protected Update update(Step step) {
///         return (variable, w, gradient) -> Ops.subtract(w, Ops.multiply(Ops.sign(gradient), step.rate()));
///     }
/// }
/// ```
public abstract class Optimizer extends KerasObject {
    private static final System.Logger LOG = System.getLogger(Optimizer.class.getName());
    private static final Slot ACCUMULATOR = Slot.zeros("gradient_accumulator");

    private @Nullable Variable iterations;
    private @Nullable Variable rate;
    private @Nullable Slots slots;
    /// Stands for the slots from a file's being read until they are made.
    private List<Variable> expected = List.of();
    private Averages averages = new Averages();

    /// How one variable changes.
    @FunctionalInterface
    protected interface Update {
        /// The new value of `variable`, whose value is `w`.
        Value of(Variable variable, Value w, Value gradient);
    }

    protected Optimizer(OptimizerConfig config) {
        super(config);
    }

    protected Optimizer() {
        this(new OptimizerConfig());
    }

    @Override
    public OptimizerConfig config() {
        return (OptimizerConfig) super.config();
    }

    @Override
    public String module() {
        return "keras.optimizers";
    }

    public final String name() {
        return Objects.requireNonNullElseGet(config().name, () -> SnakeCase.of(className()));
    }

    /// With the rate as it is now.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.put("name", name());
        rate().ifPresent(fixed -> map.put("learning_rate", fixed.value().item()));
        return map;
    }

    @Override
    protected KerasObject copy() {
        if (slots != null) {
            throw new IllegalStateException(className() + ": expected options before the model is compiled with it. Make a new optimizer.");
        }
        var copy = (Optimizer) super.copy();
        copy.iterations = null;
        copy.rate = null;
        copy.expected = List.of();
        copy.averages = new Averages();
        return copy;
    }

    // ---- what subclasses say ---------------------------------------------------------------------------------------

    /// What it keeps for each variable; those of one group stand side by side for each variable, in a file as in [#variables].
    protected List<List<Slot>> slotGroups() {
        return List.of();
    }

    /// Whether it keeps this slot of [#slotGroups] for this variable.
    protected boolean keeps(Variable variable, Slot slot) {
        return true;
    }

    /// What it keeps once; after the slots in a file.
    protected List<Scalar> scalars() {
        return List.of();
    }

    /// Which part of a variable is taken off it at each step, times the rate.
    protected OptionalDouble decay(Variable variable) {
        return config().weightDecay instanceof Double decay ? OptionalDouble.of(decay) : OptionalDouble.empty();
    }

    /// What this step does: asked once for each trace, so that scalars are computed once for all variables.
    protected abstract Update update(Step step);

    // ---- state -----------------------------------------------------------------------------------------------------

    /// Makes the slots for these variables; again for the same ones without effect.
    ///
    /// @throws IllegalStateException when it was built for others
    public void build(List<Variable> trainable) {
        if (slots != null) {
            if (!slots.variables().equals(trainable)) {
                throw new IllegalStateException(className() + ": expected the " + slots.variables().size() + " variables that it was built for, got "
                        + trainable.size() + " others. Use a new optimizer for another model, or when what is trainable changes.");
            }
            return;
        }
        var groups = new ArrayList<List<Slot>>();
        if (config().useEma) {
            groups.add(List.of(Averages.SLOT));
        }
        if (config().gradientAccumulationSteps != null) {
            groups.add(List.of(ACCUMULATOR));
        }
        groups.addAll(slotGroups());
        slots = Slots.of(trainable, groups, this::keeps, scalars(), this::name);
        takeExpected(slots.all());
    }

    /// As Keras' `apply` does: who takes gradients in a step of one's own need not know of slots.
    final void buildOnce(List<Variable> variables) {
        if (!isBuilt()) {
            build(variables);
        }
    }

    /// Makes room for a state that is read before [#build], of [#variables] of these types: the slots begin with it.
    public void expect(List<Type> types) {
        expected = types.stream().skip(variables().size()).map(type -> Variable.state("slot", type, new Zeros()).in(this::name)).toList();
    }

    private void takeExpected(List<Variable> made) {
        if (made.stream().map(Variable::shape).toList().equals(expected.stream().map(Variable::shape).toList())) {
            for (int i = 0; i < made.size(); i++) {
                made.get(i).assign(expected.get(i).value());
            }
        } else if (!expected.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, className() + " '" + name() + "': expected the variables that it was saved for, got others. It starts anew.");
        }
        expected = List.of();
    }

    /// Whether it has its slots.
    public final boolean isBuilt() {
        return slots != null;
    }

    final Slots slots() {
        if (slots == null) {
            throw new IllegalStateException(className() + ": expected build(variables) first. Compile a model with it.");
        }
        return slots;
    }

    /// Counter, learning rate (unless a schedule gives it) and slots, in Keras' order.
    public List<Variable> variables() {
        var all = new ArrayList<Variable>();
        all.add(counter());
        rate().ifPresent(all::add);
        all.addAll(slots != null ? slots.all() : expected);
        return all;
    }

    /// Steps so far: int64.
    public Variable iterations() {
        return counter();
    }

    private Variable counter() {
        if (iterations == null) {
            iterations = Variable.state("iteration", Type.of(DType.INT64), new Zeros()).in(this::name);
        }
        return iterations;
    }

    /// The variable that holds a fixed rate.
    private Optional<Variable> rate() {
        if (rate == null && config().learningRate instanceof LearningRate.Fixed(double first)) {
            rate = Variable.state("learning_rate", Type.float32(), new Zeros()).in(this::name);
            rate.assign(NDArray.scalar((float) first));
        }
        return Optional.ofNullable(rate);
    }

    /// The rate of the next step.
    public double learningRate() {
        return rate().map(fixed -> fixed.value().item())
                .orElseGet(() -> config().learningRate.scheduled().orElseThrow().rate((long) iterations().value().item()));
    }

    /// Takes effect at the next step.
    ///
    /// @throws IllegalStateException when a schedule gives it
    public void setLearningRate(double rate) {
        rate().orElseThrow(() -> new IllegalStateException(className() + ": expected a fixed learning rate to set, but it follows "
                + config().learningRate.scheduled().orElseThrow() + ". Give the optimizer a number instead.")).assign(NDArray.scalar((float) rate));
    }

    // ---- a step ----------------------------------------------------------------------------------------------------

    /// The loss to take gradients of.
    public Value scaleLoss(Call c, Value loss) {
        return config().lossScaleFactor instanceof Double factor ? Ops.multiply(loss, factor) : loss;
    }

    /// Writes into the trace how these gradients change their variables, the slots and the counter. Builds it for them, if it isn't built.
    ///
    /// @param variables those of [#build], or those of them that have a gradient: the others stay as they are
    public void apply(Call c, List<Variable> variables, List<Value> gradients) {
        buildOnce(variables);
        OptimizerConfig config = config();
        Value done = c.readExactly(iterations());
        List<Value> unscaled = config.lossScaleFactor instanceof Double factor
                ? gradients.stream().map(gradient -> Ops.divide(gradient, factor)).toList() : gradients;
        if (config.gradientAccumulationSteps instanceof Integer steps) {
            accumulate(c, done, variables, unscaled, steps);
        } else {
            change(c, done, variables, unscaled);
        }
        if (config.useEma) {
            averages.follow(c, slots(), config, updatesBefore(done));
        }
        for (Variable variable : variables) {
            variable.constraint().ifPresent(constraint -> c.update(variable, constraint.apply(c.readExactly(variable))));
        }
        c.update(iterations(), Ops.add(done, 1));
    }

    private void change(Call c, Value done, List<Variable> variables, List<Value> gradients) {
        Value steps = Ops.cast(done, DType.FLOAT32);
        Value rate = rate().map(c::readExactly).orElseGet(() -> config().learningRate.scheduled().orElseThrow().rate(steps));
        var step = new Step(c, rate, Ops.add(updatesBefore(done), 1), slots());
        Update update = update(step);
        List<Value> clipped = Clipping.clip(gradients, config());
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            Value w = decayed(variable, c.readExactly(variable), rate);
            c.update(variable, update.of(variable, w, Ops.cast(clipped.get(i), variable.dtype())));
        }
    }

    /// What `change` does to these variables holds only where `condition` does.
    static void onlyWhere(Value condition, Call c, List<Variable> variables, Runnable change) {
        List<Value> before = variables.stream().map(c::readExactly).toList();
        change.run();
        for (int i = 0; i < before.size(); i++) {
            Value after = c.readExactly(variables.get(i));
            if (after != before.get(i)) {
                c.update(variables.get(i), Ops.where(condition, after, before.get(i)));
            }
        }
    }

    /// How many times the variables have changed: a float32 scalar.
    private Value updatesBefore(Value done) {
        Value steps = Ops.cast(done, DType.FLOAT32);
        return config().gradientAccumulationSteps instanceof Integer each ? Ops.floor(Ops.divide(steps, each)) : steps;
    }

    private Value decayed(Variable variable, Value w, Value rate) {
        OptionalDouble decay = config().undecayed.stream().anyMatch(variable.name()::contains) ? OptionalDouble.empty() : decay(variable);
        return decay.isPresent() ? Ops.subtract(w, Ops.multiply(Ops.multiply(w, decay.getAsDouble()), rate)) : w;
    }

    /// Every `steps` steps the mean of their gradients counts; between, all stays as it is.
    private void accumulate(Call c, Value done, List<Variable> variables, List<Value> gradients, int steps) {
        Value counts = Ops.equal(Ops.mod(Ops.add(done, 1), Ops.fullLike(done, steps)), 0);
        var sums = new ArrayList<Value>();
        for (int i = 0; i < variables.size(); i++) {
            Variable sum = slots().of(variables.get(i), ACCUMULATOR);
            Value added = Ops.add(gradients.get(i), c.readExactly(sum));
            sums.add(Ops.divide(added, steps));
            c.update(sum, Ops.where(counts, Ops.zerosLike(added), added));
        }
        var changing = Stream.concat(variables.stream(), slots().all().stream()).toList();
        onlyWhere(counts, c, changing, () -> change(c, done, variables, sums));
    }

    // ---- averages of the variables ---------------------------------------------------------------------------------

    /// Gives the variables their averages for good, if these are kept: what `fit` does at its end.
    public void finish() {
        ifAveraged(averages::settle);
    }

    /// Whether it keeps averages of the variables, or of some.
    public boolean keepsAverages() {
        return config().useEma;
    }

    /// Lets the variables have their averages, if these are kept, until [#takeBackAverages] or [#finish]. Again without harm.
    public void giveAverages() {
        ifAveraged(averages::give);
    }

    /// Lets the variables have what was theirs before [#giveAverages]. Again without harm.
    public void takeBackAverages() {
        ifAveraged(averages::takeBack);
    }

    private void ifAveraged(Consumer<Slots> change) {
        if (config().useEma && slots != null) {
            change.accept(slots);
        }
    }
}
