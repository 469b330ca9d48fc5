package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// A cell over time: what [RNN], [SimpleRNN], [LSTM], [GRU] and the ConvLSTMs have in common.
///
/// | value           | shape                                                                                      |
/// |-----------------|--------------------------------------------------------------------------------------------|
/// | inputs          | `[batch, time, features]`, then the first states `[batch, units]`, if they aren't zeros    |
/// | outputs         | `[batch, units]`, or `[batch, time, units]` with `returnSequences`; then the last states with `returnState` |
///
/// Where the mask of the input is false, states stay and the output is that of the time before, at first zeros. As in Keras, the
/// mask is passed by where first states are given.
public abstract sealed class RecurrentLayer extends Layer permits RNN, CellLayer {
    private @Nullable RnnCell cell;
    private List<Variable> states = List.of();

    RecurrentLayer(RecurrentConfig config) {
        super(config);
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
        copy.states = List.of();
        return copy;
    }

    @Override
    public SequencedMap<String, Object> parts() {
        return new LinkedHashMap<>(Map.of("cell", cell()));
    }

    @Override
    protected void build(Type input) {
        if (input.rank() < 3 || input.shape().size(1) == 0) {
            throw new ShapeException("input", "[batch, time, features], time of 1 or more", StandIns.text(input.shape()),
                    "Add an axis for time, or for features.");
        }
        cell().sees(input.shape().without(1));
        if (config().stateful) {
            buildStates(input.shape().size(0));
        }
    }

    /// Keras doesn't count them among the weights, nor has them in files.
    private void buildStates(long batch) {
        if (StandIns.isUnknown(batch)) {
            throw new ShapeException("input", "a known batch, since states stay from one to the next", "unknown",
                    "Give it with Input.batchShape, or without stateful.");
        }
        if (states.isEmpty()) {
            states = cell().stateShapes().stream().map(shape -> Variable.state("rnn_state",
                    new Type(config().dtype.variable(), Shape.of(batch).concat(shape)), new Zeros()).in(this::path)).toList();
        } else if (states.getFirst().shape().size(0) != batch) {
            throw new ShapeException("input", "a batch of " + states.getFirst().shape().size(0) + ", whose states stay", batch,
                    "All batches have the first one's size. Drop the last one if it is smaller.");
        }
    }

    /// Lets the next batch start at zeros, of a layer that is `stateful`.
    public void resetState() {
        states.forEach(Variable::reset);
    }

    /// The cell over the whole sequence, from its end if it goes backwards.
    Unrolled unrolled(Call c, Value x, @Nullable Value mask, List<Value> states) {
        return Unrolled.byLoop(c, cell(), x, mask, states, config().goBackwards);
    }

    private List<Value> firstStates(Call c, Value x) {
        return states.isEmpty() ? cell().initialState(c, x.shape().size(0)) : states.stream().map(c::read).toList();
    }

    @Override
    protected final List<Value> call(Call c, List<Value> inputs) {
        RecurrentConfig config = config();
        Value x = inputs.getFirst();
        // Keras 3 looks for a mask only if the sequence is the one input: given first states, it doesn't see it, but hands it on.
        Value mask = inputs.size() == 1 ? c.mask(x) : null;
        cell().sees(x.shape().without(1));
        Unrolled unrolled = unrolled(c, x, mask, inputs.size() > 1 ? inputs.subList(1, inputs.size()) : firstStates(c, x));
        for (int i = 0; i < states.size(); i++) {
            c.update(states.get(i), Ops.stopGradient(unrolled.states().get(i)));
        }
        Value outputs = unrolled.outputs();
        if (mask != null && config.zeroOutputForMask) {
            outputs = Unrolled.where(mask, outputs, Ops.zerosLike(outputs));
        }
        var results = new ArrayList<Value>();
        results.add(config.returnSequences ? inTurn(outputs) : last(outputs));
        if (config.returnState) {
            results.addAll(unrolled.states());
        }
        return results;
    }

    /// In the order in which the cell sees it.
    private Value inTurn(Value sequence) {
        return config().goBackwards ? Ops.flip(sequence, 1) : sequence;
    }

    /// Of `[batch, time, …]` the time that the cell sees last.
    final Value last(Value sequence) {
        long at = config().goBackwards ? 0 : sequence.shape().size(1) - 1;
        return Ops.take(sequence, at, 1);
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
