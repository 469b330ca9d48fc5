package org.keras4j.engine.cpu;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.*;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Movement.Transpose;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Pooling.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Products, convolutions and poolings as oneDNN's primitives, with bias and activation fused behind them.
final class Contractions {
    /// What oneDNN applies to a product before it writes it.
    static final Map<Unary.Function, PostOp> ACTIVATIONS = Map.of(
            Unary.Function.RELU, new PostOp.Activation(Eltwise.RELU, 0, 0),
            Unary.Function.TANH, new PostOp.Activation(Eltwise.TANH, 0, 0),
            Unary.Function.SIGMOID, new PostOp.Activation(Eltwise.SIGMOID, 0, 0));

    private final Lowering lowering;
    /// The forward poolings whose way back will ask where the maximum was.
    private final Map<PooledFrom, Pooled> pooled = new HashMap<>();

    private final Map<Product, PrimitiveDesc> products = new HashMap<>();

    private record PooledFrom(org.keras4j.engine.graph.Window window, Value images) {}

    private record Pooled(PrimitiveDesc forward, View workspace) {}

    Contractions(Lowering lowering) {
        this.lowering = lowering;
    }

    // ---- with what is fused ----------------------------------------------------------------------------------------

    void lower(Unit unit) {
        Node first = unit.nodes().getFirst();
        if (first.op() instanceof ConvKernelGradient op) {
            kernelGradient(first, op, unit.nodes().size() > 1 ? Optional.of(unit.nodes().get(1).output()) : Optional.empty());
            return;
        }
        Optional<Value> bias = Optional.empty();
        var after = new ArrayList<PostOp>();
        Optional<List<Integer>> order = Optional.empty();
        Value result = first.output();
        for (Node node : unit.nodes().subList(1, unit.nodes().size())) {
            switch (node.op()) {
                case Unary(var function) -> after.add(ACTIVATIONS.get(function));
                case Binary(var function) when function == Binary.Function.MULTIPLY -> after.set(after.size() - 1, new PostOp.Activation(Eltwise.SWISH, 1, 0));
                case Binary(var function) when function == Binary.Function.MINIMUM ->
                        after.add(new PostOp.Activation(Eltwise.CLIP, 0, lowering.units().virtual().limitOf(node).orElseThrow().floatValue()));
                case Cast _ -> { }                                                   // written in the wider type at once
                case Transpose(var moved) -> order = Optional.of(moved);
                default -> bias = lowering.units().virtual().biasOf(node);
            }
            result = node.output();
        }
        Attributes attributes = Attributes.PLAIN;
        for (PostOp each : after) {
            attributes = attributes.then(each);
        }
        switch (first.op()) {
            case MatMul op -> matmul(first, op, bias, attributes, order, result);
            case Conv op -> convolution(first, op, bias, attributes, result);
            default -> throw new AssertionError(first);
        }
    }

    void lower(Node node, Contraction op) {
        switch (op) {
            case ConvInputGradient gradient -> inputGradient(node, gradient);
            case MatMul _, Conv _, ConvKernelGradient _ -> throw new AssertionError("is a unit with its chain: " + node);
        }
    }

    // ---- products --------------------------------------------------------------------------------------------------

