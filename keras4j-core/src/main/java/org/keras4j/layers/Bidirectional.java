package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// A layer over time, and another one from the last time to the first, whose outputs are put in order again and joined. Follows
/// `keras.layers.Bidirectional`.
///
/// | value   | shape                                                                                                     |
/// |---------|-----------------------------------------------------------------------------------------------------------|
/// | inputs  | `[batch, time, features]`, then the first states of the forward layer and of the backward one, if they aren't zeros |
/// | outputs | as the layer's, with twice the features when concatenated; two if they aren't merged; then all states with `returnState` |
///
/// A layer that returns sequences answers zeros at times that are masked.
public final class Bidirectional extends ConfiguredLayer<Bidirectional, Bidirectional.Config> {
    private final RecurrentLayer forwardLayer;
    private final RecurrentLayer backwardLayer;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Nullable MergeMode mergeMode = MergeMode.CONCAT;
        @Nullable RecurrentLayer layer;
        @Nullable RecurrentLayer backwardLayer;
    }

    private Bidirectional(Config config) {
        super(config);
        RecurrentLayer layer = Objects.requireNonNull(config.layer, "Bidirectional: expected a layer, got null.");
        forwardLayer = direction(layer, "forward_", layer.config().goBackwards);
        backwardLayer = config.backwardLayer == null
                ? direction((RecurrentLayer) FromKeras.object(layer.serialized()), "backward_", !layer.config().goBackwards)
                : direction(config.backwardLayer, "", config.backwardLayer.config().goBackwards);
        config().layer = forwardLayer;
        config().backwardLayer = backwardLayer;
        requireOpposites(forwardLayer.config(), backwardLayer.config());
    }

    private static RecurrentLayer direction(RecurrentLayer layer, String prefix, boolean backwards) {
        String name = layer.name();
        return (RecurrentLayer) layer.changed((RecurrentConfig c) -> {
            c.name = name.startsWith(prefix) ? name : prefix + name;
            c.goBackwards = backwards;
            c.zeroOutputForMask = c.returnSequences;
        });
    }

    private void requireOpposites(RecurrentConfig forward, RecurrentConfig backward) {
        if (forward.goBackwards == backward.goBackwards || forward.returnSequences != backward.returnSequences
                || forward.returnState != backward.returnState || forward.stateful != backward.stateful) {
            throw new IllegalArgumentException(place() + ": expected two layers that differ in go_backwards, and agree in return_sequences, "
                    + "return_state and stateful, got " + forwardLayer + " and " + backwardLayer + ".");
        }
    }

    /// Of this layer, and one like it that goes backwards.
    public static Bidirectional of(RecurrentLayer layer) {
        var config = new Config();
        config.layer = layer;
        return new Bidirectional(config);
    }

    /// @param backward a layer that goes backwards
    public static Bidirectional of(RecurrentLayer forward, RecurrentLayer backward) {
        var config = new Config();
        config.layer = forward;
        config.backwardLayer = backward;
        return new Bidirectional(config);
    }

    /// @param mode `null` for two outputs
    public Bidirectional mergeMode(@Nullable MergeMode mode) { return option(c -> c.mergeMode = mode); }
    /// By Keras' name: `concat`, `sum`, `mul` or `ave`.
    public Bidirectional mergeMode(String mode)              { return mergeMode(MergeMode.of(mode)); }

    /// The layer that goes forwards.
    public RecurrentLayer forwardLayer() {
        return forwardLayer;
    }

    /// The layer that goes backwards.
    public RecurrentLayer backwardLayer() {
        return backwardLayer;
    }

    /// Lets the next batch start at zeros, of layers that are `stateful`.
    public void resetState() {
        forwardLayer.resetState();
        backwardLayer.resetState();
    }

    @Override
    protected void build(List<Type> inputs) {
        if (inputs.size() % 2 == 0) {
            throw new IllegalArgumentException(place() + ": expected a sequence and as many first states for both directions, got "
                    + (inputs.size() - 1) + " states.");
        }
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        int half = inputs.size() / 2;
        List<Value> forward = run(c, forwardLayer, inputs.subList(0, 1 + half));
        List<Value> backward = run(c, backwardLayer, Stream.concat(inputs.stream().limit(1), inputs.stream().skip(1 + half)).toList());
        Value y = forward.getFirst();
        Value end = backward.getFirst();
        Value back = backwardLayer.config().returnSequences ? Ops.flip(end, 1) : end;
        var results = new ArrayList<>(merged(y, back));
        results.addAll(forward.subList(1, forward.size()));
        results.addAll(backward.subList(1, backward.size()));
        return results;
    }

    private List<Value> run(Call c, RecurrentLayer layer, List<Value> inputs) {
        return layer.apply(c, inputs).stream().map(y -> Ops.cast(y, config().dtype.compute())).toList();
    }

    private List<Value> merged(Value y, Value back) {
        return switch (config().mergeMode) {
            case null -> List.of(y, back);
            case CONCAT -> List.of(Ops.concatenate(List.of(y, back), -1));
            case SUM -> List.of(Ops.add(y, back));
            case MUL -> List.of(Ops.multiply(y, back));
            case AVE -> List.of(Ops.divide(Ops.add(y, back), 2));
        };
    }

    @Override
    public Optional<String> keywordAfterFirstInput() {
        return Optional.of("initial_state");
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = new ArrayList<@Nullable Value>(Collections.nCopies(outputs.size(), null));
        if (forwardLayer.config().returnSequences) {
            Value mask = c.mask(inputs.getFirst());
            masks.set(0, mask);
            if (config().mergeMode == null) {
                masks.set(1, mask);
            }
        }
        return masks;
    }
}
