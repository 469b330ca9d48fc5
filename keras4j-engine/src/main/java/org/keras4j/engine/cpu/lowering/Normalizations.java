package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.*;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.Shape;

/// Softmax and normalisation as oneDNN's primitives.
final class Normalizations {
    private static final Set<BatchNormalization.Option> BATCH = Set.of(BatchNormalization.Option.SCALE, BatchNormalization.Option.SHIFT);
    private static final Set<LayerNormalization.Option> LAYER = Set.of(LayerNormalization.Option.SCALE, LayerNormalization.Option.SHIFT);

    private final ProgramBuilder program;

    Normalizations(ProgramBuilder program) {
        this.program = program;
    }

    void softmax(Node node) {
        View in = program.view(node.input(0));
        if (SmallSoftmax.fits(in)) {
            program.emit(SmallSoftmax.of(in, program.define(node.output(), in)));
            return;
        }
        rows("softmax", Softmax.SOFTMAX, node, program.define(node.output(), program.view(node.input(0))));
    }

    void logSoftmax(Node node) {
        rows("log-softmax", Softmax.LOG_SOFTMAX, node, program.define(node.output(), program.view(node.input(0))));
    }

    /// In place, if nobody else reads what it is of: scores of attention and of many classes are larger than a cache.
    private void rows(String name, Softmax kind, Node node, View to) {
        View from = program.view(node.input(0));
        MemoryDesc rows = rowsDesc(to.type());
        var desc = kind.forward(Mode.INFERENCE, rows, rows, 1, Attributes.PLAIN);
        program.emit(PrimitiveKernel.of(program, name, desc, Map.of(Arg.SRC, from, Arg.DST, to), Set.of(Arg.DST)).overlaying(List.of(new Kernel.Overlay(to, from))));
    }

    /// `[…, features]` as `[rows, features]`.
    private static MemoryDesc rowsDesc(Type type) {
        long features = type.shape().size(-1);
        return MemoryDesc.plain(type.dtype(), Shape.of(type.elements() / features, features));
    }

    /// `[batch, …, channels]` as images `[batch, …, 1, channels]`.
    private static MemoryDesc imagesDesc(Type type) {
        long batch = type.rank() == 1 ? 1 : type.shape().size(0);
        long channels = type.shape().size(-1);
        return Layouts.images(type.with(Shape.of(batch, type.elements() / batch / channels, 1, channels)));
    }

    void batch(Node node, Normalization.BatchNorm op) {
        View[] in = program.views(node.inputs());
        MemoryDesc x = imagesDesc(in[0].type());
        program.emit("batch normalization", new BatchNormalization((float) op.epsilon(), BATCH).forward(Mode.TRAINING, x, x, Attributes.PLAIN),
                Map.of(Arg.SRC, in[0], Arg.SCALE, in[1], Arg.SHIFT, in[2], Arg.DST, program.define(node.outputs().get(0), in),
                        Arg.MEAN, program.define(node.outputs().get(1), in), Arg.VARIANCE, program.define(node.outputs().get(2), in)),
                Set.of(Arg.DST, Arg.MEAN, Arg.VARIANCE));
    }

    void batchGradient(Node node, Normalization.BatchNormGradient op) {
        View[] in = program.views(node.inputs());
        MemoryDesc x = imagesDesc(in[0].type());
        var norm = new BatchNormalization((float) op.epsilon(), BATCH);
        var forward = norm.forward(Mode.TRAINING, x, x, Attributes.PLAIN);
        program.emit("batch normalization gradient", norm.backward(x, x, x, forward, Attributes.PLAIN),
                Map.of(Arg.SRC, in[0], Arg.DIFF_DST, in[1], Arg.SCALE, in[2], Arg.MEAN, in[3], Arg.VARIANCE, in[4],
                        Arg.DIFF_SRC, program.define(node.outputs().get(0), in), Arg.DIFF_SCALE, program.define(node.outputs().get(1), in),
                        Arg.DIFF_SHIFT, program.define(node.outputs().get(2), in)),
                Set.of(Arg.DIFF_SRC, Arg.DIFF_SCALE, Arg.DIFF_SHIFT));
    }

    void layer(Node node, Normalization.LayerNorm op) {
        View[] in = program.views(node.inputs());
        MemoryDesc x = rowsDesc(in[0].type());
        View mean = program.define(node.outputs().get(1), in);
        program.emit("layer normalization", new LayerNormalization((float) op.epsilon(), LAYER).forward(Mode.TRAINING, x, x, statistics(mean), Attributes.PLAIN),
                Map.of(Arg.SRC, in[0], Arg.SCALE, in[1], Arg.SHIFT, in[2], Arg.DST, program.define(node.outputs().get(0), in),
                        Arg.MEAN, mean, Arg.VARIANCE, program.define(node.outputs().get(2), in)),
                Set.of(Arg.DST, Arg.MEAN, Arg.VARIANCE));
    }

    void layerGradient(Node node, Normalization.LayerNormGradient op) {
        View[] in = program.views(node.inputs());
        MemoryDesc x = rowsDesc(in[0].type());
        var norm = new LayerNormalization((float) op.epsilon(), LAYER);
        var forward = norm.forward(Mode.TRAINING, x, x, statistics(in[3]), Attributes.PLAIN);
        program.emit("layer normalization gradient", norm.backward(x, x, x, statistics(in[3]), forward, Attributes.PLAIN),
                Map.of(Arg.SRC, in[0], Arg.DIFF_DST, in[1], Arg.SCALE, in[2], Arg.MEAN, in[3], Arg.VARIANCE, in[4],
                        Arg.DIFF_SRC, program.define(node.outputs().get(0), in), Arg.DIFF_SCALE, program.define(node.outputs().get(1), in),
                        Arg.DIFF_SHIFT, program.define(node.outputs().get(2), in)),
                Set.of(Arg.DIFF_SRC, Arg.DIFF_SCALE, Arg.DIFF_SHIFT));
    }

    private static MemoryDesc statistics(View mean) {
        return MemoryDesc.plain(mean.type().dtype(), Shape.of(mean.type().elements()));
    }
}
