package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.PostOp;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.lowering.WinogradBlocks.Worker;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.winograd.Algorithm;
import org.keras4j.engine.cpu.winograd.Kernels;
import org.keras4j.engine.cpu.winograd.Strips;
import org.keras4j.engine.cpu.winograd.Transforms;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;

/// Convolutions of 3x3 and 5x5 weights in steps of 1, and their gradients, by Winograd's algorithms: see [Strips]. The products are
/// oneDNN's, one for each block of strips on each thread. [WinogradGain] says when this is the faster way.
public final class Winograd {
    private final ProgramBuilder program;

    Winograd(ProgramBuilder program) {
        this.program = program;
    }

    /// Brings the transforms that a graph will need to compiled speed, while it is being lowered.
    public static void warm(Graph graph) {
        for (Node node : graph.nodes()) {
            Optional<Algorithm> algorithm = WinogradGain.algorithm(node.op(), node.inputs().stream().map(Value::type).toList());
            if (algorithm.isPresent()) {                             // not by a reference, which would look for the vector module
                Transforms.warm(algorithm.get());
            }
        }
    }

    // ---- convolutions ----------------------------------------------------------------------------------------------

    /// @param after at most a ReLU
    void lower(Algorithm algorithm, Node node, Conv op, Optional<Value> bias, Attributes after, Value result) {
        View images = program.view(node.input(0));
        View kernel = program.view(node.input(1));
        Optional<View> added = bias.map(program::view);
        View to = program.define(result, with(added, images, kernel)).as(node.output().type().with(result.dtype()));
        View planes = planes(algorithm, kernel);
        var blocks = blocks(algorithm, op.window(), images.type(), to.type());
        PrimitiveDesc product = alone(blocks.planes(blocks.tiles(), blocks.channels()), blocks.planes(blocks.channels(), blocks.filters()),
                blocks.planes(blocks.tiles(), blocks.filters()), Attributes.PLAIN);
        View scratch = program.scratch(blocks.scratchBytes(product));
        View wide = program.scratch(blocks.filters() * Float.BYTES);
        emit("convolution", product, with(added, images, planes), List.of(to, scratch, wide), memory -> {
            List<Worker> workers = blocks.workers(memory, memory.of(scratch), product, (_, transforms) ->
                    Map.of(Arg.SRC, transforms.pixels(), Arg.WEIGHTS, memory.of(planes), Arg.DST, transforms.results()));
            long from = memory.of(images).address();
            boolean isWide = added.isPresent() && isNarrow(added.get());
            Optional<Long> given = added.map(view -> memory.of(view).address());
            Optional<Long> numbers = isWide ? Optional.of(memory.of(wide).address()) : given;
            long results = memory.of(to).address();
            Team.Body body = (number, all) -> {
                Worker worker = workers.get(number);
                long sum = numbers.orElse(worker.transforms().zeros());            // a worker's own: others may not have begun
                worker.transforms().begin();
                blocks.share(number, all, (strip, end) -> {
                    worker.transforms().readImages(from, strip, end);
                    worker.product().run();
                    worker.transforms().writeResults(strip, end, sum, after.equals(Attributes.RELU), results);
                });
            };
            return () -> {
                if (isWide) {
                    Transforms.widen(given.get(), (int) blocks.filters() * Float.BYTES, numbers.get());
                }
                memory.team().parallel(workers.size(), body);
            };
        });
    }

    private static boolean isNarrow(View numbers) {
        return numbers.type().dtype() == DType.BFLOAT16;
    }

    private WinogradBlocks blocks(Algorithm algorithm, Window window, Type images, Type results) {
        return WinogradBlocks.of(WinogradGain.tiling(algorithm, window, images, results), images, results, program.team().size());
    }

    private static List<View> with(Optional<View> more, View... views) {
        return Stream.concat(Stream.of(views), more.stream()).toList();
    }

    /// The kernel as the products take it, `[planes, channels, filters]`.
    private View planes(Algorithm algorithm, View kernel) {
        View planes = program.layouts().bytes(algorithm.planes() * plane(kernel), kernel);
        View scratch = pairsScratch(algorithm);
        program.emit(Kernel.loop("transform kernel", List.of(kernel), List.of(planes, scratch), memory -> {
            long from = memory.of(kernel).address();
            long to = memory.of(planes).address();
            return overPairs(algorithm, memory, kernel, scratch, (first, end, free) -> Kernels.kernel(algorithm, from, kernel.type().dtype(), plane(kernel), first, end, free, to));
        }));
        return planes;
    }

    // ---- gradients of images ---------------------------------------------------------------------------------------

    void inputGradient(Algorithm algorithm, Node node, ConvInputGradient op) {
        View dy = program.view(node.input(0));
        View kernel = program.view(node.input(1));
        View to = program.define(node.output(), dy, kernel);
        var blocks = blocks(algorithm, op.window(), to.type(), dy.type());
        View planes = program.layouts().reordered("reorder kernel", planes(algorithm, kernel), blocks.transposed(blocks.channels(), blocks.filters()),
                blocks.planes(blocks.filters(), blocks.channels()));
        PrimitiveDesc product = alone(blocks.planes(blocks.tiles(), blocks.filters()), blocks.planes(blocks.filters(), blocks.channels()),
                blocks.planes(blocks.tiles(), blocks.channels()), Attributes.PLAIN);
        View scratch = program.scratch(blocks.scratchBytes(product));
        emit("convolution input gradient", product, List.of(dy, planes), List.of(to, scratch), memory -> {
            List<Worker> workers = blocks.workers(memory, memory.of(scratch), product, (_, transforms) ->
                    Map.of(Arg.SRC, transforms.results(), Arg.WEIGHTS, memory.of(planes), Arg.DST, transforms.pixels()));
            long gradients = memory.of(dy).address();
            long images = memory.of(to).address();
            Team.Body body = (number, all) -> {
                Worker worker = workers.get(number);
                worker.transforms().begin();
                blocks.share(number, all, (strip, end) -> {
                    worker.transforms().readGradients(gradients, strip, end);
                    worker.product().run();
                    worker.transforms().writeImages(strip, end, images);
                });
            };
            return () -> {
                memory.team().parallel(workers.size(), body);
                workers.forEach(worker -> worker.transforms().writeBorder(images));
            };
        });
    }

