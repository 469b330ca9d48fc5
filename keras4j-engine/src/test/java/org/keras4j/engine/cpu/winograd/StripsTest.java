package org.keras4j.engine.cpu.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.tensor.DType;

class StripsTest {
    private static final int CHANNELS = Transforms.LANES;

    /// However few strips a worker has, and in whatever order they work: what it adds to rows of others waits until all have written.
    @ParameterizedTest
    @CsvSource({"F_4_3, 1, 14, 12", "F_4_3, 0, 10, 12", "F_4_5, 2, 13, 13", "F_4_5, 0, 8, 12", "F_4_5, 4, 15, 11"})
    void workersThatShareAnImageMakeWhatOneMakes(Algorithm algorithm, long before, long results, long pixels) {
        var side = new Tiling.Side(pixels, before, results);
        var tiling = new Tiling(algorithm, 2, side, side);
        long strips = tiling.strips();
        float[] expected = gradients(tiling, List.of(0L, strips));

        assertSame(expected, gradients(tiling, LongStream.rangeClosed(0, strips).boxed().toList()));
        assertSame(expected, gradients(tiling, List.of(0L, 1L, strips)));
        assertSame(expected, gradients(tiling, List.of(0L, strips / 2 - 1, strips / 2 + 1, strips)));
    }

    private static void assertSame(float[] expected, float[] found) {
        assertThat(found).containsExactly(expected, within(1e-3f));
    }

    /// Of two images, by workers that begin and end at `cuts`, the last first.
    private static float[] gradients(Tiling tiling, List<Long> cuts) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment images = arena.allocate(2 * tiling.rows().pixels() * tiling.columns().pixels() * CHANNELS * Float.BYTES, 64);
            images.fill((byte) 0x41);                         // 12.08, where nothing is written
            var workers = new ArrayList<Strips>();
            for (int i = cuts.size() - 2; i >= 0; i--) {
                var worker = new Strips(tiling, 1, CHANNELS, CHANNELS, DType.FLOAT32, DType.FLOAT32, arena.allocate(Strips.scratchBytes(tiling, 1, CHANNELS, CHANNELS, DType.FLOAT32, DType.FLOAT32), 64));
                worker.begin();
                workers.addFirst(worker);
                for (long strip = cuts.get(i); strip < cuts.get(i + 1); strip++) {
                    fill(worker.pixels(), strip);
                    worker.writeImages(strip, strip + 1, images.address());
                }
            }
            workers.forEach(worker -> worker.writeBorder(images.address()));
            return images.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    private static void fill(MemorySegment planes, long strip) {
        var random = new SplittableRandom(strip);
        for (long at = 0; at < planes.byteSize(); at += Float.BYTES) {
            planes.set(ValueLayout.JAVA_FLOAT, at, (float) random.nextDouble(-1, 1));
        }
    }
}
