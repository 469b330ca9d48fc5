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
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// An LSTM unrolled over time: for each step one product with the packed recurrent kernel and the fused loops of the gates;
/// faster than oneDNN's own LSTM. Steps lie within `[batch, time, …]`: rows of one step are `time` rows apart.
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
            super(lowering, node.input(0).type(), 4);
            this.masked = masked;
            in = lowering.views(node.inputs());
            hs = lowering.define(node.outputs().get(0), in);
            cs = lowering.define(node.outputs().get(1), in);
            gates = lowering.define(node.outputs().get(2), in);
        }

        void lower() {
            if (hs.type().elements() == 0) {
                return;
            }
            MemoryDesc plain = MemoryDesc.plain(dtype, Shape.of(units, 4 * units));
            Packed packed = packed(in[3], plain, rows(dtype, units, stateStride()));
            for (long step = 0; step < time; step++) {
                View h = step == 0 ? in[1] : state(hs, step - 1);
                lowering.emit(gates(step, h, product(h, rows(dtype, units, step == 0 ? units : stateStride()), packed, in)));
            }
        }

        private Kernel gates(long step, View h, View product) {
            return GateLoop.sequence("lstm gates",
                    activated(UnaryFunction.SIGMOID, step, 0, 2, product),
                    activated(UnaryFunction.TANH, step, 2, 1, product),
                    activated(UnaryFunction.SIGMOID, step, 3, 1, product),
                    states(step, h));
        }

        /// `count` gates from `first` on: the function of what comes from the input and from h.
        private GateLoop activated(UnaryFunction function, long step, int first, int count, View product) {
            var g = new GateLoop(batch, count * units);
            var z = g.add(g.each(dtype, gate(in[0], step, first), gateStride()),
                    g.each(DType.FLOAT32, product.onwards(first * units), 4 * units));
            g.store(dtype, g.apply(function, z), gate(gates, step, first), gateStride());
            return g;
        }

        /// c = f·c + i·g and h = o·tanh(c)
        private GateLoop states(long step, View h) {
            var g = new GateLoop(batch, units);
            var gate = new ArrayList<LoopBuilder.Value>();
            for (int i = 0; i < 4; i++) {
                gate.add(g.each(dtype, gate(gates, step, i), gateStride()));
            }
            View before = step == 0 ? in[2] : state(cs, step - 1);
            var c = g.each(dtype, before, step == 0 ? units : stateStride());
            var next = g.add(g.multiply(gate.get(1), c), g.multiply(gate.get(0), gate.get(2)));
            var out = g.multiply(gate.get(3), g.apply(UnaryFunction.TANH, next));
            if (masked) {
                var isGiven = g.perRow(DType.BOOL, in[4].onwards(step), time);
                next = g.loop.select(isGiven, next, c);
                out = g.loop.select(isGiven, out, g.each(dtype, h, step == 0 ? units : stateStride()));
            }
            g.store(dtype, next, state(cs, step), stateStride());
            g.store(dtype, out, state(hs, step), stateStride());
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
            super(lowering, node.input(0).type(), 4);
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
            if (dz.type().elements() == 0) {
                return;
            }
            MemoryDesc plain = MemoryDesc.strided(dtype, Shape.of(4 * units, units), 1, 4 * units);
            MemoryDesc src = rows(dtype, 4 * units, gateStride());
            Packed packed = packed(in[3], plain, src);
            Optional<View> dh = Optional.empty();
            Optional<View> kept = Optional.empty();
            Optional<View> dc = Optional.empty();
            Type state = Type.float32(batch, units);
            for (long step = time - 1; step >= 0; step--) {
                View nextC = lowering.fresh(state, in);
                Optional<View> nextKept = masked ? Optional.of(lowering.fresh(state, in)) : Optional.empty();
                lowering.emit(gates(step, dh, kept, dc, nextC, nextKept));
                dh = Optional.of(product(gate(dz, step, 0), src, packed, in));
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
            var o = g.each(dtype, gate(in[0], step, 3), gateStride());
            var dh = g.each(dtype, state(in[4], step), stateStride());
            for (View more : Stream.of(dhNext, kept).flatMap(Optional::stream).toList()) {
                dh = g.add(dh, g.each(DType.FLOAT32, more, units));
            }
            var dcIn = dcNext.isPresent() ? g.each(DType.FLOAT32, dcNext.get(), units) : g.loop.constant(Lane.FLOAT32, 0);
            if (hasOuterC) {
                dcIn = g.add(dcIn, g.each(dtype, state(in[5], step), stateStride()));
            }
            var tanhC = g.apply(UnaryFunction.TANH, g.each(dtype, state(in[1], step), stateStride()));
            var dc = g.add(dcIn, g.multiply(g.multiply(dh, o), g.rest(g.multiply(tanhC, tanhC))));
            var dzo = g.multiply(g.multiply(dh, tanhC), g.multiply(o, g.rest(o)));
            if (masked) {
                var isGiven = g.perRow(DType.BOOL, in[6].onwards(step), time);
                var zero = g.loop.constant(Lane.FLOAT32, 0);
                dc = g.loop.select(isGiven, dc, zero);
                dzo = g.loop.select(isGiven, dzo, zero);
                g.store(DType.FLOAT32, g.loop.select(isGiven, zero, dcIn), passed, units);
                g.store(DType.FLOAT32, g.loop.select(isGiven, zero, dh), nextKept.orElseThrow(), units);
            }
            g.store(dtype, dzo, gate(dz, step, 3), gateStride());
            g.store(DType.FLOAT32, dc, dcOut, units);
            return g;
        }

        /// From c to the other gates and to the c before.
        private GateLoop throughState(long step, View dcIn, View nextC) {
            var g = new GateLoop(batch, units);
            var i = g.each(dtype, gate(in[0], step, 0), gateStride());
            var f = g.each(dtype, gate(in[0], step, 1), gateStride());
            var candidate = g.each(dtype, gate(in[0], step, 2), gateStride());
            var before = step == 0 ? g.each(dtype, in[2], units) : g.each(dtype, state(in[1], step - 1), stateStride());
            var dc = g.each(DType.FLOAT32, dcIn, units);
            var dcBefore = g.multiply(dc, f);
            if (masked) {
                dcBefore = g.add(dcBefore, g.each(DType.FLOAT32, nextC, units));
            }
            List<LoopBuilder.Value> dzs = List.of(
                    g.multiply(g.multiply(dc, candidate), g.multiply(i, g.rest(i))),
                    g.multiply(g.multiply(dc, before), g.multiply(f, g.rest(f))),
                    g.multiply(g.multiply(dc, i), g.rest(g.multiply(candidate, candidate))));
            for (int k = 0; k < dzs.size(); k++) {
                g.store(dtype, dzs.get(k), gate(dz, step, k), gateStride());
            }
            g.store(DType.FLOAT32, dcBefore, nextC, units);
            return g;
        }

        private Kernel sum(String name, View a, Optional<View> b, View to) {
            var g = new GateLoop(batch, units);
            var sum = g.each(DType.FLOAT32, a, units);
            if (b.isPresent()) {
                sum = g.add(sum, g.each(DType.FLOAT32, b.get(), units));
            }
            g.store(dtype, sum, to, units);
            return g.kernel(name);
        }
    }
}
