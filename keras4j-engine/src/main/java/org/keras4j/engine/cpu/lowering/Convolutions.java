package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.Convolution;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.Mode;
import org.keras4j.engine.cpu.foreign.OneDnn;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.winograd.Algorithm;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;

/// Convolutions and their gradients, with kernels in the layout that oneDNN chooses.
final class Convolutions {
    private final ProgramBuilder program;
    private final Winograd winograd;
    private final FewChannelConvolutions fewChannels;

    Convolutions(ProgramBuilder program) {
        this.program = program;
        this.winograd = new Winograd(program);
        this.fewChannels = new FewChannelConvolutions(program);
    }

    void lower(Node node, Conv op, Optional<Value> bias, Attributes attributes, Value result) {
        var algorithm = winograd(node).filter(_ -> WinogradGain.isKnown(result.dtype()) && attributes.isAtMostRelu());
        if (algorithm.isPresent()) {
            winograd.lower(algorithm.get(), node, op, bias, attributes, result);
            return;
        }
        if (FewChannelConvolutions.fit(op.window(), op.groups(), node.input(0).type(), node.output().type().with(result.dtype()))
                && attributes.isAtMostRelu()) {
            fewChannels.lower(node, op, bias, attributes, result);
            return;
        }
        View images = program.view(node.input(0));
        View kernel = program.view(node.input(1));
        var reads = new ArrayList<>(List.of(images, kernel));
        bias.ifPresent(value -> reads.add(program.view(value)));
        View to = program.define(result, reads).as(node.output().type().with(result.dtype()));
        MemoryDesc weights = kernelDesc(kernel.type(), op.groups());
        var desc = forward(op.window(), mode(), Layouts.images(images.type()), weights, vector(bias), Layouts.images(to.type()), attributes);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, images, Arg.DST, to,
                Arg.WEIGHTS, program.layouts().reordered("reorder kernel", kernel, weights, desc.memory(Arg.WEIGHTS))));
        bias.ifPresent(value -> arguments.put(Arg.BIAS, program.view(value)));
        program.emit("convolution", desc, arguments, Set.of(Arg.DST));
    }

    void inputGradient(Node node, ConvInputGradient op) {
        var algorithm = winograd(node).filter(_ -> node.output().dtype() == DType.FLOAT32);
        if (algorithm.isPresent()) {
            winograd.inputGradient(algorithm.get(), node, op);
            return;
        }
        View dy = program.view(node.input(0));
        View kernel = program.view(node.input(1));
        View to = program.define(node.output(), dy, kernel);
        MemoryDesc weights = kernelDesc(kernel.type(), op.groups());
        var desc = inputGradient(op.window(), Layouts.images(to.type()), weights, Layouts.images(dy.type()));
        program.emit("convolution input gradient", desc, Map.of(Arg.DIFF_DST, dy, Arg.DIFF_SRC, to,
                Arg.WEIGHTS, program.layouts().reordered("reorder kernel", kernel, weights, desc.memory(Arg.WEIGHTS))), Set.of(Arg.DIFF_SRC));
    }

    void kernelGradient(Node node, ConvKernelGradient op, Optional<Value> biasGradient) {
        var algorithm = winograd(node).filter(_ -> node.output().dtype() == DType.FLOAT32);
        if (algorithm.isPresent()) {
            winograd.kernelGradient(algorithm.get(), node, op, biasGradient);
            return;
        }
        if (FewChannelConvolutions.fit(op.window(), op.groups(), node.input(0).type(), node.input(1).type())) {
            fewChannels.kernelGradient(node, op, biasGradient);
            return;
        }
        View images = program.view(node.input(0));
        View dy = program.view(node.input(1));
        View to = program.define(node.output(), images, dy);
        MemoryDesc plain = kernelDesc(to.type(), op.groups());
        var desc = kernelGradient(op.window(), Layouts.images(images.type()), plain, vector(biasGradient), Layouts.images(dy.type()));
        MemoryDesc chosen = desc.memory(Arg.DIFF_WEIGHTS);
        View result = chosen.equals(plain) ? to : program.layouts().bytes(chosen.byteSize(), images, dy);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, images, Arg.DIFF_DST, dy, Arg.DIFF_WEIGHTS, result));
        var results = new LinkedHashSet<>(Set.of(Arg.DIFF_WEIGHTS));
        biasGradient.ifPresent(value -> {
            arguments.put(Arg.DIFF_BIAS, program.define(value, images, dy));
            results.add(Arg.DIFF_BIAS);
        });
        program.emit("convolution kernel gradient", desc, arguments, results);
        if (result != to) {
            program.layouts().reorder("reorder kernel gradient", result, chosen, to, plain);
        }
    }

    /// Numbers of 16 bits are multiplied as float32 so, which doesn't pay where there are tiles.
    private static Optional<Algorithm> winograd(Node node) {
        return WinogradGain.algorithm(node.op(), node.inputs().stream().map(Value::type).toList())
                .filter(_ -> !OneDnn.get().isa().hasTiles(node.input(0).dtype()));
    }

    private Mode mode() {
        return program.options().purpose() == Compilation.Purpose.TRAINING ? Mode.TRAINING : Mode.INFERENCE;
    }

    private static @Nullable MemoryDesc vector(Optional<Value> bias) {
        return bias.map(value -> MemoryDesc.plain(value.dtype(), value.shape())).orElse(null);
    }

    /// A kernel `[…, channels / groups, filters]` as oneDNN counts axes: (groups,) filters, channels, and the others.
    private static MemoryDesc kernelDesc(Type kernel, int groups) {
        var order = new ArrayList<>(kernel.shape().axes());
        order.add(0, order.removeLast());
        order.add(1, order.removeLast());
        MemoryDesc whole = Layouts.ordered(kernel, order);
        if (groups == 1) {
            return whole;
        }
        long filters = kernel.shape().size(-1) / groups;
        long[] strides = LongStream.concat(LongStream.of(filters), order.stream().mapToLong(axis -> kernel.shape().strides()[axis])).toArray();
        return MemoryDesc.strided(kernel.dtype(), whole.shape().with(0, filters).insert(0, groups), strides);
    }

    // ---- descriptors -----------------------------------------------------------------------------------------------

    private record Forward(Window window, Mode mode, MemoryDesc images, MemoryDesc kernel, @Nullable MemoryDesc bias, MemoryDesc results,
                           Attributes attributes) {}

    private record InputGradient(Window window, MemoryDesc images, MemoryDesc kernel, MemoryDesc results) {}

    private record KernelGradient(Window window, MemoryDesc images, MemoryDesc kernel, @Nullable MemoryDesc bias, MemoryDesc results) {}

    private PrimitiveDesc forward(Window window, Mode mode, MemoryDesc images, MemoryDesc kernel, @Nullable MemoryDesc bias, MemoryDesc results,
                                  Attributes attributes) {
        return program.described(new Forward(window, mode, images, kernel, bias, results, attributes),
                () -> of(window).forward(mode, images, Layouts.any(kernel), bias, results, attributes));
    }

    private PrimitiveDesc inputGradient(Window window, MemoryDesc images, MemoryDesc kernel, MemoryDesc results) {
        PrimitiveDesc forward = plain(window, images, kernel, results);
        return program.described(new InputGradient(window, images, kernel, results),
                () -> of(window).backwardData(images, Layouts.any(kernel), results, forward, Attributes.PLAIN));
    }

    private PrimitiveDesc kernelGradient(Window window, MemoryDesc images, MemoryDesc kernel, @Nullable MemoryDesc bias, MemoryDesc results) {
        PrimitiveDesc forward = plain(window, images, MemoryDesc.any(images.dtype(), kernel.shape()), results);     // its gradient may be wider than the kernel
        return program.described(new KernelGradient(window, images, kernel, bias, results),
                () -> of(window).backwardWeights(images, Layouts.any(kernel), bias, results, forward, Attributes.PLAIN));
    }

    /// The way there, from which oneDNN takes hints for the way back.
    private PrimitiveDesc plain(Window window, MemoryDesc images, MemoryDesc kernel, MemoryDesc results) {
        return forward(window, Mode.TRAINING, images, Layouts.any(kernel), null, results, Attributes.PLAIN);
    }

    private static Convolution of(Window window) {
        return new Convolution(Layouts.windows(window));
    }
}
