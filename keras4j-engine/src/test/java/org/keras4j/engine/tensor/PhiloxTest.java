package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Expected numbers: the known answers of Random123, and for everything made of them the formulas of [Philox] evaluated
/// with Python's whole numbers, fractions and `statistics.NormalDist`.
class PhiloxTest {
    private static final Philox DRAW = new Philox(0x1234_5678_9abc_def0L, (5L << 32) + 7);
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int MANY = 200_000;

    @Test
    void agreesWithTheKnownAnswersOfRandom123() {
        assertThat(hex(Philox.block(0, 0, 0, 0, 0, 0))).isEqualTo("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
        assertThat(hex(Philox.block(-1, -1, -1, -1, -1, -1))).isEqualTo("408f276d 41c83b0e a20bc7c6 6d5451fd");
        assertThat(hex(Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0)))
                .isEqualTo("d16cfe09 94fdcceb 5001e420 24126ea1");
    }

    @Test
    void keepsTheHalvesOfKeyCounterAndPositionInTheirWords() {
        var words = new int[5];

        Philox.bits(DRAW.key(), DRAW.counter(), words, (1L << 34) + 1, 5);

        assertThat(hex(words)).isEqualTo("1f0f2608 1e59662a 0ed88c79 32a3fd7d 42858e80");
    }

    @Test
    void aPartOfADrawIsThePartOfTheWholeDraw() {
        var whole = new int[400];
        Philox.bits(1, 2, whole, 0, 400);

        for (int from = 0; from < 20; from++) {
            for (int count : new int[] {0, 1, 2, 3, 4, 5, 17, 64, 65, 66, 67, 380}) {
                var part = new int[count];
                Philox.bits(1, 2, part, from, count);
                assertThat(part).as("%d from %d", count, from).isEqualTo(Arrays.copyOfRange(whole, from, from + count));
            }
        }
    }

    @Test
    void fillsSegmentsAsArrays() {
        var words = new int[5000];
        Philox.bits(3, 4, words, 6, 5000);
        var segment = MemorySegment.ofArray(new int[5001]);

        Philox.bits(3, 4, segment, 6, 5000);

        assertThat(Arrays.copyOf(segment.toArray(ValueLayout.JAVA_INT), 5000)).isEqualTo(words);
        assertThat(segment.getAtIndex(ValueLayout.JAVA_INT, 5000)).isZero();
    }

    @Test
    void theVectorApiGivesTheSameBlocks() {
        var plain = new int[4 * 100];
        PhiloxRounds.plainBlocks(DRAW.key(), DRAW.counter(), (1L << 32) - 50, 100, plain, 0);
        var vector = new int[4 * 100];

        int whole = PhiloxVector.blocks(DRAW.key(), DRAW.counter(), (1L << 32) - 50, 100, vector, 0);

        assertThat(whole).isGreaterThan(100 - 16);
        assertThat(Arrays.copyOf(vector, 4 * whole)).isEqualTo(Arrays.copyOf(plain, 4 * whole));
    }

    /// From four million blocks on, vectors make them; what doesn't fill one is made plainly, behind it.
    @Test
    void aDrawIsTheSameOnceVectorsMakeIt() {
        var plain = new int[4 * 100];
        PhiloxRounds.plainBlocks(3, 4, 0, 100, plain, 0);
        var many = new int[1 << 18];
        for (int i = 0; i < 64; i++) {
            Philox.bits(1, 2, many, 0, many.length);
        }

        for (int from = 0; from < 5; from++) {
            for (int count : new int[] {3, 64, 67, 390}) {
                var words = new int[count];
                Philox.bits(3, 4, words, from, count);
                assertThat(words).as("%d from %d", count, from).isEqualTo(Arrays.copyOfRange(plain, from, from + count));
            }
        }
    }

