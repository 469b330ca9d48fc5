package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.loops.UnaryFunction;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Gru;
import org.keras4j.engine.graph.GruGradient;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.tensor.Shape;

/// A GRU unrolled over time, as [Lstms] does it: for each step one product with the packed recurrent kernel and the fused loops of
/// the gates.
final class Grus {
    private final ProgramBuilder program;

    Grus(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, Gru op) {
        View[] in = program.views(node.inputs());
        View hs = program.define(node.outputs().get(0), in);
        View gates = program.define(node.outputs().get(1), in);
        RecurrentSteps.lower("gru", program, hs.type(), in[2], List.of(),
                share -> new Forward(op, program, share, in, hs, gates, !RecurrentSteps.isZero(program, node.input(1))));
    }

    void lower(Node node, GruGradient op) {
        View[] in = program.views(node.inputs());
        View dz = program.define(node.outputs().get(0), in);
        View dm = program.define(node.outputs().get(1), in);
        View dh0 = program.define(node.outputs().get(2), in);
        boolean reachesStart = program.units().isRead(node.outputs().get(2));
        RecurrentSteps.lower("gru gradient", program, in[1].type(), in[3], List.of(),
                share -> new Backward(op, program, share, in, dz, dm, dh0, reachesStart));
    }

    // ---- forward ---------------------------------------------------------------------------------------------------

    private static final class Forward extends RecurrentSteps {
        private final View hs;
        private final View gates;

        Forward(Recurrent op, ProgramBuilder program, Share share, View[] in, View hs, View gates, boolean reachesStart) {
            super(op, program, share, in, hs.type(), reachesStart);
            this.hs = hs;
            this.gates = gates;
        }

        @Override
        Packed packed() {
            return packed(in[2], MemoryDesc.plain(dtype, Shape.of(units, 3 * units)), state(hs, 0));
        }

        @Override
        List<Kernel> kernels(Packed packed) {
            var kernels = new ArrayList<Kernel>();
            View product = own(3 * units);
            for (long step = 0; step < time; step++) {
                Rows h = before(in[1], hs, step);
                Optional<View> ofH = hasProduct(step) ? Optional.of(product) : Optional.empty();
                ofH.ifPresent(to -> kernels.add(product(h, packed, to)));
                kernels.add(GateLoop.sequence("gru gates", opened(step, ofH), next(step, h, ofH)));
            }
            return kernels;
        }

        /// The gates z and r: σ of what comes from the input and from h.
        private GateLoop opened(long step, Optional<View> ofH) {
            var g = new GateLoop(rows, 2 * units);
            var x = g.each(gate(in[0], step, 0));
            var sum = ofH.map(product -> g.add(x, g.each(ofOwn(product)))).orElse(x);
            g.store(g.apply(UnaryFunction.SIGMOID, sum), gate(gates, step, 0));
            return g;
        }

        /// h̃ = tanh(x + r·m) and h = z·h + (1 − z)·h̃
        private GateLoop next(long step, Rows h, Optional<View> ofH) {
            var g = new GateLoop(rows, units);
            var z = g.each(gate(gates, step, 0));
            var r = g.each(gate(gates, step, 1));
            var x = g.each(gate(in[0], step, 2));
            var bias = g.perColumn(in[3]);
            var m = ofH.map(product -> g.add(g.each(ofOwn(product, 2 * units)), bias)).orElse(bias);
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

    private static final class Backward extends RecurrentSteps {
        private final View dz;
        private final View dm;
        private final View dh0;
        /// What flows to the h of a step from the one after: through the product, and past it.
        private final View through;
        private final View past;

        Backward(Recurrent op, ProgramBuilder program, Share share, View[] in, View dz, View dm, View dh0, boolean reachesStart) {
            super(op, program, share, in, in[1].type(), reachesStart);
            this.dz = dz;
            this.dm = dm;
            this.dh0 = dh0;
            through = own(units);
            past = own(units);
        }

        @Override
        Packed packed() {
            return packed(in[3], MemoryDesc.strided(dtype, Shape.of(3 * units, units), 1, 3 * units), gate(dm, 0, 0));
        }

        @Override
        List<Kernel> kernels(Packed packed) {
            var kernels = new ArrayList<Kernel>();
            for (long step = time - 1; step >= 0; step--) {
                kernels.add(gates(step).kernel("gru gates gradient"));
                if (hasProduct(step)) {
                    kernels.add(product(gate(dm, step, 0), packed, through));
                }
            }
            if (reachesStart) {
                kernels.add(toStart());
            }
            return kernels;
        }

        private Kernel toStart() {
            var g = new GateLoop(rows, units);
            g.store(g.add(g.each(ofOwn(through)), g.each(ofOwn(past))), all(dh0));
            return g.kernel("gru dh0");
        }

        /// What flows to a step's h goes to its gates, and past them to the h before; where the step is masked, all of it does.
        private GateLoop gates(long step) {
            var g = new GateLoop(rows, units);
            var z = g.each(gate(in[0], step, 0));
            var r = g.each(gate(in[0], step, 1));
            var candidate = g.each(gate(in[0], step, 2));
            var m = g.each(gate(in[0], step, 3));
            var before = g.each(before(in[2], in[1], step));
            var dh = g.each(state(in[4], step));
            if (step < time - 1) {
                dh = g.add(g.add(dh, g.each(ofOwn(through))), g.each(ofOwn(past)));
            }
            var dhBefore = g.multiply(dh, z);
            var here = dh;
            if (masked) {
                var counts = g.perRow(mask(in[5], step));
                dhBefore = g.loop.select(counts, dhBefore, dh);
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
            g.store(dhBefore, ofOwn(past));
            return g;
        }
    }
}
