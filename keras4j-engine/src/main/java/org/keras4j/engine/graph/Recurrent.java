package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Recurrence that earns an op of its own. It equals the [Control.Scan] of its cell.
public sealed interface Recurrent extends Op permits Recurrent.Lstm, Recurrent.LstmGradient, Gru, GruGradient {

    /// Whether there is a mask, its last input.
    boolean masked();

    /// Whether the last time comes first: each begins with what the time after it left.
    boolean backwards();

    /// What each time of a recurrence began with, as rows `[batch · time, units]`.
    ///
    /// @param first what the first of them began with, `[batch, units]`
    /// @param states what each time left, `[batch, time, units]`
    static Value before(boolean backwards, Value first, Value states, GraphBuilder g) {
        long batch = states.shape().size(0);
        long time = states.shape().size(1);
        long units = states.shape().size(2);
        Value given = g.reshape(first, Shape.of(batch, 1, units));
        Value all = g.concatenate(1, backwards ? List.of(g.slice(states, 1, 1, time), given) : List.of(given, g.slice(states, 1, 0, time - 1)));
        return g.reshape(all, Shape.of(batch * time, units));
    }

    /// A long short-term memory over time (Hochreiter & Schmidhuber 1997; gates and order as in Keras: input, forget, candidate,
    /// output). With z = x·W + b given for all times at once, at each time t
    ///
    /// `i, f, c̃, o = split(z[t] + h·R)`, `c = σ(f)·c + σ(i)·tanh(c̃)`, `h = σ(o)·tanh(c)`.
    ///
    /// | inputs    | shape                   | | results | shape                   |
    /// |-----------|-------------------------|-|---------|-------------------------|
    /// | z         | `[batch, time, 4·units]`| | hs      | `[batch, time, units]`: h after each time |
    /// | h0, c0    | `[batch, units]`        | | cs      | `[batch, time, units]`: c after each time |
    /// | R         | `[units, 4·units]`      | | gates   | `[batch, time, 4·units]`: σ(i), σ(f), tanh(c̃), σ(o) |
    /// | mask      | bool `[batch, time]`, if `masked`: where false, h and c stay | | | |
    record Lstm(boolean masked, boolean backwards) implements Recurrent {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type z = inputs.getFirst();
            boolean fits = z.rank() == 3 && z.shape().size(2) % 4 == 0 && z.dtype().isFloating() && inputs.size() == (masked ? 5 : 4);
            if (fits) {
                long batch = z.shape().size(0);
                long units = z.shape().size(2) / 4;
                Type state = z.with(Shape.of(batch, units));
                fits = inputs.get(1).equals(state) && inputs.get(2).equals(state)
                        && inputs.get(3).equals(z.with(Shape.of(units, 4 * units)))
                        && (!masked || inputs.get(4).equals(new Type(DType.BOOL, Shape.of(batch, z.shape().size(1)))));
            }
            if (!fits) {
                throw new ShapeException("Lstm", "z [batch, time, 4·units], h0 and c0 [batch, units], R [units, 4·units]"
                        + (masked ? ", mask bool[batch, time]" : ""), inputs, "All but the mask have one type.");
            }
            Type states = z.with(z.shape().with(2, z.shape().size(2) / 4));
            return List.of(states, states, z);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Value hs = node.outputs().get(0);
            Value cs = node.outputs().get(1);
            Value gates = node.outputs().get(2);
            Value h0 = node.input(1);
            Value kernel = node.input(3);
            if (dy.get(2) != null) {
                throw new UnsupportedOperationException("Lstm: nothing flows back to the gates.");
            }
            Value dhs = Objects.requireNonNullElseGet(dy.get(0), () -> g.zerosLike(hs));
            Value dcs = Objects.requireNonNullElseGet(dy.get(1), () -> g.zerosLike(cs));
            var inputs = new ArrayList<>(List.of(gates, cs, node.input(2), kernel, dhs, dcs));
            if (masked) {
                inputs.add(node.input(4));
            }
            List<Value> flows = g.applyAll(new LstmGradient(masked, backwards), inputs);
            Value dz = flows.getFirst();
            long batch = hs.shape().size(0);
            long time = hs.shape().size(1);
            long units = hs.shape().size(2);
            Value dKernel = g.matmul(Recurrent.before(backwards, h0, hs, g), true, g.reshape(dz, Shape.of(batch * time, 4 * units)), false);
            var all = new ArrayList<@Nullable Value>(List.of(dz, flows.get(1), flows.get(2), dKernel));
            if (masked) {
                all.add(null);
            }
            return all;
        }
    }

    /// What flows back through an [Lstm]. Inputs: gates, cs, c0, R, dhs, dcs (what flows to h and c after each time from
    /// outside), and the mask if `masked`. Results: dz `[batch, time, 4·units]`, dh0, dc0 `[batch, units]`.
    record LstmGradient(boolean masked, boolean backwards) implements Recurrent {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type gates = inputs.get(0);
            Type states = inputs.get(1);
            Type state = inputs.get(2);
            if (inputs.size() != (masked ? 7 : 6) || !inputs.get(4).equals(states) || !inputs.get(5).equals(states)) {
                throw new ShapeException("LstmGradient", "gates, cs, c0, R, dhs, dcs" + (masked ? ", mask" : ""), inputs,
                        "They come from an Lstm.");
            }
            return List.of(gates, state, state);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            throw new UnsupportedOperationException("Second derivatives through Lstm aren't there. Use RNN over an LSTMCell.");
        }
    }
}
