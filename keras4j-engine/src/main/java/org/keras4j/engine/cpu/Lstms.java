package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.loops.*;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Recurrent.*;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

/// An LSTM unrolled over time: for each step one product with the packed recurrent kernel and the fused loops of the gates;
/// faster than oneDNN's own LSTM.
final class Lstms {
    private final Lowering lowering;

    Lstms(Lowering lowering) {
        this.lowering = lowering;
    }

    void lower(Node node, Lstm op) {
        new Forward(node, op.masked()).lower();
    }

    void lower(Node node, LstmGradient op) {
        new Backward(node, op.masked()).lower();
    }

    // ---- forward ---------------------------------------------------------------------------------------------------

    private final class Forward extends RecurrentSteps {
        private final View[] in;
        private final View hs;
        private final View cs;
        private final View gates;
        private final boolean masked;

        Forward(Node node, boolean masked) {
            super(lowering, node.outputs().getFirst().type());
            this.masked = masked;
            in = lowering.views(node.inputs());
            hs = lowering.define(node.outputs().get(0), in);
            cs = lowering.define(node.outputs().get(1), in);
            gates = lowering.define(node.outputs().get(2), in);
        }

        void lower() {
            Packed packed = packed(in[3], MemoryDesc.plain(dtype, Shape.of(units, 4 * units)), state(hs, 0));
            for (long step = 0; step < time; step++) {
                Rows h = before(in[1], hs, step);
                lowering.emit(gates(step, h, product(h, packed, in)));
            }
        }

        private Kernel gates(long step, Rows h, View product) {
            return GateLoop.sequence("lstm gates",
                    activated(UnaryFunction.SIGMOID, step, 0, 2, product),
                    activated(UnaryFunction.TANH, step, 2, 1, product),
                    activated(UnaryFunction.SIGMOID, step, 3, 1, product),
                    states(step, h));
        }

        /// `count` gates from `first` on: the function of what comes from the input and from h.
        private GateLoop activated(UnaryFunction function, long step, int first, int count, View product) {
            var g = new GateLoop(batch, count * units);
            var z = g.add(g.each(gate(in[0], step, first)), g.each(from(product, first * units)));
            g.store(g.apply(function, z), gate(gates, step, first));
            return g;
        }

        /// c = f·c + i·g and h = o·tanh(c)
        private GateLoop states(long step, Rows h) {
            var g = new GateLoop(batch, units);
            var gate = new ArrayList<LoopBuilder.Value>();
            for (int i = 0; i < 4; i++) {
                gate.add(g.each(gate(gates, step, i)));
            }
            var c = g.each(before(in[2], cs, step));
            var next = g.add(g.multiply(gate.get(1), c), g.multiply(gate.get(0), gate.get(2)));
            var out = g.multiply(gate.get(3), g.apply(UnaryFunction.TANH, next));
            if (masked) {
                var isGiven = g.perRow(mask(in[4], step));
                next = g.loop.select(isGiven, next, c);
                out = g.loop.select(isGiven, out, g.each(h));
            }
            g.store(next, state(cs, step));
            g.store(out, state(hs, step));
            return g;
        }
    }

    // ---- backward --------------------------------------------------------------------------------------------------

    private final class Backward extends RecurrentSteps {
        private final Node node;
        private final View[] in;
        private final View dz;
        private final boolean masked;
        private final boolean hasOuterC;

        Backward(Node node, boolean masked) {
            super(lowering, node.input(1).type());
            this.node = node;
            this.masked = masked;
            hasOuterC = !isZero(node.input(5));
            in = lowering.views(node.inputs());
            dz = lowering.define(node.outputs().get(0), in);
        }

        private boolean isZero(Value value) {
            return lowering.units().virtual().producer(value).op() instanceof Leaf.Fill(double number, _) && number == 0;
        }