    // ---- gradients of kernels --------------------------------------------------------------------------------------

    void kernelGradient(Algorithm algorithm, Node node, ConvKernelGradient op, Optional<Value> biasGradient) {
        View images = program.view(node.input(0));
        View dy = program.view(node.input(1));
        View to = program.define(node.output(), images, dy);
        Optional<View> biasTo = biasGradient.map(value -> program.define(value, images, dy));
        var blocks = blocks(algorithm, op.window(), images.type(), dy.type());
        PrimitiveDesc product = alone(blocks.transposed(blocks.tiles(), blocks.channels()), blocks.planes(blocks.tiles(), blocks.filters()),
                blocks.planes(blocks.channels(), blocks.filters()), Attributes.PLAIN.then(new PostOp.Sum(1)));
        long planes = algorithm.planes() * plane(to);
        long part = planes + blocks.filters() * Float.BYTES;                        // the sums for the bias lie behind the planes
        View parts = program.scratch(blocks.workers() * part);
        View scratch = program.scratch(blocks.scratchBytes(product));
        View between = pairsScratch(algorithm);
        View wide = program.scratch(blocks.filters() * Float.BYTES);
        var writes = new ArrayList<>(List.of(to, parts, scratch, between, wide));
        biasTo.ifPresent(writes::add);
        emit("convolution kernel gradient", product, List.of(images, dy), writes, memory -> {
            MemorySegment all = memory.of(parts);
            List<Worker> workers = blocks.workers(memory, memory.of(scratch), product, (number, transforms) -> Map.of(
                    Arg.SRC, transforms.pixels(), Arg.WEIGHTS, transforms.results(), Arg.DST, all.asSlice(number * part, planes)));
            long from = memory.of(images).address();
            long gradient = memory.of(dy).address();
            Team.Body body = (number, count) -> {
                Worker worker = workers.get(number);
                for (int i = number; i < workers.size(); i += count) {                // also those of workers that the team didn't give
                    all.asSlice(i * part, part).fill((byte) 0);
                }
                worker.transforms().begin();
                blocks.share(number, count, (strip, end) -> {
                    worker.transforms().readImages(from, strip, end);
                    worker.transforms().readGradients(gradient, strip, end);
                    worker.product().run();
                    worker.transforms().addGradients(all.address() + number * part + planes);
                });
            };
            long result = memory.of(to).address();
            Kernel.Bound together = overPairs(algorithm, memory, to, between, (first, end, free) ->
                    Kernels.gradient(algorithm, all.address(), workers.size(), part, plane(to), first, end, free, result));
            Optional<Kernel.Bound> bias = biasTo.map(view -> biasSum(memory, view, wide, all.address() + planes, workers.size(), part));
            return () -> {
                memory.team().parallel(workers.size(), body);
                together.run();
                bias.ifPresent(Kernel.Bound::run);
            };
        });
    }

    /// What the workers have added up for the bias, `part` bytes apart from `from` on.
    private static Kernel.Bound biasSum(Kernel.Memory memory, View to, View wide, long from, int workers, long part) {
        MemorySegment sum = memory.of(to);
        MemorySegment sums = isNarrow(to) ? memory.of(wide) : sum;
        return () -> {
            Kernels.sum(from, workers, part, sums);
            if (sums != sum) {
                Transforms.narrow(sums.address(), (int) sums.byteSize(), sum.address());
            }
        };
    }

    // ---- kernels of ours around a product ----------------------------------------------------------------------------

    private void emit(String name, PrimitiveDesc product, List<View> reads, List<View> writes, Kernel.Binder binder) {
        program.emit(new Kernel(name, "", "winograd, " + product.implementation(), true, reads, writes, List.of(), binder));
    }

    /// Bytes, as float32, of a plane of a kernel `[…, channels, filters]`: a number for each pair of a channel and a filter.
    private static long plane(View kernel) {
        return kernel.type().shape().size(-2) * kernel.type().shape().size(-1) * Float.BYTES;
    }

    /// Work on some pairs, in bytes from the first, with memory for what is between down and across.
    private interface Pairs {
        void run(long first, long end, long free);
    }

    private View pairsScratch(Algorithm algorithm) {
        return program.scratch(program.team().size() * Kernels.scratchBytes(algorithm));
    }

    private static Kernel.Bound overPairs(Algorithm algorithm, Kernel.Memory memory, View kernel, View scratch, Pairs work) {
        long free = memory.of(scratch).address();
        long vector = Transforms.LANES * Float.BYTES;
        long vectors = plane(kernel) / vector;
        return () -> memory.team().parallel(memory.team().size(), (worker, all) ->
                work.run(vectors * worker / all * vector, vectors * (worker + 1) / all * vector, free + worker * Kernels.scratchBytes(algorithm)));
    }

    /// Describes what one thread runs alone.
    private PrimitiveDesc alone(MemoryDesc src, MemoryDesc weights, MemoryDesc dst, Attributes attributes) {
        return Products.described(program, src, weights, dst, attributes, Team.sequential());
    }
}
