package org.keras4j.ops;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.RandomSeed;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Zeros;
import org.keras4j.regularizers.Regularizer;

/// An array that outlives steps: a weight, an optimizer's slot, a metric's total. It takes memory when it is first read or used by
/// a program, whose back end then keeps it.
public final class Variable {
    private final String name;
    private final Type type;
    private final Initializer initializer;
    private final long seed;
    private final boolean createdTrainable;
    private boolean trainable;
    private Supplier<String> scope = () -> "";
    private @Nullable Regularizer regularizer;
    private @Nullable Constraint constraint;
    private @Nullable NDArray host;
    private @Nullable Backend backend;
    private volatile @Nullable State state;

    private Variable(String name, Type type, Initializer initializer, long seed, boolean trainable) {
        this.name = name;
        this.type = type;
        this.initializer = initializer;
        this.seed = seed;
        this.createdTrainable = trainable;
        this.trainable = trainable;
    }

    /// A variable that optimizers change.
    public static Variable trainable(String name, Type type, Initializer initializer) {
        return new Variable(name, type, initializer, RandomSeed.next(), true);
    }

    /// A variable that changes only by what a trace says.
    public static Variable state(String name, Type type, Initializer initializer) {
        return new Variable(name, type, initializer, RandomSeed.next(), false);
    }

    /// A whole number (int64) that begins with 0. It takes no seed, so that what is made after it draws what it would without.
    public static Variable counter(String name) {
        return new Variable(name, Type.of(DType.INT64), new Zeros(), 0, false);
    }

    public String name()              { return name; }
    public Type type()                { return type; }
    public Shape shape()              { return type.shape(); }
    public DType dtype()              { return type.dtype(); }

    /// Whether an optimizer may change it; takes effect when its model is compiled.
    public boolean trainable()        { return trainable; }
    /// Whether it was made to be trained: the order of weights goes by that, whatever is frozen later.
    public boolean createdTrainable() { return createdTrainable; }

    /// See [#trainable].
    public void setTrainable(boolean trainable) {
        this.trainable = trainable;
    }

    /// The path in Keras' manner: `sequential/dense/kernel`. Not unique: two models may have equal ones.
    public String path() {
        String owner = scope.get();
        return owner.isEmpty() ? name : owner + "/" + name;
    }

    /// Says whose variable it is; asked again whenever the path is, since names may be given late.
    public Variable in(Supplier<String> scope) {
        this.scope = scope;
        return this;
    }

    /// Says what is added to the loss for it while it is trained, and what it must be like.
    public Variable governed(@Nullable Regularizer regularizer, @Nullable Constraint constraint) {
        this.regularizer = regularizer;
        this.constraint = constraint;
        return this;
    }

    /// Its penalty is added to the loss while the variable is trained.
    public Optional<Regularizer> regularizer() {
        return Optional.ofNullable(regularizer);
    }

    /// Applied by optimizers after each update.
    public Optional<Constraint> constraint() {
        return Optional.ofNullable(constraint);
    }

    /// A copy of what it holds.
    public synchronized NDArray value() {
        if (state != null) {
            return state.read();
        }
        return initialised().copy();
    }

    /// @throws ShapeException when the shape differs; the type is converted
    public synchronized void assign(NDArray value) {
        if (!value.shape().equals(shape())) {
            throw new ShapeException("Variable '" + path() + "'", "a value of shape " + shape(), value.dtype() + value.shape().toString(),
                    "Was it saved by another model?");
        }
        NDArray converted = value.cast(dtype());
        adopt(state == null && converted == value ? value.copy() : converted);
    }

    /// Sets the value to an array of its shape that nobody else will write to: it isn't copied.
    public synchronized void adopt(NDArray value) {
        NDArray converted = value.cast(dtype());
        if (state != null) {
            state.write(converted);
        } else {
            host = converted;
        }
    }

    /// Whether `state` is what holds it.
    public boolean isIn(State state) {
        return this.state == state;
    }

    /// Its state in that back end, to which it moves if it was elsewhere.
    public synchronized State state(Backend backend) {
        if (state == null || this.backend != backend) {
            NDArray value = state != null ? state.read() : initialised();
            State fresh = backend.state(path(), type);
            fresh.write(value);
            state = fresh;
            this.backend = backend;
            host = null;
            return fresh;
        }
        return Objects.requireNonNull(state);
    }

    /// Back to the first value.
    public synchronized void reset() {
        assign(initializer.create(type, seed));
    }

    private NDArray initialised() {
        NDArray value = host;
        if (value == null) {
            value = initializer.create(type, seed);
            host = value;
        }
        return value;
    }

    @Override
    public String toString() {
        return "Variable(" + path() + ", " + type + ")";
    }
}