        void lower() {
            View dh0 = lowering.define(node.outputs().get(1), in);
            View dc0 = lowering.define(node.outputs().get(2), in);
            Packed packed = packed(in[3], MemoryDesc.strided(dtype, Shape.of(4 * units, units), 1, 4 * units), gate(dz, 0, 0));
            Optional<View> dh = Optional.empty();
            Optional<View> kept = Optional.empty();
            Optional<View> dc = Optional.empty();
            Type state = Type.float32(batch, units);
            for (long step = time - 1; step >= 0; step--) {
                View nextC = lowering.fresh(state, in);
                Optional<View> nextKept = masked ? Optional.of(lowering.fresh(state, in)) : Optional.empty();
                lowering.emit(gates(step, dh, kept, dc, nextC, nextKept));
                dh = Optional.of(product(gate(dz, step, 0), packed, in));
                kept = nextKept;
                dc = Optional.of(nextC);
            }
            lowering.emit(sum("lstm dh0", dh.orElseThrow(), kept, dh0));
            lowering.emit(sum("lstm dc0", dc.orElseThrow(), Optional.empty(), dc0));
        }

        private Kernel gates(long step, Optional<View> dhNext, Optional<View> kept, Optional<View> dcNext, View nextC, Optional<View> nextKept) {
            View dc = lowering.fresh(Type.float32(batch, units), in);
            return GateLoop.sequence("lstm gates gradient",
                    throughOutput(step, dhNext, kept, dcNext, dc, nextC, nextKept),
                    throughState(step, dc, nextC));
        }

        /// From h to c and to the output gate: dc += dh·o·(1 − tanh²c). Where the step is masked, all goes on to the step
        /// before, and dc is zero.
        private GateLoop throughOutput(long step, Optional<View> dhNext, Optional<View> kept, Optional<View> dcNext, View dcOut, View passed,
                                       Optional<View> nextKept) {
            var g = new GateLoop(batch, units);
            var o = g.each(gate(in[0], step, 3));
            var dh = g.each(state(in[4], step));
            for (View more : Stream.of(dhNext, kept).flatMap(Optional::stream).toList()) {
                dh = g.add(dh, g.each(all(more)));
            }
            var dcIn = dcNext.isPresent() ? g.each(all(dcNext.get())) : g.loop.constant(Lane.FLOAT32, 0);
            if (hasOuterC) {
                dcIn = g.add(dcIn, g.each(state(in[5], step)));
            }
            var tanhC = g.apply(UnaryFunction.TANH, g.each(state(in[1], step)));
            var dc = g.add(dcIn, g.multiply(g.multiply(dh, o), g.rest(g.multiply(tanhC, tanhC))));
            var dzo = g.multiply(g.multiply(dh, tanhC), g.multiply(o, g.rest(o)));
            if (masked) {
                var isGiven = g.perRow(mask(in[6], step));
                var zero = g.loop.constant(Lane.FLOAT32, 0);
                dc = g.where(isGiven, dc);
                dzo = g.where(isGiven, dzo);
                g.store(g.loop.select(isGiven, zero, dcIn), all(passed));
                g.store(g.loop.select(isGiven, zero, dh), all(nextKept.orElseThrow()));
            }
            g.store(dzo, gate(dz, step, 3));
            g.store(dc, all(dcOut));
            return g;
        }

        /// From c to the other gates and to the c before.
        private GateLoop throughState(long step, View dcIn, View nextC) {
            var g = new GateLoop(batch, units);
            var i = g.each(gate(in[0], step, 0));
            var f = g.each(gate(in[0], step, 1));
            var candidate = g.each(gate(in[0], step, 2));
            var before = g.each(before(in[2], in[1], step));
            var dc = g.each(all(dcIn));
            var dcBefore = g.multiply(dc, f);
            if (masked) {
                dcBefore = g.add(dcBefore, g.each(all(nextC)));
            }
            List<LoopBuilder.Value> dzs = List.of(
                    g.multiply(g.multiply(dc, candidate), g.multiply(i, g.rest(i))),
                    g.multiply(g.multiply(dc, before), g.multiply(f, g.rest(f))),
                    g.multiply(g.multiply(dc, i), g.rest(g.multiply(candidate, candidate))));
            for (int k = 0; k < dzs.size(); k++) {
                g.store(dzs.get(k), gate(dz, step, k));
            }
            g.store(dcBefore, all(nextC));
            return g;
        }

        private Kernel sum(String name, View a, Optional<View> b, View to) {
            var g = new GateLoop(batch, units);
            var sum = g.each(all(a));
            if (b.isPresent()) {
                sum = g.add(sum, g.each(all(b.get())));
            }
            g.store(sum, all(to));
            return g.kernel(name);
        }
    }
}
