package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.Mode;
import org.keras4j.engine.cpu.foreign.Pooling;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pooling.*;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;

/// Pooling and its way back.
final class Poolings {
    private final ProgramBuilder program;
    /// The forward poolings whose way back will ask where the maximum was.
    private final Map<PooledFrom, Pooled> pooled = new HashMap<>();

    private record PooledFrom(Window window, Value images) {}

    private record Pooled(PrimitiveDesc forward, View workspace) {}

    Poolings(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, org.keras4j.engine.graph.Pooling op) {
        switch (op) {
            case Pool pool -> pool(node.input(0), pool, program.define(node.output(), program.view(node.input(0))));
            case PoolGradient gradient -> poolGradient(node, gradient);
        }
    }

    private void pool(Value images, Pool op, View to) {
        View from = program.view(images);
        boolean returns = op.kind() == Kind.MAX && program.units().readers(images).stream()
                .anyMatch(reader -> reader.op().equals(new PoolGradient(op.kind(), op.window())));
        if (!returns && SmallMaxPooling.fits(op.kind(), op.window(), from.type())) {
            program.emit(SmallMaxPooling.of(op.window(), from, to));
            return;
        }
        var desc = of(op.kind(), op.window()).forward(returns ? Mode.TRAINING : Mode.INFERENCE, Layouts.images(from.type()),
                Layouts.images(to.type()), Attributes.PLAIN);
        var arguments = new LinkedHashMap<>(Map.of(Arg.SRC, from, Arg.DST, to));
        var results = new LinkedHashSet<>(Set.of(Arg.DST));
        if (returns) {
            View workspace = program.layouts().bytes(desc.memory(Arg.WORKSPACE).byteSize(), from);
            arguments.put(Arg.WORKSPACE, workspace);
            results.add(Arg.WORKSPACE);
            pooled.put(new PooledFrom(op.window(), images), new Pooled(desc, workspace));
        }
        program.emit("pooling", desc, arguments, results);
    }

    private void poolGradient(Node node, PoolGradient op) {
        View dy = program.view(node.input(1));
        View to = program.define(node.output(), dy, program.view(node.input(0)));
        var pooling = of(op.kind(), op.window());
        var arguments = new LinkedHashMap<>(Map.of(Arg.DIFF_DST, dy, Arg.DIFF_SRC, to));
        PrimitiveDesc forward;
        if (op.kind() == Kind.MAX) {
            var from = new PooledFrom(op.window(), node.input(0));
            if (!pooled.containsKey(from)) {
                pool(node.input(0), new Pool(op.kind(), op.window()), program.fresh(node.input(1).type(), program.view(node.input(0))));
            }
            forward = pooled.get(from).forward();
            arguments.put(Arg.WORKSPACE, pooled.get(from).workspace());
        } else {
            forward = pooling.forward(Mode.TRAINING, Layouts.images(to.type()), Layouts.images(dy.type()), Attributes.PLAIN);
        }
        program.emit("pooling gradient", pooling.backward(Layouts.images(to.type()), Layouts.images(dy.type()), forward, Attributes.PLAIN),
                arguments, Set.of(Arg.DIFF_SRC));
    }

    private static Pooling of(Kind kind, Window window) {
        return new Pooling(switch (kind) {
            case MAX -> Pooling.Kind.MAX;
            case AVERAGE -> Pooling.Kind.MEAN_WITHOUT_PADDING;
        }, Layouts.windows(window));
    }
}
