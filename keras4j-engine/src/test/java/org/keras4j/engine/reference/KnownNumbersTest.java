package org.keras4j.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Contraction.MatMul;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Linalg;
import org.keras4j.engine.graph.Normalization.*;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Pooling.Kind;
import org.keras4j.engine.graph.Pooling.Pool;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Reduction.ArgReduce;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Numbers from elsewhere: Keras 3.15.1 on TensorFlow in float64 where nothing else is said, on arrays made by
/// `r(shape) = (np.arange(np.prod(shape)) % 7 - 3).reshape(shape)`.
class KnownNumbersTest {

    private static NDArray r(long... shape) {
        return NDArray.generate(DType.FLOAT64, Shape.of(shape), i -> i % 7 - 3);
    }

    private static List<NDArray> results(Op op, NDArray... in) {
        return Interpreter.evaluate(op, List.of(in));
    }

    private static void assertNumbers(NDArray found, double... expected) {
        assertThat(found.toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    // ---- convolutions and pools ------------------------------------------------------------------------------------

    /// `keras.ops.conv(r((1, 5, 6, 2)), r((3, 2, 2, 3)), strides=(2, 1), padding="same")`
    @Test
    void convolutionWithStridesAndSamePadding() {
        var window = Window.valid(Shape.of(3, 2), Shape.of(2, 1)).same(Shape.of(1, 5, 6, 2));
        NDArray y = results(new Conv(window, 1, DType.FLOAT64), r(1, 5, 6, 2), r(3, 2, 2, 3)).getFirst();

        assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 6, 3));
        assertNumbers(y, 5, -22, 7, -12, -2, 1, 13, 18, 2, 10, -4, -4, -14, 2, 18, -5, 0, -2, -23, 9, 6, 14, 14, -21, 9, -23, 8, -3, -11, -5,
                -1, 15, -4, 24, 10, -11, 18, 13, -13, -2, -12, 6, -22, 5, 11, 7, 8, -12, 1, -10, 7, -5, -3, 6);
    }

    /// `keras.ops.conv(r((1, 5, 6, 2)), r((3, 2, 2, 3)), dilation_rate=(2, 3))`
    @Test
    void convolutionWithDilation() {
        var window = Window.valid(Shape.of(3, 2), Shape.of(1, 1), Shape.of(2, 3));

        assertNumbers(results(new Conv(window, 1, DType.FLOAT64), r(1, 5, 6, 2), r(3, 2, 2, 3)).getFirst(),
                13, 13, -8, -13, 4, 0, 10, 2, 22);
    }

