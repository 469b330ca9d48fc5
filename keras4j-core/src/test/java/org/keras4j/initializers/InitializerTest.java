package org.keras4j.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;

class InitializerTest {
    /// 60 inputs and 40 outputs: limits √(6 / 100), √(6 / 60), √(3 / 60); deviations √(2 / 100), √(2 / 60), √(1 / 60).
    @ParameterizedTest
    @CsvSource({"glorot_uniform, 0.2449, 0.1414", "he_uniform, 0.3162, 0.1826", "lecun_uniform, 0.2236, 0.1291"})
    void uniformOnesStayWithinTheLimitOfTheirFans(String name, double limit, double deviation) {
        NDArray weights = Initializers.of(name).create(Type.float32(60, 40), 1);
        assertThat(weights.abs().max().item()).isLessThanOrEqualTo(limit + 1e-4).isGreaterThan(0.98 * limit);
        assertThat(deviation(weights)).isCloseTo(deviation, within(0.05 * deviation));
    }

    /// Cut at two standard deviations of the uncut distribution, whose own is that of the fans divided by 0.8796.
    @ParameterizedTest
    @CsvSource({"glorot_normal, 0.1414", "he_normal, 0.1826", "lecun_normal, 0.1291"})
    void normalOnesAreCutAndHaveTheDeviationOfTheirFans(String name, double deviation) {
        NDArray weights = Initializers.of(name).create(Type.float32(60, 40), 1);
        assertThat(deviation(weights)).isCloseTo(deviation, within(0.05 * deviation));
        assertThat(weights.abs().max().item()).isLessThanOrEqualTo(2 * deviation / 0.87962566103423978 + 1e-4);
    }

    private static double deviation(NDArray x) {
        return Math.sqrt(x.map(v -> v * v).mean().item());
    }

    @Test
    void kernelsOfConvolutionsCountTheirWindow() {
        // 3 · 3 · 4 = 36 inputs, 3 · 3 · 8 = 72 outputs: the limit is √(6 / 108)
        NDArray kernel = new GlorotUniform().create(Type.float32(3, 3, 4, 8), 2);
        assertThat(kernel.abs().max().item()).isLessThanOrEqualTo(0.2358).isGreaterThan(0.22);
    }

    /// As `compute_fans`: of `[3, 4, 5]` 3 inputs, where both kinds of axes are said, else 3 · 4; of a vector all that it has. The limits are √(3 / inputs), and √(6 / inputs) of He's.
    @Test
    void axesThatAreSaidCountAlone() {
        assertWithin(1, new VarianceScaling(null, 1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, List.of(0), List.of(2)).create(Type.float32(3, 4, 5), 1));
        assertWithin(0.5, new VarianceScaling(null, 1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, List.of(0), null).create(Type.float32(3, 4, 5), 1));
        assertWithin(0.1, new HeUniform().create(Type.float32(600), 1));
    }

    private static void assertWithin(double limit, NDArray weights) {
        assertThat(weights.abs().max().item()).isBetween(0.9 * limit, limit);
    }

    @Test
    void saysWhatCannotBeDrawn() {
        assertThatThrownBy(() -> new VarianceScaling(null, 0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, null, null))
                .hasMessage("VarianceScaling: expected a scale above 0, got 0.0.");
        assertThatThrownBy(() -> new Orthogonal().create(Type.float32(4), 1)).hasMessage("Orthogonal: expected two axes or more, got float32[4].");
    }

