package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.Shape;

class CifarBatchTest {
    @TempDir
    Path folder;

    @Test
    void bringsTheColoursOfAPixelTogether() throws IOException {
        var batch = CifarBatch.read(plain(records(3, 7)));

        assertThat(batch.images().dtype()).isEqualTo(DType.UINT8);
        assertThat(batch.images().shape()).isEqualTo(Shape.of(2, 32, 32, 3));
        assertThat(batch.labels().toIntArray()).containsExactly(3, 7);
        for (int color = 0; color < 3; color++) {
            assertThat(batch.images().get(1, 5, 9, color)).isEqualTo((1 + color * 1024 + 5 * 32 + 9) % 251);
        }
    }

    @Test
    void readsGzippedFilesAndSeveral() throws IOException {
        var zipped = folder.resolve("zipped.bin");
        try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(records(1));
        }

        assertThat(CifarBatch.read(List.of(zipped, plain(records(3, 7)))).labels().toIntArray()).containsExactly(1, 3, 7);
    }

    @Test
    void refusesWhatIsNoCifar() throws IOException {
        refused(new byte[0], "expected records of 3,073 bytes, got 0 whole ones and 0 bytes more. Is the file truncated?");
        refused(Arrays.copyOf(records(1, 2), 4000), "expected records of 3,073 bytes, got 1 whole ones and 927 bytes more. Is the file truncated?");
        refused(records(1, 10), "record 1: expected a class from 0 to 9, got 10.");
        refused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "the file is cut off, or broken in its packing.");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "KERAS4J_DATA", matches = ".+", disabledReason = "CIFAR-10 is not ours to hand on: set KERAS4J_DATA to the folder that holds cifar10")
    void readsTheRealPictures() {
        var test = CifarBatch.read(Path.of(System.getenv("KERAS4J_DATA"), "cifar10", "test_1000.bin.gz"));

        // The official test batch begins so.
        assertThat(Arrays.copyOf(test.labels().toIntArray(), 5)).containsExactly(3, 8, 8, 0, 6);
        assertThat(test.images().size(0)).isEqualTo(1000);
    }

    private void refused(byte[] content, String message) throws IOException {
        var file = plain(content);
        assertThatThrownBy(() -> CifarBatch.read(file)).isInstanceOf(FormatException.class).hasMessageStartingWith(file + ": " + message);
    }

    private Path plain(byte[] content) throws IOException {
        return Files.write(folder.resolve("data_batch_1.bin"), content);
    }

    private static byte[] records(int... labels) {
        var bytes = new byte[3073 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[3073 * i] = (byte) labels[i];
            for (int p = 1; p < 3073; p++) {
                bytes[3073 * i + p] = (byte) ((i * (p - 1) + i) % 251);
            }
        }
        return bytes;
    }
}
