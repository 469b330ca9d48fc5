package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.ops.Variable;

/// The weights of a [Layer]: its own, for which it asks where it is built, and those of its parts.
public abstract sealed class Weighted extends KerasObject permits Layer {
    private OwnWeights own = OwnWeights.none();

    Weighted(LayerConfig config) {
        super(config);
    }

    @Override
    public LayerConfig config() {
        return (LayerConfig) super.config();
    }

    @Override
    protected KerasObject copy() {
        var copy = (Weighted) super.copy();
        copy.own = OwnWeights.none();
        return copy;
    }

    /// Where it stands: `sequential/dense`.
    public abstract String path();

    /// For messages: `Dense 'dense'`.
    abstract String place();

    /// Whether it has its weights.
    public abstract boolean isBuilt();

    /// The layers among its parts.
    protected abstract List<Layer> sublayers();

    // ---- asking for them -------------------------------------------------------------------------------------------

    /// A weight that is trained, kept in the type of the layer's variables.
    ///
    /// @throws ShapeException if the shape depends on a size that isn't known yet, or isn't that of the weight that is there
    protected final Variable addWeight(String name, Shape shape, Initializer initializer) {
        return own.ask(shape, () -> Variable.trainable(name, new Type(config().dtype.variable(), shape), initializer).in(this::path));
    }

    /// A weight that isn't trained: a running mean, say.
    protected final Variable addState(String name, Shape shape, Initializer initializer) {
        return addState(name, new Type(config().dtype.variable(), shape), initializer);
    }

    /// Asks for a weight that is not trained, in a type of its own: a count, say.
    protected final Variable addState(String name, Type type, Initializer initializer) {
        return own.ask(type.shape(), () -> Variable.state(name, type, initializer).in(this::path));
    }

    /// A weight of a part that counts as this layer's own too, and before the others.
    final Variable addShared(Variable weight) {
        own.add(weight);
        return weight;
    }

    /// Lets it ask again for the weights of `there`, which must be the same.
    final void asksAgain(Weighted there) {
        own = there.own.again();
    }

    /// Asking for them went wrong.
    final void forgetWeights() {
        own.clear();
    }

    // ---- looking at them -------------------------------------------------------------------------------------------

    /// The weights that aren't those of its parts, those made to be trained first.
    public final List<Variable> ownWeights() {
        return own.inOrder();
    }

    /// All weights: its own (those made to be trained first), then those of its parts.
    public List<Variable> weights() {
        var all = new LinkedHashSet<>(ownWeights());
        sublayers().forEach(layer -> all.addAll(layer.weights()));
        return List.copyOf(all);
    }

    /// Those of [#weights] that an optimizer may change; none where the layer itself isn't [trainable][#setTrainable(boolean)].
    public List<Variable> trainableWeights() {
        return config().trainable ? weights().stream().filter(Variable::trainable).toList() : List.of();
    }

    /// Those of [#weights] that no optimizer changes.
    public List<Variable> nonTrainableWeights() {
        var trainable = new HashSet<>(trainableWeights());
        return weights().stream().filter(weight -> !trainable.contains(weight)).toList();
    }

    /// Whether its weights may be trained, as it was said last of the layer itself.
    public boolean trainable() {
        return config().trainable;
    }

    /// Of the layer and all its parts. Takes effect when the model is compiled.
    public void setTrainable(boolean trainable) {
        config().trainable = trainable;
        own.madeToBeTrained().forEach(weight -> weight.setTrainable(trainable));
        sublayers().forEach(layer -> layer.setTrainable(trainable));
    }

    /// Copies of all weights, in the order of [#weights].
    public List<NDArray> getWeights() {
        return weights().stream().map(Variable::value).toList();
    }

    /// @throws IllegalArgumentException naming layer and weight, when number or shapes differ; nothing is changed then
    public void setWeights(List<NDArray> values) {
        if (values == null || values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(place() + " > setWeights: expected an array for each weight, got " + (values == null ? "null" : "null among them") + ".");
        }
        List<Variable> weights = weights();
        if (weights.size() != values.size()) {
            throw new IllegalArgumentException(place() + ": expected " + weights.size() + " weights, got " + values.size()
                    + (isBuilt() ? "." : ". Build the layer first."));
        }
        for (int i = 0; i < values.size(); i++) {
            if (!weights.get(i).shape().equals(values.get(i).shape())) {
                throw new ShapeException(place() + " > " + weights.get(i).path(), weights.get(i).type().toString(),
                        values.get(i).dtype().toString() + values.get(i).shape(), "Was it saved by another model?");
            }
        }
        for (int i = 0; i < values.size(); i++) {
            weights.get(i).assign(values.get(i));
        }
    }

    /// How many numbers its weights hold.
    public long countParams() {
        return weights().stream().mapToLong(weight -> weight.shape().elements()).sum();
    }
}
