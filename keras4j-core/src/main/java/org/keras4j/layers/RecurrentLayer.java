package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// A cell over time: what [RNN], [SimpleRNN] and [LSTM] have in common.
///
/// | value           | shape                                                                                      |
/// |-----------------|--------------------------------------------------------------------------------------------|
/// | inputs          | `[batch, time, features]`, then the first states `[batch, units]`, if they aren't zeros    |
/// | outputs         | `[batch, units]`, or `[batch, time, units]` with `returnSequences`; then the last states with `returnState` |
///
/// Where the mask of the input is false, states stay and the output is that of the time before, at first zeros. As in Keras, the
/// mask is passed by where first states are given.
public abstract sealed class RecurrentLayer extends Layer permits RNN, SimpleRNN, LSTM {
    private @Nullable RnnCell cell;

    RecurrentLayer(RecurrentConfig config) {
        super(config);
        if (config.stateful) {
            throw new IllegalArgumentException(place() + ": expected stateful false, got true. Take the states with return_state, and give "
                    + "them as inputs to the next call.");
        }
    }

    @Override
    public RecurrentConfig config() {
        return (RecurrentConfig) super.config();
    }

    /// A cell of this configuration.
    abstract RnnCell makeCell();

    /// What is done at each time.
    public RnnCell cell() {
        RnnCell cell = this.cell;
        if (cell == null) {
            cell = makeCell();
            this.cell = cell;
        }
        return cell;
    }

    /// The copy makes its cell when its options are known.
    @Override
    protected Layer copy() {
        var copy = (RecurrentLayer) super.copy();
        copy.cell = null;
        return copy;
    }

    @Override
    protected List<Layer> sublayers() {
        return List.of(cell());
    }

    @Override
    protected void build(Type input) {
        if (input.rank() < 3 || input.shape().size(1) == 0) {
            throw new ShapeException("input", "[batch, time, features], time of 1 or more", StandIns.text(input.shape()),
                    "Add an axis for time, or for features.");
        }
    }

    /// The cell over the whole sequence.
    Unrolled unrolled(Call c, Value x, @Nullable Value mask, List<Value> initialState) {
        return Unrolled.byLoop(c, cell(), x, mask, firstStates(c, x, initialState));
    }

    final List<Value> firstStates(Call c, Value x, List<Value> given) {
        return given.isEmpty() ? cell().initialState(c, x.shape().size(0)) : given;
    }

    @Override
    protected final List<Value> call(Call c, List<Value> inputs) {
        RecurrentConfig config = config();
        Value x = inTurn(inputs.getFirst());
        // Keras 3 looks for a mask only if the sequence is the one input: given first states, it doesn't see it, but hands it on.
        Value given = inputs.size() == 1 ? c.mask(inputs.getFirst()) : null;
        Value mask = given == null ? null : inTurn(given);
        Unrolled unrolled = unrolled(c, x, mask, inputs.subList(1, inputs.size()));
        Value outputs = unrolled.outputs();
        if (mask != null && config.zeroOutputForMask) {
            outputs = Unrolled.where(mask, outputs, Ops.zerosLike(outputs));
        }
        var results = new ArrayList<Value>();
        results.add(config.returnSequences ? outputs : last(outputs));
        if (config.returnState) {
            results.addAll(unrolled.states());
        }
        return results;
    }

    /// In the order in which the cell sees it.
    private Value inTurn(Value sequence) {
        return config().goBackwards ? Ops.flip(sequence, 1) : sequence;
    }

    /// Of `[batch, time, …]` the last time.
    static Value last(Value sequence) {
        long time = sequence.shape().size(1);
        return Ops.squeeze(Ops.slice(sequence, 1, time - 1, time), 1);
    }

    @Override
    public Optional<String> keywordAfterFirstInput() {
        return Optional.of("initial_state");
    }

    /// Keras hands the mask on as it came, also backwards.
    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = new ArrayList<@Nullable Value>(Collections.nCopies(outputs.size(), null));
        if (config().returnSequences) {
            masks.set(0, c.mask(inputs.getFirst()));
        }
        return masks;
    }
}