    /// @param order in which the axes of the product lie, if not in their own
    private void matmul(Node node, MatMul op, Optional<Value> bias, Attributes attributes, Optional<List<Integer>> order, Value result) {
        Operand a = operand(node.input(0));
        Operand b = operand(node.input(1));
        View left = a.view;
        View right = b.view;
        var reads = new ArrayList<>(List.of(left, right));
        bias.ifPresent(value -> reads.add(lowering.view(value)));
        View to = lowering.define(result, reads);
        if (to.type().elements() == 0) {
            return;
        }
        MemoryDesc src = a.desc(op.transposeLeft());
        MemoryDesc weights = b.desc(op.transposeRight());
        Shape shape = node.output().shape();
        MemoryDesc dst = order.isEmpty() ? MemoryDesc.plain(result.dtype(), shape) : back(result.type(), order.get());
        MemoryDesc biasDesc = bias.map(value -> biasOf(value.type(), shape.rank())).orElse(null);
        View packed = right;
        if (lowering.isPrepared(List.of(right))) {
            var open = product(src, MemoryDesc.any(weights.dtype(), weights.shape()), biasDesc, dst, attributes);
            packed = reordered("pack", right, weights, open.memory(Arg.WEIGHTS));
            weights = open.memory(Arg.WEIGHTS);
        }
        var desc = product(src, weights, biasDesc, dst, attributes);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, left, Arg.WEIGHTS, packed, Arg.DST, to));
        bias.ifPresent(value -> arguments.put(Arg.BIAS, lowering.view(value)));
        lowering.emit("matmul", desc, arguments, Set.of(Arg.DST));
    }

    private record Product(MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst, Attributes attributes) {}

    /// Products that are alike, those of a recurrence's steps or of equal blocks, have one descriptor in common: oneDNN takes a few
    /// hundred KB for each.
    PrimitiveDesc product(MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst, Attributes attributes) {
        return products.computeIfAbsent(new Product(src, weights, bias, dst, attributes),
                p -> PrimitiveDesc.matmul(p.src, p.weights, p.bias, p.dst, p.attributes));
    }

    /// Where an operand lies, and by which steps along its axes.
    private record Operand(View view, Type type, long[] strides) {

        /// As the product sees it; a transposed one has its strides exchanged.
        MemoryDesc desc(boolean transposed) {
            if (!transposed) {
                return MemoryDesc.strided(type.dtype(), type.shape(), strides);
            }
            int rank = type.rank();
            long[] exchanged = strides.clone();
            exchanged[rank - 1] = strides[rank - 2];
            exchanged[rank - 2] = strides[rank - 1];
            Shape shape = type.shape().with(rank - 1, type.shape().size(-2)).with(rank - 2, type.shape().size(-1));
            return MemoryDesc.strided(type.dtype(), shape, exchanged);
        }
    }

    private Operand operand(Value value) {
        Node node = lowering.units().virtual().producer(value);
        if (node.op() instanceof Transpose(var order) && lowering.units().virtual().folded().contains(node)) {
            long[] own = node.input(0).shape().strides();
            return new Operand(lowering.view(node.input(0)), value.type(), order.stream().mapToLong(axis -> own[axis]).toArray());
        }
        return new Operand(lowering.view(value), value.type(), value.shape().strides());
    }

    /// A product whose axes come to lie in this order.
    private static MemoryDesc back(Type transposed, List<Integer> order) {
        long[] own = transposed.shape().strides();
        var strides = new long[own.length];
        var sizes = new long[own.length];
        for (int axis = 0; axis < own.length; axis++) {
            strides[order.get(axis)] = own[axis];
            sizes[order.get(axis)] = transposed.shape().size(axis);
        }
        return MemoryDesc.strided(transposed.dtype(), Shape.of(sizes), strides);
    }

    private static MemoryDesc biasOf(Type bias, int rank) {
        Shape shape = bias.shape();
        while (shape.rank() < rank) {
            shape = shape.insert(0, 1);
        }
        return MemoryDesc.plain(bias.dtype(), shape);
    }

    // ---- convolutions ----------------------------------------------------------------------------------------------

    private void convolution(Node node, Conv op, Optional<Value> bias, Attributes attributes, Value result) {
        View images = lowering.view(node.input(0));
        View kernel = lowering.view(node.input(1));
        var reads = new ArrayList<>(List.of(images, kernel));
        bias.ifPresent(value -> reads.add(lowering.view(value)));
        View to = lowering.define(result, reads).as(node.output().type().with(result.dtype()));
        if (to.type().elements() == 0) {
            return;
        }
        MemoryDesc weights = kernelDesc(kernel.type(), op.groups());
        var desc = convolutionOf(op.window()).forward(mode(), imagesDesc(images.type()), any(weights),
                bias.map(value -> MemoryDesc.plain(value.dtype(), value.shape())).orElse(null), imagesDesc(to.type()), attributes);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, images, Arg.DST, to,
                Arg.WEIGHTS, reordered("reorder kernel", kernel, weights, desc.memory(Arg.WEIGHTS))));
        bias.ifPresent(value -> arguments.put(Arg.BIAS, lowering.view(value)));
        lowering.emit("convolution", desc, arguments, Set.of(Arg.DST));
    }

    private void inputGradient(Node node, ConvInputGradient op) {
        View dy = lowering.view(node.input(0));
        View kernel = lowering.view(node.input(1));
        View to = lowering.define(node.output(), dy, kernel);
        if (to.type().elements() == 0) {
            return;
        }
        MemoryDesc weights = kernelDesc(kernel.type(), op.groups());
        var convolution = convolutionOf(op.window());
        var forward = convolution.forward(Mode.TRAINING, imagesDesc(to.type()), any(weights), null, imagesDesc(dy.type()), Attributes.PLAIN);
        var desc = convolution.backwardData(imagesDesc(to.type()), any(weights), imagesDesc(dy.type()), forward, Attributes.PLAIN);
        lowering.emit("convolution input gradient", desc, Map.of(Arg.DIFF_DST, dy, Arg.DIFF_SRC, to,
                Arg.WEIGHTS, reordered("reorder kernel", kernel, weights, desc.memory(Arg.WEIGHTS))), Set.of(Arg.DIFF_SRC));
    }

    private void kernelGradient(Node node, ConvKernelGradient op, Optional<Value> biasGradient) {
        View images = lowering.view(node.input(0));
        View dy = lowering.view(node.input(1));
        View to = lowering.define(node.output(), images, dy);
        MemoryDesc plain = kernelDesc(to.type(), op.groups());
        MemoryDesc bias = biasGradient.map(value -> MemoryDesc.plain(value.dtype(), value.shape())).orElse(null);
        var convolution = convolutionOf(op.window());
        var forward = convolution.forward(Mode.TRAINING, imagesDesc(images.type()), MemoryDesc.any(images.type().dtype(), plain.shape()), null,
                imagesDesc(dy.type()), Attributes.PLAIN);
        var desc = convolution.backwardWeights(imagesDesc(images.type()), any(plain), bias, imagesDesc(dy.type()), forward, Attributes.PLAIN);
        MemoryDesc chosen = desc.memory(Arg.DIFF_WEIGHTS);
        View result = chosen.equals(plain) ? to : bytes(chosen.byteSize(), images, dy);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, images, Arg.DIFF_DST, dy, Arg.DIFF_WEIGHTS, result));
        var results = new LinkedHashSet<>(Set.of(Arg.DIFF_WEIGHTS));
        biasGradient.ifPresent(value -> {
            arguments.put(Arg.DIFF_BIAS, lowering.define(value, images, dy));
            results.add(Arg.DIFF_BIAS);
        });
        lowering.emit("convolution kernel gradient", desc, arguments, results);
        if (result != to) {
            reorder("reorder kernel gradient", result, chosen, to, plain);
        }
    }

    private static Convolution convolutionOf(org.keras4j.engine.graph.Window window) {
        return new Convolution(windows(window));
    }

    private static List<org.keras4j.engine.cpu.foreign.Window> windows(org.keras4j.engine.graph.Window window) {
        return window.axes().stream().map(axis -> new org.keras4j.engine.cpu.foreign.Window(
                axis.size(), axis.stride(), axis.dilation(), axis.before(), axis.after())).toList();
    }

    /// Images `[batch, …, channels]` as oneDNN counts axes: batch, channels, and the others.
    static MemoryDesc imagesDesc(Type images) {
        var order = new ArrayList<>(images.shape().axes());
        order.add(1, order.removeLast());
        return ordered(images, order);
    }

    private static MemoryDesc ordered(Type type, List<Integer> order) {
        long[] strides = type.shape().strides();
        return MemoryDesc.strided(type.dtype(), type.shape().select(order), order.stream().mapToLong(axis -> strides[axis]).toArray());
    }

    /// A kernel `[…, channels / groups, filters]` as oneDNN counts axes: (groups,) filters, channels, and the others.
    private static MemoryDesc kernelDesc(Type kernel, int groups) {
        var order = new ArrayList<>(kernel.shape().axes());
        order.add(0, order.removeLast());
        order.add(1, order.removeLast());
        MemoryDesc whole = ordered(kernel, order);
        if (groups == 1) {
            return whole;
        }
        long filters = kernel.shape().size(-1) / groups;
        long[] strides = LongStream.concat(LongStream.of(filters), order.stream().mapToLong(axis -> kernel.shape().strides()[axis])).toArray();
        return MemoryDesc.strided(kernel.dtype(), whole.shape().with(0, filters).insert(0, groups), strides);
    }

    private static MemoryDesc any(MemoryDesc desc) {
        return MemoryDesc.any(desc.dtype(), desc.shape());
    }

    private Mode mode() {
        return lowering.options().purpose() == org.keras4j.engine.backend.Compilation.Purpose.TRAINING ? Mode.TRAINING : Mode.INFERENCE;
    }

    // ---- layouts ---------------------------------------------------------------------------------------------------

    /// The same numbers where a primitive wants them: at once if they are there already.
    View reordered(String name, View from, MemoryDesc have, MemoryDesc want) {
        if (have.equals(want)) {
            return from;
        }
        View to = bytes(want.byteSize(), from);
        reorder(name, from, have, to, want);
        return to;
    }

    private void reorder(String name, View from, MemoryDesc have, View to, MemoryDesc want) {
        lowering.emit(name, PrimitiveDesc.reorder(have, want, Attributes.PLAIN), Map.of(Arg.SRC, from, Arg.DST, to), Set.of(Arg.DST));
    }

    private View bytes(long bytes, View... sources) {
        return lowering.fresh(Type.of(DType.UINT8, bytes), sources);
    }

    // ---- pooling ---------------------------------------------------------------------------------------------------

    void lower(Node node, Pooling op) {
        switch (op) {
            case Pool pool -> pool(node.input(0), pool, lowering.define(node.output(), lowering.view(node.input(0))));
            case PoolGradient gradient -> poolGradient(node, gradient);
        }
    }

    private void pool(Value images, Pool op, View to) {
        View from = lowering.view(images);
        if (to.type().elements() == 0) {
            return;
        }
        boolean returns = op.kind() == Kind.MAX && lowering.units().readers(images).stream()
                .anyMatch(reader -> reader.op().equals(new PoolGradient(op.kind(), op.window())));
        var desc = poolingOf(op.kind(), op.window()).forward(returns ? Mode.TRAINING : Mode.INFERENCE, imagesDesc(from.type()),
                imagesDesc(to.type()), Attributes.PLAIN);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, from, Arg.DST, to));
        var results = new LinkedHashSet<>(Set.of(Arg.DST));
        if (returns) {
            View workspace = bytes(desc.memory(Arg.WORKSPACE).byteSize());
            arguments.put(Arg.WORKSPACE, workspace);
            results.add(Arg.WORKSPACE);
            pooled.put(new PooledFrom(op.window(), images), new Pooled(desc, workspace));
        }
        lowering.emit("pooling", desc, arguments, results);
    }

    private void poolGradient(Node node, PoolGradient op) {
        View dy = lowering.view(node.input(1));
        View to = lowering.define(node.output(), dy, lowering.view(node.input(0)));
        if (to.type().elements() == 0) {
            return;
        }
        var pooling = poolingOf(op.kind(), op.window());
        var arguments = new LinkedHashMap<>(Map.of(Arg.DIFF_DST, dy, Arg.DIFF_SRC, to));
        PrimitiveDesc forward;
        if (op.kind() == Kind.MAX) {
            var from = new PooledFrom(op.window(), node.input(0));
            if (!pooled.containsKey(from)) {
                pool(node.input(0), new Pool(op.kind(), op.window()), lowering.fresh(node.input(1).type()));
            }
            forward = pooled.get(from).forward();
            arguments.put(Arg.WORKSPACE, pooled.get(from).workspace());
        } else {
            forward = pooling.forward(Mode.TRAINING, imagesDesc(to.type()), imagesDesc(dy.type()), Attributes.PLAIN);
        }
        lowering.emit("pooling gradient", pooling.backward(imagesDesc(to.type()), imagesDesc(dy.type()), forward, Attributes.PLAIN),
                arguments, Set.of(Arg.DIFF_SRC));
    }

    private static org.keras4j.engine.cpu.foreign.Pooling poolingOf(Kind kind, org.keras4j.engine.graph.Window window) {
        return new org.keras4j.engine.cpu.foreign.Pooling(switch (kind) {
            case MAX -> org.keras4j.engine.cpu.foreign.Pooling.Kind.MAX;
            case AVERAGE -> org.keras4j.engine.cpu.foreign.Pooling.Kind.MEAN_WITHOUT_PADDING;
        }, windows(window));
    }
}
