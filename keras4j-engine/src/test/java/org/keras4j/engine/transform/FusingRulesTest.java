package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Contraction.ConvKernelGradient;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Normalization.SparseCrossEntropy;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class FusingRulesTest {
    private final GraphBuilder g = new GraphBuilder();

    private static final Window TWO = Window.valid(Shape.of(2, 2), Shape.of(2, 2));

    // ---- a ReLU before max pooling ---------------------------------------------------------------------------------

    private Value pooled(Value z, Window window) {
        return g.pool(Pooling.Kind.MAX, g.relu(z), window);
    }

    private static NDArray images(Shape shape) {
        var random = new SplittableRandom(7);
        return NDArray.generate(DType.FLOAT64, shape, _ -> random.nextDouble(-3, 1));
    }

    @Test
    void aReluMasksThePooledGradient() {
        Value z = g.input("z", Type.float32(1, 4, 4, 1));
        Value y = pooled(z, TWO);
        Graph graph = g.build(Autodiff.gradients(List.of(y), List.of(g.input("d", y.type())), List.of(z)));

        assertThat(Rewriting.apply(graph, List.of(new PooledMask())).verify()).hasToString("""
                %0 = Input[name=z, result=float32[1, 4, 4, 1]] : float32[1, 4, 4, 1]
                %1 = Input[name=d, result=float32[1, 2, 2, 1]] : float32[1, 2, 2, 1]
                %2 = Unary RELU %0 : float32[1, 4, 4, 1]
                %6 = Fill[number=0.0, result=float32[1, 2, 2, 1]] : float32[1, 2, 2, 1]
                %7 = Pool[kind=MAX, window=2x2/2x2] %2 : float32[1, 2, 2, 1]
                %8 = Compare GREATER %7 %6 : bool[1, 2, 2, 1]
                %9 = Select %8 %1 %6 : float32[1, 2, 2, 1]
                %10 = PoolGradient[kind=MAX, window=2x2/2x2] %2 %9 : float32[1, 4, 4, 1]
                return %10
                """);
    }

    @Test
    void theMaskedGradientIsTheSameEvenWhereWindowsOverlapOrAllIsBelowZero() {
        var overlapping = Window.valid(Shape.of(3, 3), Shape.of(1, 2)).same(Shape.of(2, 6, 7, 3));
        for (Window window : List.of(TWO, overlapping)) {
            var b = new GraphBuilder();
            Value z = b.input("z", Type.of(DType.FLOAT64, 2, 6, 7, 3));
            Value y = b.pool(Pooling.Kind.MAX, b.relu(z), window);
            Graph graph = b.build(Autodiff.gradients(List.of(y), List.of(b.input("d", y.type())), List.of(z)));
            Graph after = Rewriting.apply(graph, List.of(new PooledMask()));
            var given = Map.of("z", images(z.shape()), "d", images(y.shape()));

            assertThat(after.nodes().getLast().op()).isInstanceOf(Pooling.PoolGradient.class);
            assertThat(Interpreter.run(after, given).getFirst().plus(0.0)).isEqualTo(Interpreter.run(graph, given).getFirst().plus(0.0));
        }
    }

    @Test
    void aPoolGradientThatOthersReadIsNotMasked() {
        Value z = g.input("z", Type.float32(1, 4, 4, 1));
        Value y = g.relu(z);
        Value gradient = g.apply(new Pooling.PoolGradient(Pooling.Kind.MAX, TWO), y, g.input("d", Type.float32(1, 2, 2, 1)));
        Graph graph = g.build(List.of(gradient, g.select(g.greater(y, 0), gradient, g.zerosLike(gradient))));

        assertThat(Rewriting.apply(graph, List.of(new PooledMask())).nodes()).filteredOn(node -> node.op() instanceof Pooling.PoolGradient).hasSize(1);
    }

    /// Of another image's mask, of one beside which not 0 stands, and without a ReLU below which all is 0, the pooled one says nothing.
    @Test
    void otherMasksStay() {
        Value z = g.input("z", Type.float32(1, 4, 4, 1));
        Value y = g.relu(z);
        Value d = g.input("d", Type.float32(1, 2, 2, 1));
        var pooling = new Pooling.PoolGradient(Pooling.Kind.MAX, TWO);
        Value ofAnother = g.select(g.greater(g.relu(g.input("other", z.type())), 0), g.apply(pooling, y, d), g.zerosLike(y));
        Value besideOnes = g.select(g.greater(y, 0), g.apply(pooling, y, g.negate(d)), g.fillLike(1, y));
        Value e = g.exp(z);
        Value withoutRelu = g.select(g.greater(e, 0), g.apply(pooling, e, d), g.zerosLike(e));
        Graph graph = g.build(List.of(ofAnother, besideOnes, withoutRelu));

        assertThat(Rewriting.apply(graph, List.of(new PooledMask())).nodes()).noneMatch(node -> node.op() instanceof Pooling.Pool);
    }

    // ---- products of 16-bit numbers --------------------------------------------------------------------------------

    @Test
    void aProductWantedInFloat32IsNotRoundedInBetween() {
        Value x = g.input("x", Type.of(DType.BFLOAT16, 1, 2));
        Graph graph = g.build(List.of(g.cast(g.matmul(x, true, x, false), DType.FLOAT32)));

        Graph after = Rewriting.apply(graph, List.of(new WideProducts())).verify();

        assertThat(after).hasToString("""
                %0 = Input[name=x, result=bfloat16[1, 2]] : bfloat16[1, 2]
                %2 = MatMul[transposeLeft=true, transposeRight=false, result=float32] %0 %0 : float32[2, 2]
                return %2
                """);
        // 1.0078125² = 1.01568603515625, which bfloat16 would round to 1.015625.
        var given = Map.of("x", NDArray.of(Shape.of(1, 2), 1.0078125f, 1f).cast(DType.BFLOAT16));
        assertThat(Interpreter.run(after, given)).containsExactly(NDArray.of(Shape.of(2, 2), 1.01568603515625f, 1.0078125f, 1.0078125f, 1f));
    }

    @Test
    void theGradientOfAKernelIsWideToo() {
        var window = Window.valid(Shape.of(2, 2));
        Value gradient = g.apply(new ConvKernelGradient(window, 1, Type.of(DType.BFLOAT16, 2, 2, 1, 1)),
                g.input("x", Type.of(DType.BFLOAT16, 1, 3, 3, 1)), g.input("d", Type.of(DType.BFLOAT16, 1, 2, 2, 1)));
        Graph after = Rewriting.apply(g.build(List.of(g.cast(gradient, DType.FLOAT32))), List.of(new WideProducts())).verify();

        assertThat(after.nodes()).hasSize(3).last().extracting(node -> node.output().type()).isEqualTo(Type.float32(2, 2, 1, 1));
    }

    @Test
    void aProductThatIsReadIn16BitsTooStays() {
        Value x = g.input("x", Type.of(DType.BFLOAT16, 2, 2));
        Value product = g.matmul(x, x);
        Graph graph = g.build(List.of(product, g.cast(product, DType.FLOAT32)));

        assertThat(Rewriting.apply(graph, List.of(new WideProducts()))).hasToString(graph.toString());
    }

    /// Of float64 it would be less than was asked for.
    @Test
    void aProductOfWideNumbersIsRoundedOnce() {
        Value x = g.input("x", Type.of(DType.FLOAT64, 2, 2));
        Graph graph = g.build(List.of(g.cast(g.matmul(x, x), DType.FLOAT32)));

        assertThat(Rewriting.apply(graph, List.of(new WideProducts()))).hasToString(graph.toString());
    }

    // ---- softmax beside its logarithm ------------------------------------------------------------------------------

    @Test
    void aSoftmaxIsMadeFromTheLogarithmThatTheLossComputes() {
        Value z = g.input("z", Type.float32(2, 3));
        Value probabilities = g.softmax(z);
        Value labels = g.cast(g.input("labels", Type.of(DType.INT64, 2)), DType.INT32);
        Value loss = g.apply(new SparseCrossEntropy(), z, labels);

        assertThat(new SoftmaxOfLogSoftmax().apply(g.build(List.of(probabilities, loss))).verify()).hasToString("""
                %0 = Input[name=z, result=float32[2, 3]] : float32[2, 3]
                %1 = Input[name=labels, result=int64[2]] : int64[2]
                %2 = Cast[to=int32] %1 : int32[2]
                %3, %4, %5 = SparseCrossEntropy %0 %2 : float32[2], float32[2], float32[2]
                %6 = Broadcast[to=[2, 3], axes=[0]] %4 : float32[2, 3]
                %7 = Binary SUBTRACT %0 %6 : float32[2, 3]
                %8 = Broadcast[to=[2, 3], axes=[0]] %5 : float32[2, 3]
                %9 = Binary SUBTRACT %7 %8 : float32[2, 3]
                %10 = Unary EXP %9 : float32[2, 3]
                return %10 %3
                """);
    }

    @Test
    void aLogarithmThatNeedsTheSoftmaxComesAfterIt() {
        Value z = g.input("z", Type.float32(2, 3));
        Value labels = g.argMax(g.softmax(z), 1);
        Graph graph = g.build(List.of(g.apply(new SparseCrossEntropy(), z, labels)));

        assertThat(new SoftmaxOfLogSoftmax().apply(graph).verify().toString()).isEqualTo(graph.toString());
    }

    @Test
    void eachSoftmaxHasItsOwnLogarithm() {
        Value y = g.input("y", Type.float32(2, 3));
        Value z = g.input("z", Type.float32(2, 3));
        Graph graph = g.build(List.of(g.softmax(y), g.softmax(z), g.logSoftmax(y), g.logSoftmax(z)));

        assertThat(new SoftmaxOfLogSoftmax().apply(graph).verify()).hasToString("""
                %0 = Input[name=y, result=float32[2, 3]] : float32[2, 3]
                %1 = Input[name=z, result=float32[2, 3]] : float32[2, 3]
                %2 = LogSoftmax %0 : float32[2, 3]
                %3 = Unary EXP %2 : float32[2, 3]
                %4 = LogSoftmax %1 : float32[2, 3]
                %5 = Unary EXP %4 : float32[2, 3]
                return %3 %5 %2 %4
                """);
    }

    @Test
    void aSoftmaxIn16BitsStays() {
        Value z = g.input("z", Type.of(DType.BFLOAT16, 2, 3));
        Graph graph = g.build(List.of(g.logSoftmax(z), g.softmax(z)));

        assertThat(new SoftmaxOfLogSoftmax().apply(graph)).hasToString(graph.toString());
    }
}
