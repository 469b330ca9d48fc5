package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.data.NumPyShuffle;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// On small files that NumPy and Python wrote: `tools/golden/datasets.py`.
class DatasetsTest {
    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(DatasetsTest.class.getResource("/golden/datasets/" + name)).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer bytes(String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(golden(name)));
    }

    /// `shuffle.json`.
    @Test
    void shufflesAsNumPy() {
        List<int[]> orders = NumPyShuffle.orders(113, 10, 7);

        assertThat(orders.get(0)).containsExactly(9, 3, 6, 1, 0, 7, 4, 8, 2, 5);
        assertThat(orders.get(1)).containsExactly(5, 1, 0, 3, 6, 4, 2);
        assertThat(NumPyShuffle.order(5, 23)).containsExactly(19, 2, 18, 17, 20, 22, 13, 10, 5, 1, 21, 12, 0, 11, 7, 4, 8, 9, 16, 6, 15, 14, 3);
    }

    @Test
    void raggedRowsAreReadWithoutRunningPickle() {
        List<int[]> rows = ObjectArrays.rows(golden("ragged.npz"), "x");

        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).containsExactly(1, 14, 22, 70000);
        assertThat(rows.get(1)).isEmpty();
        assertThat(rows.get(2)).hasSize(300).containsOnly(5);
        assertThatThrownBy(() -> ObjectArrays.rows(golden("ragged.npz"), "y")).hasMessageContaining("expected an array of objects");
        assertThatThrownBy(() -> ObjectArrays.rows(golden("ragged.npz"), "z")).hasMessageContaining("expected this array");
    }

    @Test
    void batchesOfCifarAreImagesWithChannelsLast() throws IOException {
        var cifar = DatasetCache.Cifar.of(Map.of("batch", Files.readAllBytes(golden("cifar_batch.pickle"))), "batch", "labels");

        assertThat(cifar.images().shape()).isEqualTo(Shape.of(2, 32, 32, 3));
        assertThat(cifar.images().get(0, 0, 5, 1)).isEqualTo((1024 + 5) % 256);
        assertThat(cifar.labels()).isEqualTo(NDArray.of(7, 3).reshape(2, 1).cast(DType.UINT8));
    }

    @Test
    void whatWouldRunCodeIsRefused() {
        assertThatThrownBy(() -> Pickle.read(bytes("evil.pickle"), "evil")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("builtin").hasMessageContaining("never run");
    }

    @Test
    void brokenPicklesSayWhere() throws IOException {
        byte[] whole = bytes("cifar_batch.pickle").array();
        for (int length = 0; length < whole.length; length += 97) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Pickle.read(ByteBuffer.wrap(part), "part")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("part, byte");
        }
    }

    @Test
    void wordsAreNumberedAsInKeras() {
        Words.Labelled prepared = Words.all().numWords(6).prepared(List.of(new int[] {1, 2, 9}, new int[] {4}), NDArray.of(0L, 1L), new int[] {1, 0});

        assertThat(prepared.texts().get(0)).containsExactly(1, 7);
        assertThat(Words.all().numWords(6).limited(prepared.texts(), 12).get(1)).containsExactly(1, 4, 5, 2);
        assertThat(prepared.labels().toLongArray()).containsExactly(1, 0);
        // Keras keeps `skip_top <= word < num_words`, and texts of fewer than maxlen words.
        assertThat(Words.all().numWords(6).skipTop(4).limited(List.of(new int[] {3, 4, 5, 6}), 12).getFirst()).containsExactly(2, 4, 5, 2);
        assertThat(Words.all().maxlen(3).prepared(List.of(new int[] {1}, new int[] {1, 2}), NDArray.of(0L, 1L), new int[] {0, 1}).labels().toLongArray()).containsExactly(0);
        // `[start_char] + [w + index_from for w in x]`, and oov_char for w >= num_words.
        Words own = Words.all().numWords(6).startChar(5).indexFrom(1).oovChar(9);
        assertThat(own.limited(own.prepared(List.of(new int[] {4, 5}), NDArray.of(0L), new int[] {0}).texts(), 12).getFirst()).containsExactly(5, 5, 9);
    }
}
