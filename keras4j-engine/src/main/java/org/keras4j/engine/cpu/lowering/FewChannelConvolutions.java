package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.kernels.FewChannelLayer;
import org.keras4j.engine.cpu.kernels.FewChannels;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.winograd.Kernels;
import org.keras4j.engine.cpu.winograd.Transforms;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Contraction.ConvKernelGradient;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Vectors;

/// The first convolution of most networks, whose images have one channel or three colours, and its kernel's gradient: see [FewChannels].
/// Nobody asks for the gradient of the images. oneDNN does a fifth of what the processor can there, this half.
public final class FewChannelConvolutions {
    private static final long FEW = 4;
    /// As many multiplications take one thread seven microseconds: half as long as a team gains by, gathering and exchanging what it wrote.
    private static final long ALONE = 500_000;

    private final ProgramBuilder program;

    FewChannelConvolutions(ProgramBuilder program) {
        this.program = program;
    }

    /// Brings the kernels that a graph will need to compiled speed, while it is being lowered.
    public static void warm(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Conv op && fit(op.window(), op.groups(), node.input(0).type(), node.output().type())) {
                FewChannels.warmResults();
            }
            if (node.op() instanceof ConvKernelGradient op && fit(op.window(), op.groups(), node.input(0).type(), node.input(1).type())) {
                FewChannels.warmGradients();
            }
        }
    }

    /// Whether it can do such a convolution, or its kernel's gradient.
    static boolean fit(Window window, int groups, Type images, Type results) {
        return window.rank() == 2 && groups == 1 && Vectors.areAvailable()
                && images.dtype() == DType.FLOAT32 && results.dtype() == DType.FLOAT32
                && window.axes().stream().allMatch(axis -> axis.dilation() == 1)
                && images.shape().size(-1) <= FEW && results.shape().size(-1) % FewChannels.FILTERS == 0
                && results.shape().size(2) >= FewChannels.RESULTS;
    }

    /// @param after at most a ReLU
    void lower(Node node, Conv op, Optional<Value> bias, Attributes after, Value result) {
        View images = program.view(node.input(0));
        View kernel = program.view(node.input(1));
        var reads = new ArrayList<>(List.of(images, kernel));
        bias.ifPresent(value -> reads.add(program.view(value)));
        View to = program.define(result, reads).as(node.output().type());
        FewChannelLayer layer = layer(op.window(), images.type(), to.type());
        int workers = layer.multiplications() < ALONE ? 1 : program.team().size();
        View frames = program.scratch(workers * layer.frameBytes());
        View zeros = program.scratch(layer.filterBytes());
        View added = bias.map(program::view).orElse(zeros);
        program.emit(kernel("convolution", reads, List.of(to, frames, zeros), memory -> {
            MemorySegment from = memory.of(images);
            MemorySegment free = memory.of(frames);
            long weights = memory.of(kernel).address();
            long numbers = memory.of(added).address();
            long results = memory.of(to).address();
            long rows = layer.batch() * layer.down().results();
            Team.Body body = (number, all) -> layer.results(layer.frame(from, own(free, number, layer)), rows * number / all, rows * (number + 1) / all,
                    weights, numbers, after.least(), results);
            return () -> {
                memory.of(zeros).fill((byte) 0);
                memory.team().parallel(workers, body);
            };
        }));
    }

    void kernelGradient(Node node, ConvKernelGradient op, Optional<Value> biasGradient) {
        View images = program.view(node.input(0));
        View dy = program.view(node.input(1));
        View to = program.define(node.output(), images, dy);
        Optional<View> biasTo = biasGradient.map(value -> program.define(value, images, dy));
        FewChannelLayer layer = layer(op.window(), images.type(), dy.type());
        int workers = (int) Math.min(program.team().size(), layer.batch());
        long bias = to.type().bytes();                               // the sums for the bias lie behind those for the kernel
        long part = bias + layer.filterBytes();
        View parts = program.scratch(workers * part);
        View frames = program.scratch(workers * layer.frameBytes());
        var writes = new ArrayList<>(List.of(to, parts, frames));
        biasTo.ifPresent(writes::add);
        program.emit(kernel("convolution kernel gradient", List.of(images, dy), writes, memory -> {
            MemorySegment from = memory.of(images);
            MemorySegment free = memory.of(frames);
            MemorySegment sums = memory.of(parts);
            long gradients = memory.of(dy).address();
            Team.Body body = (number, all) -> {
                for (int i = number; i < workers; i += all) {                        // also those of workers that the team didn't give
                    sums.asSlice(i * part, part).fill((byte) 0);
                }
                FewChannelLayer.Frame frame = layer.frame(from, own(free, number, layer));
                long own = sums.address() + number * part;
                for (long image = layer.batch() * number / all; image < layer.batch() * (number + 1) / all; image++) {
                    long first = gradients + image * layer.places() * layer.filterBytes();
                    layer.gradients(frame, image, first, own);
                    if (biasTo.isPresent()) {
                        Transforms.accumulate(first, layer.filterBytes(), layer.places(), layer.filterBytes(), own + bias);
                    }
                }
            };
            return () -> {
                memory.team().parallel(workers, body);
                Kernels.sum(sums.address(), workers, part, memory.of(to));
                biasTo.ifPresent(sum -> Kernels.sum(sums.address() + bias, workers, part, memory.of(sum)));
            };
        }));
    }

    private static MemorySegment own(MemorySegment frames, int worker, FewChannelLayer layer) {
        return frames.asSlice(worker * layer.frameBytes(), layer.frameBytes());
    }

    private static FewChannelLayer layer(Window window, Type images, Type results) {
        return new FewChannelLayer(images.shape().size(0), axis(window, 0, images, results), axis(window, 1, images, results),
                (int) images.shape().size(-1), (int) results.shape().size(-1));
    }

    private static FewChannelLayer.Axis axis(Window window, int number, Type images, Type results) {
        Window.Along axis = window.axes().get(number);
        return new FewChannelLayer.Axis((int) axis.size(), (int) axis.stride(), (int) axis.before(), (int) axis.after(),
                (int) images.shape().size(1 + number), (int) results.shape().size(1 + number));
    }

    private static Kernel kernel(String name, List<View> reads, List<View> writes, Kernel.Binder binder) {
        return new Kernel(name, "", "few channels", true, reads, writes, List.of(), binder);
    }
}
