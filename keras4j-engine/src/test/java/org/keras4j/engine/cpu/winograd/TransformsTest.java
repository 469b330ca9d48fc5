package org.keras4j.engine.cpu.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformsTest {
    private static double[][] pixels(Algorithm algorithm) {
        return switch (algorithm) {
            case F_4_3 -> new double[][]{
                    {1, 1.5, -2, -1.5, 1, 0}, {0, -1, -2.5, -0.5, 1, 0}, {0, 1, 0.5, -2.5, 1, 0}, {0, -0.5, -1, 0.5, 1, 0}, {0, 2, -1, -2, 1, 0},
                    {0, 1, 1.5, -2, -1.5, 1}};
            case F_4_5 -> new double[][]{
                    {-1, 0, 5.25, 0, -5.25, 0, 1, 0}, {0, 1, 1, -4.25, -4.25, 1, 1, 0}, {0, -1, 1, 4.25, -4.25, -1, 1, 0},
                    {0, 0.5, 0.25, -2.5, -1.25, 2, 1, 0}, {0, -0.5, 0.25, 2.5, -1.25, -2, 1, 0}, {0, 2, 4, -2.5, -5, 0.5, 1, 0},
                    {0, -2, 4, 2.5, -5, -0.5, 1, 0}, {0, -1, 0, 5.25, 0, -5.25, 0, 1}};
        };
    }

    /// `Aᵀ [(G g) ⊙ (Bᵀ d)]` is the convolution, in double precision.
    @ParameterizedTest
    @EnumSource
    void theMatricesMakeAConvolution(Algorithm algorithm) {
        var random = new SplittableRandom(3);
        double[] d = random.doubles(algorithm.seen(), -1, 1).toArray();
        double[] g = random.doubles(algorithm.weights(), -1, 1).toArray();
        double[] products = times(matrix(algorithm.ofWeights()), g);
        double[] pixels = times(pixels(algorithm), d);
        Arrays.setAll(products, i -> products[i] * pixels[i]);
        double[] y = times(matrix(algorithm.ofProducts()), products);
        assertThat(y).hasSize(algorithm.results());
        for (int i = 0; i < y.length; i++) {
            int at = i;
            assertThat(y[i]).isCloseTo(IntStream.range(0, g.length).mapToDouble(k -> g[k] * d[at + k]).sum(), within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLinesOfEachTransformAreTheMatrices(Algorithm algorithm) {
        double[][] results = matrix(algorithm.ofProducts());
        double[][] gradients = transposed(results);
        assertLines(pixels(algorithm), (lines, walk, to, apart) -> Transforms.pixels(algorithm, lines, walk, to, apart));
        assertLines(results, (lines, walk, to, apart) -> Transforms.results(algorithm, lines, walk, to, apart));
        assertLines(results, (lines, walk, to, apart) -> Transforms.combine(algorithm.ofProducts(), results.length, lines, walk, to, apart));
        assertLines(gradients, (lines, walk, to, apart) -> Transforms.gradients(algorithm, lines, walk, to, apart));
        assertLines(matrix(algorithm.ofWeightProducts()),
                (lines, walk, to, apart) -> Transforms.combine(algorithm.ofWeightProducts(), algorithm.weights(), lines, walk, to, apart));
    }

    /// The rows of a tile that those in front have seen are added to, and the others replace what was there.
    @ParameterizedTest
    @EnumSource
    void spreadingIsTheTransposeOfReadingPixels(Algorithm algorithm) {
        int seenBefore = algorithm.seen() - algorithm.results();
        assertLines(transposed(pixels(algorithm)), seenBefore, (lines, walk, to, apart) ->
                Transforms.spread(algorithm, lines, walk, LongStream.range(0, algorithm.seen()).map(i -> to + i * apart).toArray()));
    }

    /// The upper half of a float32's bits, rounded to even.
    @Test
    void bfloat16IsWidenedAndNarrowed() {
        try (var arena = Arena.ofConfined()) {
            int count = 2 * Transforms.LANES;
            MemorySegment narrow = arena.allocate(count * Short.BYTES, 64);
            MemorySegment wide = arena.allocate(count * Float.BYTES, 64);
            for (int i = 0; i < count; i++) {
                narrow.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (0x3f80 + i));
            }
            Transforms.widen(narrow.address(), count * Float.BYTES, wide.address());
            for (int i = 0; i < count; i++) {
                assertThat(wide.getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(1 + i / 128f);
                wide.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1 + (i + 0.5f) / 128);
            }
            Transforms.narrow(wide.address(), count * Float.BYTES, narrow.address());
            for (int i = 0; i < count; i++) {
                assertThat(narrow.getAtIndex(ValueLayout.JAVA_SHORT, i)).isEqualTo((short) (0x3f80 + (i + 1) / 2 * 2));
            }
        }
    }

    private interface Transform {
        void apply(long[] lines, Transforms.Walk walk, long to, long apart);
    }

    /// Two runs of two vectors, three vectors apart in what is read and two in what is written.
    private static void assertLines(double[][] matrix, Transform transform) {
        assertLines(matrix, 0, transform);
    }

    /// @param added how many of the first lines are added to what is there
    private static void assertLines(double[][] matrix, int added, Transform transform) {
        int vector = Transforms.LANES * Float.BYTES;
        long line = 5L * vector;
        int inputs = matrix[0].length;
        try (var arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(inputs * line, 64);
            MemorySegment to = arena.allocate(matrix.length * line, 64);
            var random = new SplittableRandom(5);
            for (long at = 0; at < from.byteSize(); at += Float.BYTES) {
                from.set(ValueLayout.JAVA_FLOAT, at, (float) random.nextDouble(-1, 1));
            }
            for (long at = 0; at < to.byteSize(); at += Float.BYTES) {
                to.set(ValueLayout.JAVA_FLOAT, at, 7);
            }
            long[] lines = LongStream.range(0, inputs).map(i -> from.address() + i * line).toArray();
            transform.apply(lines, new Transforms.Walk(2 * vector, 2, 3L * vector, 2L * vector), to.address(), line);
            for (int output = 0; output < matrix.length; output++) {
                for (int run = 0; run < 2; run++) {
                    for (long e = 0; e < 2L * vector; e += Float.BYTES) {
                        double sum = output < added ? 7 : 0;
                        for (int input = 0; input < inputs; input++) {
                            sum += matrix[output][input] * from.get(ValueLayout.JAVA_FLOAT, input * line + run * 3L * vector + e);
                        }
                        assertThat((double) to.get(ValueLayout.JAVA_FLOAT, output * line + run * 2L * vector + e)).isCloseTo(sum, within(5e-6));
                    }
                }
            }
        }
    }

    private static double[][] matrix(Combination combination) {
        var matrix = new double[combination.outputs()][combination.inputs()];
        for (int output = 0; output < matrix.length; output++) {
            for (int term = 0; term < Combination.TERMS; term++) {
                matrix[output][combination.line(output, term)] += combination.numbers()[output][term];
            }
        }
        return matrix;
    }

    private static double[][] transposed(double[][] matrix) {
        var result = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }

    private static double[] times(double[][] matrix, double[] x) {
        return Stream.of(matrix).mapToDouble(row -> IntStream.range(0, x.length).mapToDouble(i -> row[i] * x[i]).sum()).toArray();
    }
}
