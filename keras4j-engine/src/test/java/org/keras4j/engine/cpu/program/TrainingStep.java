package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// A small image classifier with dropout, trained by momentum: one of every kind of kernel in one step.
final class TrainingStep {
    static final long BATCH = 16;

    final Map<String, State> states = new LinkedHashMap<>();
    final Graph graph;
    final List<NDArray> inputs = List.of(
            Philox.of(1).uniform(DType.FLOAT32, Shape.of(BATCH, 12, 12, 3), -1, 1),
            Philox.of(2).integers(DType.INT32, Shape.of(BATCH), 0, 10));

    private final GraphBuilder g = new GraphBuilder();
    private final Backend backend;
    private final List<Leaf.Variable> weights = new ArrayList<>();

    TrainingStep(Backend backend) {
        this.backend = backend;
        Value x = g.input("x", Type.float32(BATCH, 12, 12, 3));
        Value labels = g.input("labels", Type.of(DType.INT32, BATCH));
        Value step = variable("step", Type.of(DType.INT64), 0);
        g.update(new Leaf.Variable("step", step.type()), g.add(step, 1));

        Value kernel = weight("kernel", 3, 3, 3, 10);
        Value h = g.relu(g.add(g.conv(x, kernel, Window.valid(Shape.of(3, 3)), 1), weight("bias", 10)));
        h = g.pool(Pooling.Kind.MAX, h, Window.valid(Shape.of(2, 2), Shape.of(2, 2)));
        h = g.reshape(h, Shape.of(BATCH, 250));
        Value bits = g.randomBits(24, h.shape(), g.scalar(DType.INT64, 7), step);
        h = g.multiply(g.select(g.less(bits, 1 << 23), h, g.zerosLike(h)), 2);
        h = g.tanh(g.add(g.matmul(h, weight("dense", 250, 33)), weight("dense_bias", 33)));
        Value logits = g.matmul(h, weight("classes", 33, 10));
        Value loss = g.mean(g.applyAll(new Normalization.SparseCrossEntropy(), List.of(logits, labels)).getFirst());
        List<Value> values = weights.stream().map(weight -> g.variable(weight.name(), weight.result())).toList();
        List<Value> gradients = Autodiff.gradients(loss, values);
        for (int i = 0; i < values.size(); i++) {
            Leaf.Variable weight = weights.get(i);
            var slot = new Leaf.Variable(weight.name() + "/momentum", weight.result());
            Value momentum = g.subtract(g.multiply(variable(slot.name(), slot.result(), 0), 0.9), g.multiply(gradients.get(i), 0.05));
            g.update(slot, momentum);
            g.update(weight, g.add(values.get(i), momentum));
        }
        graph = g.build(List.of(loss));
    }

    private Value weight(String name, long... sizes) {
        Type type = Type.float32(sizes);
        weights.add(new Leaf.Variable(name, type));
        return variable(name, type, 0.2);
    }

    private Value variable(String name, Type type, double deviation) {
        State state = backend.state(name, type);
        if (deviation > 0) {
            state.write(Philox.of(name.hashCode()).normal(type.dtype(), type.shape(), 0, deviation));
        }
        states.put(name, state);
        return g.variable(name, type);
    }

    /// Everything it has learned, by name.
    Map<String, NDArray> learned() {
        var learned = new LinkedHashMap<String, NDArray>();
        states.forEach((name, state) -> learned.put(name, state.read()));
        return learned;
    }
}
