package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.loops.*;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Recurrent.*;
import org.keras4j.engine.tensor.Shape;

/// An LSTM unrolled over time: for each step one product with the packed recurrent kernel and the fused loops of the gates;
/// faster than oneDNN's own LSTM.
final class Lstms {
    private final ProgramBuilder program;

    Lstms(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, Lstm op) {
        View[] in = program.views(node.inputs());
        View hs = program.define(node.outputs().get(0), in);
        View cs = program.define(node.outputs().get(1), in);
        View gates = program.define(node.outputs().get(2), in);
        RecurrentSteps.lower("lstm", program, hs.type(), in[3], List.of(new Kernel.Overlay(gates, in[0])),
                share -> new Forward(op, program, share, in, hs, cs, gates, !RecurrentSteps.isZero(program, node.input(1))));
    }

    void lower(Node node, LstmGradient op) {
        View[] in = program.views(node.inputs());
        View dz = program.define(node.outputs().get(0), in);
        View dh0 = program.define(node.outputs().get(1), in);
        View dc0 = program.define(node.outputs().get(2), in);
        boolean hasOuterC = !RecurrentSteps.isZero(program, node.input(5));
        boolean reachesStart = node.outputs().subList(1, 3).stream().anyMatch(program.units()::isRead);
        RecurrentSteps.lower("lstm gradient", program, in[1].type(), in[3], List.of(new Kernel.Overlay(dz, in[0])),
                share -> new Backward(op, program, share, in, dz, dh0, dc0, hasOuterC, reachesStart));
    }

    // ---- forward ---------------------------------------------------------------------------------------------------

    private static final class Forward extends RecurrentSteps {
        private final View hs;
        private final View cs;
        private final View gates;

        Forward(Recurrent op, ProgramBuilder program, Share share, View[] in, View hs, View cs, View gates, boolean reachesStart) {
            super(op, program, share, in, hs.type(), reachesStart);
            this.hs = hs;
            this.cs = cs;
            this.gates = gates;
        }

        @Override
        Packed packed() {
            return packed(in[3], MemoryDesc.plain(dtype, Shape.of(units, 4 * units)), state(hs, 0));
        }

        @Override
        List<Kernel> kernels(Packed packed) {
            var kernels = new ArrayList<Kernel>();
            View product = own(4 * units);
            for (long step = 0; step < time; step++) {
                Rows h = before(in[1], hs, step);
                Optional<View> ofH = hasProduct(step) ? Optional.of(product) : Optional.empty();
                ofH.ifPresent(to -> kernels.add(product(h, packed, to)));
                kernels.add(gates(step, h, ofH));
            }
            return kernels;
        }

        private Kernel gates(long step, Rows h, Optional<View> ofH) {
            return GateLoop.sequence("lstm gates",
                    activated(UnaryFunction.SIGMOID, step, 0, 2, ofH),
                    activated(UnaryFunction.TANH, step, 2, 1, ofH),
                    activated(UnaryFunction.SIGMOID, step, 3, 1, ofH),
                    states(step, h));
        }

        /// `count` gates from `first` on: the function of what comes from the input and from h.
        private GateLoop activated(UnaryFunction function, long step, int first, int count, Optional<View> ofH) {
            var g = new GateLoop(rows, count * units);
            var x = g.each(gate(in[0], step, first));
            var z = ofH.map(product -> g.add(x, g.each(ofOwn(product, first * units)))).orElse(x);
            g.store(g.apply(function, z), gate(gates, step, first));
            return g;
        }

