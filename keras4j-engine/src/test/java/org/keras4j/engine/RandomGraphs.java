package org.keras4j.engine;

import module java.base;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Normalization.SparseCrossEntropy;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Programs like those of a training step, made by chance from a seed: values of a few shapes combined, the gradient of one of
/// them, and a variable that moves.
record RandomGraphs(Graph graph, List<NDArray> inputs, NDArray state) {
    /// How many ops may stand on each other: roundings add up.
    static final int DEPTH = 30;

    private static final Window TWO = Window.valid(Shape.of(2, 2), Shape.of(2, 2));

    static RandomGraphs of(long seed, DType dtype) {
        var random = new SplittableRandom(seed);
        var g = new GraphBuilder();
        var weight = new Leaf.Variable("weight", Type.of(dtype, 6, 6));
        var matrices = new ArrayList<Value>();                     // all [6, 6]
        matrices.add(g.input("x", weight.result()));
        matrices.add(g.variable(weight.name(), weight.result()));
        matrices.add(g.constant(NDArray.generate(dtype, Shape.of(6, 6), i -> Math.sin(i))));
        for (int i = 0; i < 14; i++) {
            Value a = matrices.get(random.nextInt(matrices.size()));
            Value b = matrices.get(random.nextInt(matrices.size()));
            matrices.add(step(g, random, a, b));
        }
        Value labels = g.input("labels", Type.of(DType.INT32, 6));
        Value last = matrices.getLast();
        Value loss = random.nextBoolean() ? g.apply(new SparseCrossEntropy(), last, labels) : g.square(last);
        Value moved = g.subtract(matrices.get(1), g.multiply(Autodiff.gradients(loss, List.of(matrices.get(1))).getFirst(), 0.125));
        g.update(weight, moved);
        Graph graph = g.build(List.of(g.softmax(last), g.mean(loss)));
        var inputs = graph.inputs().stream().map(input -> input.name().equals("x") ? numbers(random, dtype)
                : NDArray.generate(DType.INT32, Shape.of(6), _ -> random.nextInt(6))).toList();
        return new RandomGraphs(graph, inputs, numbers(random, dtype));
    }

    Map<String, NDArray> given() {
        var given = new HashMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), inputs.get(given.size())));
        return given;
    }

    private static NDArray numbers(SplittableRandom random, DType dtype) {
        return NDArray.generate(dtype, Shape.of(6, 6), _ -> random.nextDouble(-2, 2));
    }

    private static Value step(GraphBuilder g, SplittableRandom random, Value a, Value b) {
        Shape matrix = a.shape();
        Shape images = Shape.of(1, 6, 6, 1);
        return switch (random.nextInt(22)) {
            case 0 -> g.add(a, b);
            case 1 -> g.subtract(g.multiply(a, 1), g.negate(b));
            case 2 -> g.multiply(g.tanh(a), b);
            case 3 -> g.divide(a, g.add(g.square(b), 1));
            case 4 -> g.tanh(g.multiply(g.matmul(a, g.transpose(b, List.of(1, 0))), 0.25));
            case 5 -> g.relu(a);
            case 6 -> g.maximum(a, random.nextBoolean() ? g.zerosLike(a) : b);
            case 7 -> g.sigmoid(a);
            case 8 -> g.softmax(a);
            case 9 -> g.select(g.greater(a, 0), a, g.multiply(b, 0.5));
            case 10 -> g.reshape(g.reshape(g.transpose(a, List.of(1, 0)), Shape.of(4, 9)), matrix);
            case 11 -> g.add(a, g.multiply(g.sum(b, List.of(random.nextInt(2))), 1.0 / 6));
            case 12 -> g.subtract(a, g.max(b, List.of(1)));
            case 13 -> g.concatenate(1, List.of(g.slice(a, 1, 3, 6), g.slice(b, 1, 0, 3)));
            case 14 -> g.slice(g.concatenate(0, List.of(a, b)), 0, 6, 12);
            case 15 -> g.add(g.reverse(a, List.of(0)), g.fillLike(0, a));
            case 16 -> g.multiply(g.stopGradient(a), 0.5);
            case 17 -> g.gather(a, g.argMax(b, 1));
            case 18 -> g.add(b, g.stretch(g.reshape(g.sum(g.pool(Pooling.Kind.MAX, g.relu(g.reshape(a, images)), TWO)), Shape.of(1, 1)), matrix));
            case 19 -> g.tanh(g.add(b, g.reshape(g.pool(Pooling.Kind.AVERAGE, g.reshape(a, images),
                    Window.valid(Shape.of(3, 3)).same(images)), matrix)));
            case 20 -> g.tanh(g.reshape(g.conv(g.reshape(a, images), g.reshape(g.slice(g.reshape(b, Shape.of(36)), 0, 0, 9), Shape.of(3, 3, 1, 1)),
                    Window.valid(Shape.of(3, 3)).same(images), 1), matrix));
            case 21 -> g.scan(List.of(g.sum(a, List.of(0))), List.of(b), List.of(g.mean(a, List.of(1))), random.nextBoolean(), (loop, state, slices, constants) -> {
                Value next = loop.tanh(loop.add(loop.multiply(state.getFirst(), constants.getFirst()), loop.multiply(slices.getFirst(), 1)));
                return List.of(next, next);
            }).get(1);
            default -> throw new AssertionError();
        };
    }
}
