package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Opens the library and loads the code of the compiler and of the usual primitives, by compiling a small step of training on a
/// thread of its own, once, while the user's model is being traced.
final class Preparation {
    private static final System.Logger LOG = System.getLogger("org.keras4j.engine.cpu");
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final long BATCH = 2;

    private Preparation() {}

    static void start(CpuBackend backend, Compilation options) {
        if (STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("keras4j-preparation").start(() -> {
                try {
                    backend.compile(step(), Map.of(), options).close();
                } catch (RuntimeException | LinkageError e) {
                    LOG.log(System.Logger.Level.DEBUG, "Preparation failed; compiling will say why.", e);
                }
            });
        }
    }

    /// Convolution, pooling, a product, cross-entropy and their gradients.
    private static Graph step() {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(BATCH, 6, 6, 1));
        Value kernel = g.input("kernel", Type.float32(3, 3, 1, 16));
        Value bias = g.input("bias", Type.float32(16));
        Value weights = g.input("weights", Type.float32(64, 10));
        Value labels = g.input("labels", Type.of(DType.INT32, BATCH));
        Value h = g.relu(g.add(g.conv(x, kernel, Window.valid(Shape.of(3, 3)), 1), bias));
        h = g.pool(Pooling.Kind.MAX, h, Window.valid(Shape.of(2, 2), Shape.of(2, 2)));
        Value logits = g.matmul(g.reshape(h, Shape.of(BATCH, 64)), weights);
        Value loss = g.mean(g.applyAll(new Normalization.SparseCrossEntropy(), List.of(logits, labels)).getFirst());
        return g.build(Autodiff.gradients(loss, List.of(kernel, bias, weights, x)));
    }
}