        /// c = f·c + i·g and h = o·tanh(c)
        private GateLoop states(long step, Rows h) {
            var g = new GateLoop(rows, units);
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

    private static final class Backward extends RecurrentSteps {
        private final View dz;
        private final View dh0;
        private final View dc0;
        private final boolean hasOuterC;
        /// What flows to the h and the c of a step from the one after, and to h past steps that are masked.
        private final View dh;
        private final View dc;
        private final View kept;

        /// @param hasOuterC whether anything flows to c from outside
        Backward(Recurrent op, ProgramBuilder program, Share share, View[] in, View dz, View dh0, View dc0, boolean hasOuterC, boolean reachesStart) {
            super(op, program, share, in, in[1].type(), reachesStart);
            this.dz = dz;
            this.dh0 = dh0;
            this.dc0 = dc0;
            this.hasOuterC = hasOuterC;
            dh = own(units);
            dc = own(units);
            kept = own(units);
        }

        @Override
        Packed packed() {
            return packed(in[3], MemoryDesc.strided(dtype, Shape.of(4 * units, units), 1, 4 * units), gate(dz, 0, 0));
        }

        @Override
        List<Kernel> kernels(Packed packed) {
            var kernels = new ArrayList<Kernel>();
            View here = own(units);
            for (long step = time - 1; step >= 0; step--) {
                kernels.add(GateLoop.sequence("lstm gates gradient", throughOutput(step, here), throughState(step, here)));
                if (hasProduct(step)) {
                    kernels.add(product(gate(dz, step, 0), packed, dh));
                }
            }
            if (reachesStart) {
                kernels.add(GateLoop.sequence("lstm dh0, dc0", sum(masked ? List.of(dh, kept) : List.of(dh), dh0), sum(List.of(dc), dc0)));
            }
            return kernels;
        }

        /// From h to c and to the output gate: dc += dh·o·(1 − tanh²c). Where the step is masked, all goes on to the step
        /// before, and dc is zero.
        private GateLoop throughOutput(long step, View here) {
            boolean isLast = step == time - 1;
            var g = new GateLoop(rows, units);
            var o = g.each(gate(in[0], step, 3));
            var dh = g.each(state(in[4], step));
            if (!isLast) {
                dh = g.add(dh, g.each(ofOwn(this.dh)));
                dh = masked ? g.add(dh, g.each(ofOwn(kept))) : dh;
            }
            var dcIn = isLast ? g.loop.constant(Lane.FLOAT32, 0) : g.each(ofOwn(dc));
            if (hasOuterC) {
                dcIn = g.add(dcIn, g.each(state(in[5], step)));
            }
            var tanhC = g.apply(UnaryFunction.TANH, g.each(state(in[1], step)));
            var dcHere = g.add(dcIn, g.multiply(g.multiply(dh, o), g.rest(g.multiply(tanhC, tanhC))));
            var dzo = g.multiply(g.multiply(dh, tanhC), g.multiply(o, g.rest(o)));
            if (masked) {
                var isGiven = g.perRow(mask(in[6], step));
                var zero = g.loop.constant(Lane.FLOAT32, 0);
                dcHere = g.where(isGiven, dcHere);
                dzo = g.where(isGiven, dzo);
                g.store(g.loop.select(isGiven, zero, dcIn), ofOwn(dc));
                g.store(g.loop.select(isGiven, zero, dh), ofOwn(kept));
            }
            g.store(dzo, gate(dz, step, 3));
            g.store(dcHere, ofOwn(here));
            return g;
        }

        /// From c to the other gates and to the c before.
        private GateLoop throughState(long step, View here) {
            var g = new GateLoop(rows, units);
            var i = g.each(gate(in[0], step, 0));
            var f = g.each(gate(in[0], step, 1));
            var candidate = g.each(gate(in[0], step, 2));
            var before = g.each(before(in[2], in[1], step));
            var dcHere = g.each(ofOwn(here));
            var dcBefore = g.multiply(dcHere, f);
            if (masked) {
                dcBefore = g.add(dcBefore, g.each(ofOwn(dc)));
            }
            List<LoopBuilder.Value> dzs = List.of(
                    g.multiply(g.multiply(dcHere, candidate), g.multiply(i, g.rest(i))),
                    g.multiply(g.multiply(dcHere, before), g.multiply(f, g.rest(f))),
                    g.multiply(g.multiply(dcHere, i), g.rest(g.multiply(candidate, candidate))));
            for (int k = 0; k < dzs.size(); k++) {
                g.store(dzs.get(k), gate(dz, step, k));
            }
            g.store(dcBefore, ofOwn(dc));
            return g;
        }

        private GateLoop sum(List<View> parts, View to) {
            var g = new GateLoop(rows, units);
            g.store(parts.stream().map(part -> g.each(ofOwn(part))).reduce(g::add).orElseThrow(), all(to));
            return g;
        }
    }
}
