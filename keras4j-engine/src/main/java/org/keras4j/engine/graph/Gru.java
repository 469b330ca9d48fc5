package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// A gated recurrent unit over time (Cho et al. 2014; with the gate r behind the product, as cuDNN and Keras' `reset_after` have it). With
/// x = X·W + b given for all times at once, at each time t
///
/// `z, r = σ(x[t] + h·R)` in their two thirds, `m = h·R + b'` in the last, `h̃ = tanh(x[t] + r·m)`, `h = z·h + (1 − z)·h̃`.
///
/// | inputs | shape                       | | results | shape                                     |
/// |--------|-----------------------------|-|---------|-------------------------------------------|
/// | x      | `[batch, time, 3·units]`    | | hs      | `[batch, time, units]`: h after each time |
/// | h0     | `[batch, units]`            | | gates   | `[batch, time, 4·units]`: z, r, h̃, m      |
/// | R      | `[units, 3·units]`          | |         |                                           |
/// | b'     | `[units]`                   | |         |                                           |
/// | mask   | bool `[batch, time]`, if `masked`: where false, h stays | | | |
public record Gru(boolean masked, boolean backwards) implements Recurrent {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Type x = inputs.getFirst();
        boolean fits = x.rank() == 3 && x.shape().size(2) % 3 == 0 && x.dtype().isFloating() && inputs.size() == (masked ? 5 : 4);
        if (fits) {
            long batch = x.shape().size(0);
            long units = x.shape().size(2) / 3;
            fits = inputs.get(1).equals(x.with(Shape.of(batch, units))) && inputs.get(2).equals(x.with(Shape.of(units, 3 * units)))
                    && inputs.get(3).equals(x.with(Shape.of(units)))
                    && (!masked || inputs.get(4).equals(new Type(DType.BOOL, Shape.of(batch, x.shape().size(1)))));
        }
        if (!fits) {
            throw new ShapeException("Gru", "x [batch, time, 3·units], h0 [batch, units], R [units, 3·units], b' [units]"
                    + (masked ? ", mask bool[batch, time]" : ""), inputs, "All but the mask have one type.");
        }
        long units = x.shape().size(2) / 3;
        return List.of(x.with(x.shape().with(2, units)), x.with(x.shape().with(2, 4 * units)));
    }

    @Override
    public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
        Value hs = node.outputs().get(0);
        Value h0 = node.input(1);
        if (dy.get(1) != null) {
            throw new UnsupportedOperationException("Gru: nothing flows back to the gates.");
        }
        Value dhs = Objects.requireNonNullElseGet(dy.get(0), () -> g.zerosLike(hs));
        var inputs = new ArrayList<>(List.of(node.outputs().get(1), hs, h0, node.input(2), dhs));
        if (masked) {
            inputs.add(node.input(4));
        }
        List<Value> flows = g.applyAll(new GruGradient(masked, backwards), inputs);
        long batch = hs.shape().size(0);
        long time = hs.shape().size(1);
        long units = hs.shape().size(2);
        Value dm = g.reshape(flows.get(1), Shape.of(batch * time, 3 * units));
        Value dKernel = g.matmul(Recurrent.before(backwards, h0, hs, g), true, dm, false);
        Value dBias = g.slice(g.sum(dm, List.of(0)), 0, 2 * units, 3 * units);
        var all = new ArrayList<@Nullable Value>(List.of(flows.get(0), flows.get(2), dKernel, dBias));
        if (masked) {
            all.add(null);
        }
        return all;
    }
}