    @Test
    void uniformTakes24BitsOfAWordOr53OfTwo() {
        assertThat(DRAW.uniform(DType.FLOAT32, Shape.of(5), -1, 2).toFloatArray())
                .containsExactly(floats(-0.6013597249984741, -0.20569437742233276, 0.6252748966217041, 1.8902845978736877, 1.5146623253822327));
        assertThat(DRAW.uniform(DType.FLOAT64, Shape.of(5), -1, 2).toDoubleArray())
                .containsExactly(-0.6013596172457784, 0.6252749783197147, 1.5146623433534132, 1.576435029871388, -0.3551346287977307);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "BFLOAT16", "FLOAT16"})
    void uniformStaysInItsRangeAndHasItsMoments(DType dtype) {
        double[] values = DRAW.uniform(dtype, Shape.of(MANY), 2, 5).toDoubleArray();

        assertThat(DoubleStream.of(values)).allMatch(value -> value >= 2 && value < 5);
        assertThat(mean(values)).isCloseTo(3.5, within(0.02));
        assertThat(deviation(values)).isCloseTo(3 / Math.sqrt(12), within(0.02));
    }

    @Test
    void normalIsTheQuantileOfTheWord() {
        assertClose(DRAW.normal(DType.FLOAT64, Shape.of(5), 10, 2),
                7.774241324300764, 10.209728951408318, 11.974343543117717, 12.149991430136701, 8.421309504479325);
        assertThat(DRAW.normal(DType.FLOAT32, Shape.of(5), 10, 2).toFloatArray())
                .containsExactly(floats(7.77424132481079, 8.742574502870475, 10.209728950864402, 13.583867756916593, 11.974343542683465));
    }

    @Test
    void normalHasItsMoments() {
        double[] values = DRAW.normal(DType.FLOAT32, Shape.of(MANY), 0, 1).toDoubleArray();

        assertThat(mean(values)).isCloseTo(0, within(0.01));
        assertThat(deviation(values)).isCloseTo(1, within(0.01));
        assertThat(DoubleStream.of(values).map(z -> z * z * z).average().orElseThrow()).isCloseTo(0, within(0.05));
        assertThat(DoubleStream.of(values).map(z -> z * z * z * z).average().orElseThrow()).isCloseTo(3, within(0.1));
    }

    @Test
    void truncatedNormalIsCutAtTwoDeviations() {
        assertThat(DRAW.truncatedNormal(DType.FLOAT32, Shape.of(5), 10, 2).toFloatArray())
                .containsExactly(floats(7.923563067722867, 8.807305629032946, 10.200153539691483, 13.149486061072942, 11.852420574373644));

        double[] values = DRAW.truncatedNormal(DType.FLOAT32, Shape.of(MANY), 0, 1).toDoubleArray();
        assertThat(DoubleStream.of(values)).allMatch(value -> Math.abs(value) <= 2);
        assertThat(deviation(values)).isCloseTo(0.87962566103423978, within(0.005));       // as Keras' VarianceScaling has it
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.2533471031357998", "0.3, 0.8416212335729144", "-0.4, -1.2815515655446008", "-0.425, -1.4395314709384557",
        "0.45, 1.6448536269514715", "0.4999, 3.7190164854557084", "-0.499999999, -5.997807010584733"})
    void quantilesAgreeWithPython(double q, double z) {
        assertThat(NormalQuantile.of(q)).isCloseTo(z, within(1e-15 / (0.5 - Math.abs(q))));
    }

    @Test
    void theOutermostWordsGiveFiniteNumbers() {
        assertThat(NormalQuantile.of(((0L) - (1L << 52) + 0.5) * 0x1p-53)).isCloseTo(-8.292361075813595, ROUNDING);
        assertThat(NormalQuantile.of(((1L << 53) - 1 - (1L << 52) + 0.5) * 0x1p-53)).isCloseTo(8.292361075813595, ROUNDING);
    }

    @Test
    void integersScaleTwoWords() {
        NDArray numbers = DRAW.integers(DType.INT32, Shape.of(12), -5, 12);

        assertThat(numbers.dtype()).isEqualTo(DType.INT32);
        assertThat(numbers.toIntArray()).containsExactly(-3, 4, 9, 9, -2, 9, 11, 7, 7, -3, -5, 5);
    }

    @Test
    void integersMayFillTheirType() {
        long[] whole = DRAW.integers(DType.INT64, Shape.of(1000), Long.MIN_VALUE, Long.MAX_VALUE).toLongArray();
        int[] bytes = DRAW.integers(DType.UINT8, Shape.of(5000), 0, 256).toIntArray();

        assertThat(LongStream.of(whole).distinct().count()).isEqualTo(1000);
        assertThat(IntStream.of(bytes).distinct().count()).isEqualTo(256);
    }

    @Test
    void refusesIntegersThatTheTypeCannotHold() {
        assertThatThrownBy(() -> DRAW.integers(DType.INT8, Shape.of(1), 0, 200)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("integers: expected an integer type that holds 0 to 199, got int8. Choose int64.");
        assertThatThrownBy(() -> DRAW.integers(DType.INT8, Shape.of(1), 3, 3))
                .hasMessage("integers: expected low < high, got 3 and 3.");
    }

    @Test
    void permutesByFisherAndYates() {
        assertThat(DRAW.permutation(8).toLongArray()).containsExactly(0, 4, 2, 3, 1, 7, 6, 5);
        assertThat(LongStream.of(DRAW.permutation(10_000).toLongArray()).sorted()).containsExactlyElementsOf(
                LongStream.range(0, 10_000).boxed().toList());
        assertThat(DRAW.permutation(0).elements()).isZero();
    }

    @Test
    void allOrdersAreEquallyLikely() {
        var counts = new HashMap<List<Long>, Integer>();
        for (int counter = 0; counter < 6000; counter++) {
            var order = Philox.of(1).at(counter).permutation(3).toLongArray();
            counts.merge(LongStream.of(order).boxed().toList(), 1, Integer::sum);
        }

        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allMatch(count -> Math.abs(count - 1000) < 120);        // four deviations
    }

    @Test
    void bernoulliComparesAWordWithTheThreshold() {
        assertThat(DRAW.bernoulli(Shape.of(16), 0.25).toIntArray()).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0);
        assertThat(Philox.threshold(0.1)).isEqualTo(429_496_730);                          // 0.1 · 2³² = 429,496,729.6
        assertThat(mean(DRAW.bernoulli(Shape.of(MANY), 0.25).toDoubleArray())).isCloseTo(0.25, within(0.004));
        assertThat(DRAW.bernoulli(Shape.of(1000), 0).sum().item()).isZero();
        assertThat(DRAW.bernoulli(Shape.of(1000), 1).sum().item()).isEqualTo(1000);
    }

    @Test
    void otherCountersKeysAndForksGiveOtherNumbers() {
        NDArray here = DRAW.uniform(DType.FLOAT64, Shape.of(100), 0, 1);

        for (var other : List.of(DRAW.at(8), new Philox(1, DRAW.counter()), DRAW.fork(0), DRAW.fork(1))) {
            double[] there = other.uniform(DType.FLOAT64, Shape.of(100), 0, 1).toDoubleArray();
            double[] pairs = here.toDoubleArray();
            assertThat(IntStream.range(0, 100).mapToDouble(i -> (pairs[i] - 0.5) * (there[i] - 0.5)).average().orElseThrow())
                    .as("covariance").isCloseTo(0, within(4 / 12.0 / Math.sqrt(100)));
        }
        assertThat(DRAW.fork(3)).isEqualTo(DRAW.at(99).fork(3)).isNotEqualTo(DRAW.fork(4));
    }

    /// Words 6 and 7 of draw −1, the last two of its second block.
    @Test
    void aForkIsKeyedByItsOwnTwoWords() {
        int[] block = Philox.block(1, 0, -1, -1, 0x9abc_def0, 0x1234_5678);

        assertThat(DRAW.fork(3)).isEqualTo(new Philox(Integer.toUnsignedLong(block[2]) | (long) block[3] << 32, 0));
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> DRAW.uniform(DType.FLOAT32, Shape.of(1), 1, 1))
                .hasMessage("uniform: expected low < high, both finite, got 1.0 and 1.0.");
        assertThatThrownBy(() -> DRAW.normal(DType.INT32, Shape.of(1), 0, 1))
                .hasMessage("normal: expected a floating type, got int32. Cast the result, or draw integers.");
        assertThatThrownBy(() -> DRAW.bernoulli(Shape.of(1), 1.5))
                .hasMessage("Bernoulli: expected a chance from 0 to 1, got 1.5.");
        assertThatThrownBy(() -> Philox.bits(0, 0, new int[3], 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertClose(NDArray array, double... expected) {
        assertThat(array.toDoubleArray()).containsExactly(expected, ROUNDING);
    }

    /// Rounded here: the decimal text of a number in the middle of two floats may lie above it.
    private static float[] floats(double... values) {
        return NDArray.of(values).toFloatArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
    }

    private static String hex(int[] words) {
        return IntStream.of(words).mapToObj("%08x"::formatted).collect(Collectors.joining(" "));
    }
}
