package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.*;
import org.keras4j.engine.cpu.loops.*;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Recurrent.*;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// An LSTM unrolled over time: for each step one product with the packed recurrent kernel and one fused loop for the gates;
/// faster than oneDNN's own LSTM. Steps lie within `[batch, time, …]`: rows of one step are `time` rows apart.
final class Lstms {
    private final Lowering lowering;

    Lstms(Lowering lowering) {
        this.lowering = lowering;
    }

    void lower(Node node, Recurrent op) {
        switch (op) {
            case Lstm lstm -> new Forward(node, lstm.masked()).lower();
            case LstmGradient gradient -> new Backward(node, gradient.masked()).lower();
        }
    }

    /// Sizes, and the views of one step that both ways share.
    private static class Steps {
        final DType dtype;
        final long batch;
        final long time;
        final long units;

        Steps(Type gates) {
            dtype = gates.dtype();
            batch = gates.shape().size(0);
            time = gates.shape().size(1);
            units = gates.shape().size(2) / 4;
        }

        /// Rows `[batch, units]` of a step of `[batch, time, units]`.
        View state(View states, long step) {
            return states.onwards(step * units);
        }

        long stateStride() {
            return time * units;
        }

        /// One of the four gates of a step of `[batch, time, 4·units]`.
        View gate(View gates, long step, int gate) {
            return gates.onwards((step * 4 + gate) * units);
        }

        long gateStride() {
            return time * 4 * units;
        }

        MemoryDesc rows(DType type, long columns, long stride) {
            return MemoryDesc.strided(type, Shape.of(batch, columns), stride, 1);
        }
    }

    /// The buffers of a loop in the order of their declaration, and the loop itself.
    private static final class Gates {
        final LoopBuilder loop;
        final List<View> reads = new ArrayList<>();
        final List<View> writes = new ArrayList<>();

        Gates(Steps steps) {
            loop = LoopBuilder.over(steps.batch, steps.units);
        }

        LoopBuilder.Value each(DType dtype, View view, long stride) {
            reads.add(view);
            return loop.each(dtype, stride);
        }

        LoopBuilder.Value perRow(DType dtype, View view, long stride) {
            reads.add(view);
            return loop.columnVector(dtype, stride);
        }

        void store(DType dtype, LoopBuilder.Value value, View view, long stride) {
            loop.store(dtype, value, stride);
            writes.add(view);
        }

        LoopBuilder.Value add(LoopBuilder.Value a, LoopBuilder.Value b)      { return loop.binary(BinaryFunction.ADD, a, b); }
        LoopBuilder.Value multiply(LoopBuilder.Value a, LoopBuilder.Value b) { return loop.binary(BinaryFunction.MULTIPLY, a, b); }
        LoopBuilder.Value tanh(LoopBuilder.Value x)                          { return loop.unary(UnaryFunction.TANH, x); }
        LoopBuilder.Value sigmoid(LoopBuilder.Value x)                       { return loop.unary(UnaryFunction.SIGMOID, x); }

        /// 1 − x
        LoopBuilder.Value rest(LoopBuilder.Value x) {
            return loop.binary(BinaryFunction.SUBTRACT, loop.constant(Lane.FLOAT32, 1), x);
        }

        Kernel kernel(String name) {
            var buffers = new ArrayList<>(reads);
            buffers.addAll(writes);
            return Kernel.loop(name, reads, writes, LoopRuns.binder(loop.build(), buffers));
        }
    }

    /// One product with the recurrent kernel, its result in float32.
    private void product(View from, MemoryDesc src, View packed, MemoryDesc weights, View to, MemoryDesc dst) {
        lowering.emit("recurrent product", PrimitiveDesc.matmul(src, weights, null, dst, Attributes.PLAIN),
                Map.of(Arg.SRC, from, Arg.WEIGHTS, packed, Arg.DST, to), Set.of(Arg.DST));
    }

    // ---- forward ---------------------------------------------------------------------------------------------------

    private final class Forward extends Steps {
        private final View[] in;
        private final View hs;
        private final View cs;
        private final View gates;
        private final boolean masked;

        Forward(Node node, boolean masked) {
            super(node.input(0).type());
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
            MemoryDesc dst = MemoryDesc.plain(DType.FLOAT32, Shape.of(batch, 4 * units));
            MemoryDesc weights = PrimitiveDesc.matmul(rows(dtype, units, stateStride()), MemoryDesc.any(dtype, plain.shape()), null, dst,
                    Attributes.PLAIN).memory(Arg.WEIGHTS);
            View packed = lowering.contractions().reordered("pack", in[3], plain, weights);
            for (long step = 0; step < time; step++) {
                View h = step == 0 ? in[1] : state(hs, step - 1);
                View product = lowering.fresh(Type.float32(batch, 4 * units), in);
                product(h, rows(dtype, units, step == 0 ? units : stateStride()), packed, weights, product, dst);
                lowering.emit(gates(step, h, product));
            }
        }

