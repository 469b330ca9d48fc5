package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Expected texts are NumPy's own, of the same arrays: `tools/golden/npy_fixtures.py`.
class ArrayTextTest {
    private static final Map<String, NDArray> ARRAYS = Npz.read(Fixtures.path("text.npz"));
    private static final Map<String, String> TEXTS = texts();

    static Set<String> cases() {
        return ARRAYS.keySet();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsAsNumPy(String name) {
        NDArray array = ARRAYS.get(name);

        String[] typeAndText = array.toString().split("\\][ \n]", 2);

        assertThat(typeAndText[0] + "]").isEqualTo(array.dtype() + array.shape().toString());
        assertThat(typeAndText[1]).isEqualTo(TEXTS.get(name));
    }

    @Test
    void typeAndShapeStandInFront() {
        assertThat(NDArray.of(1f, 2.5f)).hasToString("float32[2] [1.  2.5]");
        assertThat(NDArray.scalar(true)).hasToString("bool[] True");
        assertThat(NDArray.of(new int[][] {{1, 2}, {3, 4}})).hasToString("""
                int32[2, 2]
                [[1 2]
                 [3 4]]""");
    }

    /// In brackets as NumPy 2.4 prints `np.array([["fixed", "a\\nb"], ["", "\u00fc"]])`, its row and its first element.
    @Test
    void textsAreShownAsWords() {
        NDArray bytes = NDArray.of(ByteBuffer.wrap("fixeda\nb\0\0\0\0\0\0\0\u00fc\0\0\0".getBytes(StandardCharsets.UTF_8)), DType.UINT8, Shape.of(2, 2, 5));

        assertThat(bytes.asTexts()).hasToString("""
                uint8[2, 2, 5]
                [['fixed' 'a\\nb']
                 ['' '\u00fc']]""");
        assertThat(bytes.asTexts().row(0)).hasToString("uint8[2, 5] ['fixed' 'a\\nb']");
        assertThat(bytes.asTexts().row(0).row(0)).hasToString("uint8[5] 'fixed'");
        assertThat(bytes.row(0).row(0)).hasToString("uint8[5] [102 105 120 101 100]");
    }

    @Test
    void aThousandElementsAreShownAndOneMoreNot() {
        assertThat(NDArray.arange(1000).toString()).doesNotContain("...").endsWith("996 997 998 999]");
        assertThat(NDArray.arange(1001)).hasToString("int64[1001] [   0    1    2 ...  998  999 1000]");
    }

    /// Where Java's own formats would write ٩ for 9.
    @Test
    @DefaultLocale("ar-EG")
    void printsTheSameInEveryCountry() {
        assertThat(NDArray.of(9, 10)).hasToString("int32[2] [ 9 10]");
        assertThat(NDArray.of(1e-9f)).hasToString("float32[1] [1.e-09]");
    }

    /// NumPy has no bfloat16; 0.1 is 0.10009766 in it, and no other bfloat16 is nearer to 0.1.
    @Test
    void bfloat16NeedsOnlyItsOwnDigits() {
        assertThat(NDArray.of(0.1f, 1, 2.5f).cast(DType.BFLOAT16)).hasToString("bfloat16[3] [0.1 1.  2.5]");
        assertThat(NDArray.scalar(0.1f).cast(DType.BFLOAT16)).hasToString("bfloat16[] 0.1");
    }

    private static Map<String, String> texts() {
        try {
            var texts = new LinkedHashMap<String, String>();
            for (String part : Files.readString(Fixtures.path("text.txt")).substring(2).split("\n# ")) {
                String[] nameAndText = part.split("\n", 2);
                texts.put(nameAndText[0], nameAndText[1].stripTrailing());
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