    /// A window of one place is 1, as SciPy has it; and all channels of a kernel are the same wave.
    @Test
    void wavesAreThoseOfEachChannel() {
        for (Taper taper : Taper.values()) {
            assertThat(taper.values(1, Taper.Ending.SYMMETRIC)).containsExactly(1);
        }
        NDArray one = new STFT().create(Type.float32(8, 1, 5), 0);
        assertThat(new STFT().create(Type.float32(8, 2, 5), 0)).isEqualTo(NDArray.concat(1, one, one));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "6, 3", "3, 6"})
    void orthogonalRowsOrColumnsAreOrthonormal(long rows, long columns) {
        NDArray q = new Orthogonal(7L, 2).create(Type.of(DType.FLOAT64, rows, columns), 0);
        NDArray shorter = rows >= columns ? q.transpose() : q;
        for (long i = 0; i < shorter.size(0); i++) {
            for (long j = 0; j < shorter.size(0); j++) {
                double product = shorter.row(i).times(shorter.row(j)).sum().item();
                assertThat(product).isCloseTo(i == j ? 4 : 0, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"glorot_uniform", "orthogonal", "random_normal", "random_uniform", "truncated_normal", "variance_scaling"})
    void aSeedDecidesAllOfIt(String name) {
        Initializer initializer = Initializers.of(name);
        Type type = Type.float32(5, 7);
        assertThat(initializer.create(type, 3)).isEqualTo(initializer.create(type, 3)).isNotEqualTo(initializer.create(type, 4));
    }

    @Test
    void itsOwnSeedWins() {
        var seeded = new RandomNormal(9L, 0, 1);
        assertThat(seeded.create(Type.float32(5), 1)).isEqualTo(seeded.create(Type.float32(5), 2));
        var scaled = new HeUniform(9L, null, null);
        assertThat(scaled.create(Type.float32(5, 2), 1)).isEqualTo(scaled.create(Type.float32(5, 2), 2));
    }

    /// `keras.initializers.Constant([[1, 2], [3, 4]])`, and what it broadcasts to; as lists, and as Keras writes arrays of NumPy.
    @Test
    void constantsMayBeArrays() {
        var words = new Constant(NDArray.of(new double[][] {{1, 2}, {3, 4}}));
        assertThat(words.create(Type.float32(2, 2), 0).toFloatArray()).containsExactly(1, 2, 3, 4);
        assertThat(new Constant(NDArray.of(5f, 6f)).create(Type.float32(2, 2), 0).toFloatArray()).containsExactly(5, 6, 5, 6);
        assertThat(new Constant(NDArray.of(5, 6)).create(Type.float32(2), 0)).isEqualTo(NDArray.of(5f, 6f));
        assertThat(FromKeras.object(words.serialized())).isEqualTo(words);
        Map<String, Object> ofNumPy = Map.of("class_name", "__numpy__", "config", Map.of("value", List.of(List.of(1, 2), List.of(3, 4)), "dtype", "int64"));
        assertThat(FromKeras.object(Constant.class, Map.of("value", ofNumPy))).isEqualTo(words);
        assertThatThrownBy(() -> words.create(Type.float32(2), 0)).hasMessage("Constant: expected numbers that stretch to a weight float32[2], got [2, 2]. Give it one for each place.");
    }

    @Test
    void plainOnes() {
        assertThat(new Constant(2.5).create(Type.float32(2), 0).toFloatArray()).containsExactly(2.5f, 2.5f);
        assertThat(new Identity(3).create(Type.float32(2, 3), 0).toFloatArray()).containsExactly(3, 0, 0, 0, 3, 0);
        assertThatThrownBy(() -> new Identity().create(Type.float32(2), 0)).hasMessage("Identity: expected a matrix, got float32[2].");
    }

    static Stream<GoldenCase> golden() {
        return GoldenCase.all("initializers");
    }

    /// Configurations of the real Keras, and values where nothing is drawn.
    @ParameterizedTest
    @MethodSource("golden")
    void agreesWithKeras(GoldenCase golden) {
        var initializer = (Initializer) golden.made("keras.initializers");
        if (initializer instanceof Identity) {                        // Keras' configuration loses the gain, ours keeps it
            initializer = new Identity(golden.array("y").get(0, 0));
        } else {
            assertThat(initializer.kerasConfig().keySet()).containsExactlyElementsOf(golden.config().propertyNames());
        }
        assertThat(FromKeras.object(initializer.serialized())).isEqualTo(initializer);
        Initializer made = initializer;
        golden.optional(golden.at("y")).ifPresent(expected ->
                golden.assertClose(made.create(new Type(DType.FLOAT32, expected.shape()), 0), expected, "value"));
    }

    /// What each distribution promises, of 40 000 numbers: mean and deviation within 5 standard errors of the theory's, which for a
    /// mean are σ/√n and for a deviation σ·√((κ − 1)/(4n)); κ, the kurtosis, is at most 3 here.
    @ParameterizedTest
    @CsvSource({"random_normal, 0, 0.05, 1", "random_uniform, 0, 0.028867513, 0.05", "truncated_normal, 0, 0.04398128, 0.1",
            "glorot_uniform, 0, 0.070710678, 0.12247449", "glorot_normal, 0, 0.070710678, 0.1607744", "he_uniform, 0, 0.1, 0.17320508", "he_normal, 0, 0.1, 0.2273694",
            "lecun_uniform, 0, 0.070710678, 0.12247449", "lecun_normal, 0, 0.070710678, 0.1607744", "variance_scaling, 0, 0.070710678, 0.1607744"})
    void momentsAndRangesAreThoseOfTheTheory(String name, double mean, double deviation, double limit) {
        int count = 200 * 200;
        NDArray weights = Initializers.of(name).create(Type.float32(200, 200), 11);
        double found = weights.mean().item();
        assertThat(found).isCloseTo(mean, within(5 * deviation / Math.sqrt(count)));
        double spread = Math.sqrt(weights.map(v -> (v - found) * (v - found)).mean().item());
        assertThat(spread).isCloseTo(deviation, within(5 * deviation * Math.sqrt(2.0 / (4 * count)) + 1e-7));
        assertThat(weights.abs().max().item()).isLessThanOrEqualTo(limit * (1 + 1e-6));
        // In each half as many: the count of a fair coin has the deviation √n / 2.
        double positive = weights.map(v -> v > 0 ? 1 : 0).sum().item();
        assertThat(positive).isCloseTo(count / 2.0, within(2.5 * Math.sqrt(count)));
    }

    /// Columns of length `gain` at right angles, over all axes but the last.
    @Test
    void orthogonalKernelsOfConvolutionsAreFlattened() {
        NDArray kernel = new Orthogonal(3L, 1).create(Type.of(DType.FLOAT64, 2, 3, 4, 5), 0).reshape(24, 5);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                int first = i;
                int second = j;
                double product = IntStream.range(0, 24).mapToDouble(k -> kernel.get(k, first) * kernel.get(k, second)).sum();
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"zero, Zeros", "one, Ones", "normal, RandomNormal", "uniform, RandomUniform", "IdentityInitializer, Identity", "OrthogonalInitializer, Orthogonal",
            "STFTInitializer, STFT", "stft, STFT", "STFT, STFT", "constant, Constant", "TruncatedNormal, TruncatedNormal", "variance_scaling, VarianceScaling",
            "lecun_uniform, LecunUniform"})
    void isKnownByAllItsNames(String name, String className) {
        assertThat(Initializers.of(name).className()).isEqualTo(className);
    }

    @Test
    void namesAreThoseOfKerasInBothSpellings() {
        assertThat(Initializers.of("HeNormal")).isEqualTo(Initializers.of("he_normal")).isEqualTo(new HeNormal());
        assertThatThrownBy(() -> Initializers.of("he")).hasMessageContaining("got 'he'");
        assertThat(FromKeras.object(new VarianceScaling().serialized())).isEqualTo(new VarianceScaling());
    }
}