        private Kernel gates(long step, View h, View product) {
            var g = new Gates(this);
            var z = new ArrayList<LoopBuilder.Value>();
            for (int gate = 0; gate < 4; gate++) {
                z.add(g.add(g.each(dtype, gate(in[0], step, gate), gateStride()),
                        g.each(DType.FLOAT32, product.onwards(gate * units), 4 * units)));
            }
            View before = step == 0 ? in[2] : state(cs, step - 1);
            var c = g.each(dtype, before, step == 0 ? units : stateStride());
            var i = g.sigmoid(z.get(0));
            var f = g.sigmoid(z.get(1));
            var candidate = g.tanh(z.get(2));
            var o = g.sigmoid(z.get(3));
            var next = g.add(g.multiply(f, c), g.multiply(i, candidate));
            var out = g.multiply(o, g.tanh(next));
            if (masked) {
                var isGiven = g.perRow(DType.BOOL, in[4].onwards(step), time);
                next = g.loop.select(isGiven, next, c);
                out = g.loop.select(isGiven, out, g.each(dtype, h, step == 0 ? units : stateStride()));
            }
            List<LoopBuilder.Value> all = List.of(i, f, candidate, o);
            for (int gate = 0; gate < 4; gate++) {
                g.store(dtype, all.get(gate), gate(gates, step, gate), gateStride());
            }
            g.store(dtype, next, state(cs, step), stateStride());
            g.store(dtype, out, state(hs, step), stateStride());
            return g.kernel("lstm gates");
        }
    }

    // ---- backward --------------------------------------------------------------------------------------------------

    private final class Backward extends Steps {
        private final Node node;
        private final View[] in;
        private final View dz;
        private final boolean masked;
        private final boolean hasOuterC;

        Backward(Node node, boolean masked) {
            super(node.input(0).type());
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
            MemoryDesc dst = MemoryDesc.plain(DType.FLOAT32, Shape.of(batch, units));
            MemoryDesc weights = PrimitiveDesc.matmul(src, MemoryDesc.any(dtype, plain.shape()), null, dst, Attributes.PLAIN).memory(Arg.WEIGHTS);
            View packed = lowering.contractions().reordered("pack", in[3], plain, weights);
            Optional<View> dh = Optional.empty();
            Optional<View> kept = Optional.empty();
            Optional<View> dc = Optional.empty();
            Type state = Type.float32(batch, units);
            for (long step = time - 1; step >= 0; step--) {
                View nextC = lowering.fresh(state, in);
                Optional<View> nextKept = masked ? Optional.of(lowering.fresh(state, in)) : Optional.empty();
                lowering.emit(gates(step, dh, kept, dc, nextC, nextKept));
                View product = lowering.fresh(state, in);
                product(gate(dz, step, 0), src, packed, weights, product, dst);
                dh = Optional.of(product);
                kept = nextKept;
                dc = Optional.of(nextC);
            }
            lowering.emit(sum("lstm dh0", dh.orElseThrow(), kept, dh0));
            lowering.emit(sum("lstm dc0", dc.orElseThrow(), Optional.empty(), dc0));
        }

        private Kernel gates(long step, Optional<View> dhNext, Optional<View> kept, Optional<View> dcNext, View nextC, Optional<View> nextKept) {
            var g = new Gates(this);
            var gate = new ArrayList<LoopBuilder.Value>();
            for (int i = 0; i < 4; i++) {
                gate.add(g.each(dtype, gate(in[0], step, i), gateStride()));
            }
            var c = g.each(dtype, state(in[1], step), stateStride());
            var before = step == 0 ? g.each(dtype, in[2], units) : g.each(dtype, state(in[1], step - 1), stateStride());
            var dh = g.each(dtype, state(in[4], step), stateStride());
            for (View more : Stream.of(dhNext, kept).flatMap(Optional::stream).toList()) {
                dh = g.add(dh, g.each(DType.FLOAT32, more, units));
            }
            var dcIn = dcNext.isPresent() ? g.each(DType.FLOAT32, dcNext.get(), units) : g.loop.constant(Lane.FLOAT32, 0);
            if (hasOuterC) {
                dcIn = g.add(dcIn, g.each(dtype, state(in[5], step), stateStride()));
            }
            var i = gate.get(0);
            var f = gate.get(1);
            var candidate = gate.get(2);
            var o = gate.get(3);
            var tanhC = g.tanh(c);
            var dc = g.add(dcIn, g.multiply(g.multiply(dh, o), g.rest(g.multiply(tanhC, tanhC))));
            var dzs = new ArrayList<>(List.of(
                    g.multiply(g.multiply(dc, candidate), g.multiply(i, g.rest(i))),
                    g.multiply(g.multiply(dc, before), g.multiply(f, g.rest(f))),
                    g.multiply(g.multiply(dc, i), g.rest(g.multiply(candidate, candidate))),
                    g.multiply(g.multiply(dh, tanhC), g.multiply(o, g.rest(o)))));
            var dcBefore = g.multiply(dc, f);
            if (masked) {
                var isGiven = g.perRow(DType.BOOL, in[6].onwards(step), time);
                var zero = g.loop.constant(Lane.FLOAT32, 0);
                dzs.replaceAll(d -> g.loop.select(isGiven, d, zero));
                dcBefore = g.loop.select(isGiven, dcBefore, dcIn);
                dh = g.loop.select(isGiven, zero, dh);
            }
            for (int k = 0; k < 4; k++) {
                g.store(dtype, dzs.get(k), gate(dz, step, k), gateStride());
            }
            g.store(DType.FLOAT32, dcBefore, nextC, units);
            if (nextKept.isPresent()) {
                g.store(DType.FLOAT32, dh, nextKept.get(), units);
            }
            return g.kernel("lstm gates gradient");
        }

        private Kernel sum(String name, View a, Optional<View> b, View to) {
            var g = new Gates(this);
            var sum = g.each(DType.FLOAT32, a, units);
            if (b.isPresent()) {
                sum = g.add(sum, g.each(DType.FLOAT32, b.get(), units));
            }
            g.store(dtype, sum, to, units);
            return g.kernel(name);
        }
    }
}
