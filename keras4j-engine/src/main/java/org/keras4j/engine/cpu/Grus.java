package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.loops.Lane;
import org.keras4j.engine.cpu.loops.UnaryFunction;
import org.keras4j.engine.graph.Gru;
import org.keras4j.engine.graph.GruGradient;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
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

    private final class Forward {
        private final RecurrentSteps inner;
        private final RecurrentSteps saved;
        private final View[] in;
        private final View hs;
        private final View gates;
        private final boolean masked;
        private final DType dtype;
        private final long batch;
        private final long units;

        Forward(Node node, boolean masked) {
            this.masked = masked;
            inner = new RecurrentSteps(lowering, node.input(0).type(), 3);
            saved = new RecurrentSteps(lowering, node.outputs().get(1).type(), 4);
            in = lowering.views(node.inputs());
            hs = lowering.define(node.outputs().get(0), in);
            gates = lowering.define(node.outputs().get(1), in);
            dtype = inner.dtype;
            batch = inner.batch;
            units = inner.units;
        }

        void lower() {
            if (hs.type().elements() == 0) {
                return;
            }
            MemoryDesc plain = MemoryDesc.plain(dtype, Shape.of(units, 3 * units));
            var packed = inner.packed(in[2], plain, inner.rows(dtype, units, inner.stateStride()));
            for (long step = 0; step < inner.time; step++) {
                View h = step == 0 ? in[1] : inner.state(hs, step - 1);
                long stride = step == 0 ? units : inner.stateStride();
                View product = inner.product(h, inner.rows(dtype, units, stride), packed, in);
                lowering.emit(GateLoop.sequence("gru gates", opened(step, product), state(step, h, stride, product)));
            }
        }

        /// The gates z and r: σ of what comes from the input and from h.
        private GateLoop opened(long step, View product) {
            var g = new GateLoop(batch, 2 * units);
            var sum = g.add(g.each(dtype, inner.gate(in[0], step, 0), inner.gateStride()), g.each(DType.FLOAT32, product, 3 * units));
            g.store(dtype, g.apply(UnaryFunction.SIGMOID, sum), saved.gate(gates, step, 0), saved.gateStride());
            return g;
        }

        /// h̃ = tanh(x + r·m) and h = z·h + (1 − z)·h̃
        private GateLoop state(long step, View h, long stride, View product) {
            var g = new GateLoop(batch, units);
            var z = g.each(dtype, saved.gate(gates, step, 0), saved.gateStride());
            var r = g.each(dtype, saved.gate(gates, step, 1), saved.gateStride());
            var x = g.each(dtype, inner.gate(in[0], step, 2), inner.gateStride());
            var m = g.add(g.each(DType.FLOAT32, product.onwards(2 * units), 3 * units), g.perColumn(dtype, in[3]));
            var before = g.each(dtype, h, stride);
            var candidate = g.apply(UnaryFunction.TANH, g.add(x, g.multiply(r, m)));
            var next = g.add(g.multiply(z, before), g.multiply(g.rest(z), candidate));
            if (masked) {
                next = g.loop.select(g.perRow(DType.BOOL, in[4].onwards(step), inner.time), next, before);
            }
            g.store(dtype, candidate, saved.gate(gates, step, 2), saved.gateStride());
            g.store(dtype, m, saved.gate(gates, step, 3), saved.gateStride());
            g.store(dtype, next, inner.state(hs, step), inner.stateStride());
            return g;
        }
    }

    // ---- backward --------------------------------------------------------------------------------------------------

    private final class Backward {
        private final Node node;
        private final RecurrentSteps inner;
        private final RecurrentSteps saved;
        private final View[] in;
        private final View dz;
        private final View dm;
        private final boolean masked;
        private final DType dtype;
        private final long batch;
        private final long units;

        Backward(Node node, boolean masked) {
            this.node = node;
            this.masked = masked;
            saved = new RecurrentSteps(lowering, node.input(0).type(), 4);
            inner = new RecurrentSteps(lowering, node.outputs().get(0).type(), 3);
            in = lowering.views(node.inputs());
            dz = lowering.define(node.outputs().get(0), in);
            dm = lowering.define(node.outputs().get(1), in);
            dtype = inner.dtype;
            batch = inner.batch;
            units = inner.units;
        }

        void lower() {
            View dh0 = lowering.define(node.outputs().get(2), in);
            if (dz.type().elements() == 0) {
                return;
            }
            MemoryDesc plain = MemoryDesc.strided(dtype, Shape.of(3 * units, units), 1, 3 * units);
            MemoryDesc src = inner.rows(dtype, 3 * units, inner.gateStride());
            var packed = inner.packed(in[3], plain, src);
            Optional<View> through = Optional.empty();
            Optional<View> kept = Optional.empty();
            Type state = Type.float32(batch, units);
            for (long step = inner.time - 1; step >= 0; step--) {
                View nextKept = lowering.fresh(state, in);
                lowering.emit(gates(step, through, kept, nextKept).kernel("gru gates gradient"));
                through = Optional.of(inner.product(inner.gate(dm, step, 0), src, packed, in));
                kept = Optional.of(nextKept);
            }
            var g = new GateLoop(batch, units);
            g.store(dtype, g.add(g.each(DType.FLOAT32, through.orElseThrow(), units), g.each(DType.FLOAT32, kept.orElseThrow(), units)), dh0, units);
            lowering.emit(g.kernel("gru dh0"));
        }

        /// What flows to a step's h goes to its gates, and past them to the h before; where the step is masked, all of it does.
        private GateLoop gates(long step, Optional<View> through, Optional<View> kept, View nextKept) {
            var g = new GateLoop(batch, units);
            var z = g.each(dtype, saved.gate(in[0], step, 0), saved.gateStride());
            var r = g.each(dtype, saved.gate(in[0], step, 1), saved.gateStride());
            var candidate = g.each(dtype, saved.gate(in[0], step, 2), saved.gateStride());
            var m = g.each(dtype, saved.gate(in[0], step, 3), saved.gateStride());
            var before = step == 0 ? g.each(dtype, in[2], units) : g.each(dtype, inner.state(in[1], step - 1), inner.stateStride());
            var dh = g.each(dtype, inner.state(in[4], step), inner.stateStride());
            for (View more : Stream.of(through, kept).flatMap(Optional::stream).toList()) {
                dh = g.add(dh, g.each(DType.FLOAT32, more, units));
            }
            var past = g.multiply(dh, z);
            var here = dh;
            if (masked) {
                var counts = g.perRow(DType.BOOL, in[5].onwards(step), inner.time);
                past = g.loop.select(counts, past, dh);
                here = g.loop.select(counts, dh, g.loop.constant(Lane.FLOAT32, 0));
            }
            var dCandidate = g.multiply(g.multiply(here, g.rest(z)), g.rest(g.multiply(candidate, candidate)));
            var dZ = g.multiply(g.multiply(here, g.subtract(before, candidate)), g.multiply(z, g.rest(z)));
            var dR = g.multiply(g.multiply(dCandidate, m), g.multiply(r, g.rest(r)));
            for (View to : List.of(dz, dm)) {
                g.store(dtype, dZ, inner.gate(to, step, 0), inner.gateStride());
                g.store(dtype, dR, inner.gate(to, step, 1), inner.gateStride());
            }
            g.store(dtype, dCandidate, inner.gate(dz, step, 2), inner.gateStride());
            g.store(dtype, g.multiply(dCandidate, r), inner.gate(dm, step, 2), inner.gateStride());
            g.store(DType.FLOAT32, past, nextKept, units);
            return g;
        }
    }
}