    /// `tf.nn.conv2d(r((1, 5, 6, 2)), r((2, 2, 1, 4)), 1, "VALID")`, first row: filters 0 and 1 see channel 0 alone.
    @Test
    void convolutionInGroups() {
        var window = Window.valid(Shape.of(2, 2));
        NDArray y = results(new Conv(window, 2, DType.FLOAT64), r(1, 5, 6, 2), r(2, 2, 1, 4)).getFirst();

        assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 5, 4));
        assertNumbers(y.index(0, 0), -2, -7, 8, 7, 8, 4, 6, -8, 4, 8, -17, 5, -7, -2, 9, 11, -4, -5, 7, -4);
    }

    /// `keras.ops.max_pool(r((1, 4, 5, 1)), (3, 2), (2, 2), padding="same")`, and `average_pool`.
    @Test
    void poolsWithSamePaddingLeaveThePaddingOut() {
        var window = Window.valid(Shape.of(3, 2), Shape.of(2, 2)).same(Shape.of(1, 4, 5, 1));

        assertNumbers(results(new Pool(Kind.MAX, window), r(1, 4, 5, 1)).getFirst(), 3, 3, 1, 1, 3, 2);
        assertNumbers(results(new Pool(Kind.AVERAGE, window), r(1, 4, 5, 1)).getFirst(), 1 / 6.0, -1 / 6.0, -1, -0.5, 1.5, -0.5);
    }

    /// The gradient of y² for the maximum y, which the first 2 is, is 2y there; of the square of that it is 8y.
    @Test
    void secondDerivativesThroughMaxima() {
        var g = new GraphBuilder();
        Value x = g.input("x", new Type(DType.FLOAT64, Shape.of(1, 2, 2, 1)));
        Value squares = g.square(g.pool(Kind.MAX, x, Window.valid(Shape.of(2, 2))));
        Value penalty = g.square(Autodiff.gradients(g.sum(squares), List.of(x)).getFirst());
        Graph graph = g.build(Autodiff.gradients(g.sum(penalty), List.of(x)));

        assertNumbers(Interpreter.run(graph, Map.of("x", NDArray.of(1.0, 2, 2, 0).reshape(1, 2, 2, 1))).getFirst(), 0, 16, 0, 0);
    }

    // ---- normalizations --------------------------------------------------------------------------------------------

    private static final NDArray GAMMA = NDArray.of(1.0, 2, 3);
    private static final NDArray BETA = NDArray.of(0.5, -1, 0);

    /// `BatchNormalization(epsilon=1e-3)(r((4, 3)), training=True)`; its moving averages then hold 1 % of mean and variance.
    @Test
    void batchNormalization() {
        List<NDArray> results = results(new BatchNorm(1e-3), r(4, 3), GAMMA, BETA);

        assertNumbers(results.get(0), -0.7700351290277316, -2.264658157723913, -1.8969872365858693, 0.6154577390025211, 1.5293163154478258,
                3.7939744731717386, 2.000950607032774, -3.5293163154478258, -3.7939744731717386, 0.15362678299243682, 0.2646581577239129,
                1.8969872365858693);
        assertNumbers(results.get(1), -0.25, -1, 0);
        assertNumbers(results.get(2), 4.6875, 2.5, 2.5);
    }

    /// `LayerNormalization(epsilon=1e-3)(r((4, 3)))`
    @Test
    void layerNormalization() {
        List<NDArray> results = results(new LayerNorm(1e-3), r(4, 3), GAMMA, BETA);

        double low = -0.7238273448265007;
        double high = 3.671482034479502;
        assertNumbers(results.get(0), low, -1, high, low, -1, high, 1.896900012777075, -2.7778727435344592, -1.5238909230295365, low, -1, high);
        assertNumbers(results.get(1), -2, 1, -2 / 3.0, 0);
        assertNumbers(results.get(2), 2 / 3.0, 2 / 3.0, 62 / 9.0, 2 / 3.0);
    }

    /// `keras.ops.softmax`, `keras.ops.sparse_categorical_crossentropy(labels, logits, from_logits=True)`
    @Test
    void softmaxAndCrossEntropy() {
        assertNumbers(results(new Softmax(), NDArray.of(1.0, 2, 4)).getFirst(), 0.04201006613406605, 0.11419519938459449, 0.8437947344813395);
        assertNumbers(results(new SparseCrossEntropy(), NDArray.of(new double[][] {{1, 2, 4}, {0, 0, -1}}), NDArray.of(2, 0)).getFirst(),
                0.16984601955628567, 0.8619948040582511);
        assertNumbers(results(new LogSoftmax(), NDArray.of(1000.0, 1000)).getFirst(), -Math.log(2), -Math.log(2));
    }

    // ---- recurrence ------------------------------------------------------------------------------------------------

    /// `LSTM(2, return_sequences=True)(r((1, 3, 2)) / 4)` with weights `r((2, 8)) / 4`, `r((2, 8))[:, ::-1] / 4`, `r((8,)) / 8`, of
    /// which the first and last give z.
    private static final NDArray Z = NDArray.of(Shape.of(1, 3, 8), 0.4375, 0.25, 0.0625, -0.125, -0.3125, -0.5, 0.1875, 0.4375,
            -0.1875, -0.125, -0.0625, 0.0, 0.0625, 0.125, 0.1875, -0.1875, -0.8125, -0.5, -0.1875, 0.125, 0.4375, 0.75, 0.1875, -0.8125);
    private static final NDArray RECURRENT = NDArray.generate(DType.FLOAT64, Shape.of(2, 8), i -> ((i / 8 * 8 + 7 - i % 8) % 7 - 3) / 4.0);
    private static final NDArray START = NDArray.zeros(DType.FLOAT64, Shape.of(1, 2));

    @Test
    void longShortTermMemory() {
        assertNumbers(results(new Lstm(false, false), Z, START, START, RECURRENT).getFirst(),
                -0.09945090167596832, -0.15440746527666172, -0.03961752856799869, -0.025518198467124994, 0.05382620555471141, 0.0664333863072611);
    }

    /// The same with `mask=[[True, False, True]]`.
    @Test
    void longShortTermMemoryKeepsItsStateWhereMasked() {
        NDArray mask = NDArray.of(Shape.of(1, 3), true, false, true);

        assertNumbers(results(new Lstm(true, false), Z, START, START, RECURRENT, mask).getFirst(),
                -0.09945090167596832, -0.15440746527666172, -0.09945090167596832, -0.15440746527666172, 0.030204054998630596, 0.04075716148800278);
    }

    // ---- element by element, along axes ----------------------------------------------------------------------------

    /// Python's `math.erf`.
    @Test
    void errorFunction() {
        assertThat(results(new Unary(Unary.Function.ERF), NDArray.of(0.1, 0.5, 1, 2, -3, 5.5, 0, Double.POSITIVE_INFINITY)).getFirst().toDoubleArray())
                .containsExactly(new double[] {0.1124629160182849, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527,
                        -0.9999779095030014, 0.9999999999999927, 0, 1}, within(3e-16));
    }

    /// `scipy.special.erfinv`
    @Test
    void inverseOfTheErrorFunction() {
        assertThat(results(new Unary(Unary.Function.ERFINV), NDArray.of(0.1, -0.5, 0.9, 0.999, 1e-12, 1, 0)).getFirst().toDoubleArray())
                .containsExactly(new double[] {0.08885599049425769, -0.4769362762044699, 1.1630871536766743, 2.326753765513525,
                        8.86226925452758e-13, Double.POSITIVE_INFINITY, 0}, within(1e-13));
    }

    // ---- matrices: NumPy and SciPy ---------------------------------------------------------------------------------

    private static final NDArray SYMMETRIC = NDArray.of(new double[][] {{4, 1, 2}, {1, 3, 0}, {2, 0, 5}});
    private static final NDArray SQUARE = NDArray.of(new double[][] {{2, -1, 3}, {4, 1, -2}, {-3, 5, 1}});

    @Test
    void factorsOfMatrices() {
        assertNumbers(results(new Linalg.Cholesky(), SYMMETRIC).getFirst(),
                2, 0, 0, 0.5, 1.6583123951777, 0, 1, -0.30151134457776363, 1.9771421064483223);
        List<NDArray> qr = results(new Linalg.Qr(Linalg.Extent.REDUCED), SQUARE);
        assertNumbers(qr.get(0), -0.3713906763541037, 0.022482161860727094, 0.9282044591119509, -0.7427813527082074, -0.6070183702396321,
                -0.28249700929494165, 0.5570860145311556, -0.7943697190790249, 0.2421402936813785);
        assertNumbers(qr.get(1), -5.385164807134505, 2.414039396301674, 0.9284766908852591, 0, -4.601349127495483, 0.48711350698242084,
                0, 0, 3.5917476896071148);
        List<NDArray> lu = results(new Linalg.Lu(), SQUARE);
        assertNumbers(lu.get(0), 4, 1, -2, -0.75, 5.75, -0.5, 0.5, -0.2608695652173913, 3.869565217391304);
        assertNumbers(lu.get(1), 1, 2, 2);
    }

    @Test
    void solutionsAndDeterminants() {
        assertNumbers(results(new Linalg.Solve(), SQUARE, NDArray.of(new double[][] {{1}, {2}, {3}})).getFirst(),
                0.449438202247191, 0.8089887640449439, 0.3033707865168539);
        assertThat(results(new Linalg.Determinant(), SQUARE).stream().map(NDArray::item)).usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(89.0, 1.0, 4.48863636973214);
    }

    @Test
    void eigenvaluesAndSingularValues() {
        List<NDArray> eigh = results(new Linalg.Eigh(), SYMMETRIC);
        assertNumbers(eigh.get(0), 1.854897308799576, 3.4760236029181333, 6.669079088282287);
        assertNumbers(product(product(eigh.get(1), diagonal(eigh.get(0))), eigh.get(1).transpose()), SYMMETRIC.toDoubleArray());
        NDArray two = SQUARE.rows(0, 2);
        List<NDArray> svd = results(new Linalg.Svd(Linalg.Extent.REDUCED), two);
        assertNumbers(svd.get(1), 4.597831548093107, 3.722894714514465);
        assertNumbers(product(product(svd.get(0), diagonal(svd.get(1))), svd.get(2)), two.toDoubleArray());
        NDArray all = results(new Linalg.Svd(Linalg.Extent.COMPLETE), two).get(2);
        assertNumbers(product(all, all.transpose()), NDArray.eye(3).toDoubleArray());
    }

    private static NDArray diagonal(NDArray values) {
        return NDArray.generate(DType.FLOAT64, Shape.of(values.elements(), values.elements()),
                i -> i / values.elements() == i % values.elements() ? values.at(i % values.elements()) : 0);
    }

    private static NDArray product(NDArray a, NDArray b) {
        return results(new MatMul(false, false, DType.FLOAT64), a, b).getFirst();
    }

    /// `np.mod`
    @Test
    void remaindersHaveTheSignOfTheDivisor() {
        assertNumbers(results(new Binary(Binary.Function.REMAINDER), NDArray.of(-7.0, 7, -7, 7), NDArray.of(3.0, -3, -3, 3)).getFirst(), 2, -2, -1, 1);
    }

    @Test
    void softplusNeitherOverflowsNorVanishes() {
        NDArray y = results(new Unary(Unary.Function.SOFTPLUS), NDArray.of(-40.0, -1, 0, 1, 1000)).getFirst();

        assertNumbers(y, 4.248354255291589e-18, 0.3132616875182228, Math.log(2), 1.3132616875182228, 1000);
        assertThat(y.at(0)).isPositive();
    }

    /// IEEE 754: halves go to the even neighbour.
    @Test
    void roundingGoesToTheNearestEven() {
        assertNumbers(results(new Unary(Unary.Function.ROUND), NDArray.of(0.5, 1.5, 2.5, -0.5)).getFirst(), 0, 2, 2, 0);
        assertThat(results(new Cast(DType.BFLOAT16), NDArray.of(1 + 0x1p-8, 1 + 3 * 0x1p-8)).getFirst().toDoubleArray()).containsExactly(1, 1 + 0x1p-6);
        assertNumbers(results(new Cast(DType.INT32), NDArray.of(2.9, -2.9)).getFirst(), 2, -2);
    }

    @Test
    void aNaNIsTheLargestAndTheSmallest() {
        NDArray x = NDArray.of(1.0, Double.NaN, 7, Double.NaN);

        assertNumbers(results(new ArgReduce(ArgReduce.Kind.MAXIMUM, 0), x).getFirst(), 1);
        assertNumbers(results(new ArgReduce(ArgReduce.Kind.MINIMUM, 0), x).getFirst(), 1);
        assertThat(results(new Reduce(Reduce.Kind.MAXIMUM, List.of(0)), x).getFirst().item()).isNaN();
    }

    @Test
    void sumsOverNothingAreNeutral() {
        NDArray none = NDArray.zeros(DType.FLOAT64, Shape.of(0, 2));

        assertNumbers(results(new Reduce(Reduce.Kind.SUM, List.of(0)), none).getFirst(), 0, 0);
        assertNumbers(results(new Reduce(Reduce.Kind.PRODUCT, List.of(0)), none).getFirst(), 1, 1);
    }
}
