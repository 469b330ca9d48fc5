package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.loops.UnaryFunction;
import org.keras4j.engine.graph.Gru;
import org.keras4j.engine.graph.GruGradient;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.Shape;

/// A GRU unrolled over time, as [Lstms] does it: for each step one product with the packed recurrent kernel and the fused loops of
/// the gates.
final class Grus {
    private final Lowering lowering;

    Grus(Lowering lowering) {
        this.lowering = lowering;
    }

    void lower(Node node, Gru op) {
        new Forward(node, op.masked()).lower();
    }

    void lower(Node node, GruGradient op) {
        new Backward(node, op.masked()).lower();
    }

    // ---- forward ---------------------------------------------------------------------------------------------------

    private final class Forward extends RecurrentSteps {
        private final View[] in;
        private final View hs;
        private final View gates;
        private final boolean masked;

        Forward(Node node, boolean masked) {
            super(lowering, node.outputs().getFirst().type());
            this.masked = masked;
            in = lowering.views(node.inputs());
            hs = lowering.define(node.outputs().get(0), in);
            gates = lowering.define(node.outputs().get(1), in);
        }

        void lower() {
            Packed packed = packed(in[2], MemoryDesc.plain(dtype, Shape.of(units, 3 * units)), state(hs, 0));
            for (long step = 0; step < time; step++) {
                Rows h = before(in[1], hs, step);
                View product = product(h, packed, in);
                lowering.emit(GateLoop.sequence("gru gates", opened(step, product), next(step, h, product)));
            }
        }

        /// The gates z and r: σ of what comes from the input and from h.
        private GateLoop opened(long step, View product) {
            var g = new GateLoop(batch, 2 * units);
            var sum = g.add(g.each(gate(in[0], step, 0)), g.each(all(product)));
            g.store(g.apply(UnaryFunction.SIGMOID, sum), gate(gates, step, 0));
            return g;
        }

        /// h̃ = tanh(x + r·m) and h = z·h + (1 − z)·h̃
        private GateLoop next(long step, Rows h, View product) {
            var g = new GateLoop(batch, units);
            var z = g.each(gate(gates, step, 0));
            var r = g.each(gate(gates, step, 1));
            var x = g.each(gate(in[0], step, 2));
            var m = g.add(g.each(from(product, 2 * units)), g.perColumn(in[3]));
            var before = g.each(h);
            var candidate = g.apply(UnaryFunction.TANH, g.add(x, g.multiply(r, m)));
            var next = g.add(g.multiply(z, before), g.multiply(g.rest(z), candidate));
            if (masked) {
                next = g.loop.select(g.perRow(mask(in[4], step)), next, before);
            }
            g.store(candidate, gate(gates, step, 2));
            g.store(m, gate(gates, step, 3));
            g.store(next, state(hs, step));
            return g;
        }
    }

    // ---- backward --------------------------------------------------------------------------------------------------

    private final class Backward extends RecurrentSteps {
        private final Node node;
        private final View[] in;
        private final View dz;
        private final View dm;
        private final boolean masked;

        Backward(Node node, boolean masked) {
            super(lowering, node.input(1).type());
            this.node = node;
            this.masked = masked;
            in = lowering.views(node.inputs());
            dz = lowering.define(node.outputs().get(0), in);
            dm = lowering.define(node.outputs().get(1), in);
        }

        void lower() {
            View dh0 = lowering.define(node.outputs().get(2), in);
            Packed packed = packed(in[3], MemoryDesc.strided(dtype, Shape.of(3 * units, units), 1, 3 * units), gate(dm, 0, 0));
            Optional<View> through = Optional.empty();
            Optional<View> kept = Optional.empty();
            Type state = Type.float32(batch, units);
            for (long step = time - 1; step >= 0; step--) {
                View nextKept = lowering.fresh(state, in);
                lowering.emit(gates(step, through, kept, nextKept).kernel("gru gates gradient"));
                through = Optional.of(product(gate(dm, step, 0), packed, in));
                kept = Optional.of(nextKept);
            }
            var g = new GateLoop(batch, units);
            g.store(g.add(g.each(all(through.orElseThrow())), g.each(all(kept.orElseThrow()))), all(dh0));
            lowering.emit(g.kernel("gru dh0"));
        }

        /// What flows to a step's h goes to its gates, and past them to the h before; where the step is masked, all of it does.
        private GateLoop gates(long step, Optional<View> through, Optional<View> kept, View nextKept) {
            var g = new GateLoop(batch, units);
            var z = g.each(gate(in[0], step, 0));
            var r = g.each(gate(in[0], step, 1));
            var candidate = g.each(gate(in[0], step, 2));
            var m = g.each(gate(in[0], step, 3));
            var before = g.each(before(in[2], in[1], step));
            var dh = g.each(state(in[4], step));
            for (View more : Stream.of(through, kept).flatMap(Optional::stream).toList()) {
                dh = g.add(dh, g.each(all(more)));
            }
            var past = g.multiply(dh, z);
            var here = dh;
            if (masked) {
                var counts = g.perRow(mask(in[5], step));
                past = g.loop.select(counts, past, dh);
                here = g.where(counts, dh);
            }
            var dCandidate = g.multiply(g.multiply(here, g.rest(z)), g.rest(g.multiply(candidate, candidate)));
            var dZ = g.multiply(g.multiply(here, g.subtract(before, candidate)), g.multiply(z, g.rest(z)));
            var dR = g.multiply(g.multiply(dCandidate, m), g.multiply(r, g.rest(r)));
            for (View to : List.of(dz, dm)) {
                g.store(dZ, gate(to, step, 0));
                g.store(dR, gate(to, step, 1));
            }
            g.store(dCandidate, gate(dz, step, 2));
            g.store(g.multiply(dCandidate, r), gate(dm, step, 2));
            g.store(past, all(nextKept));
            return g;
        }
    }
}
