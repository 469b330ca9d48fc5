package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.SavesAssets;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;

/// Files and arrays that layers keep beside their weights.
class AssetsTest extends OnTestBackend {
    @TempDir
    Path folder;

    @KerasSerializable(inPackage = "test", name = "Remembering")
    static final class Remembering extends Layer implements SavesAssets {
        private final Map<String, Object> kept = new TreeMap<>();

        Remembering() {}

        @Override
        protected Value call(Call c, Value x) {
            return x;
        }

        @Override
        public SequencedMap<String, byte[]> assets() {
            return new TreeMap<>(Map.of("inner/words.txt", "hello\nthere".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public SequencedMap<String, NDArray> assetArrays() {
            return new TreeMap<>(Map.of("idf", NDArray.of(1f, 2f)));
        }

        @Override
        public void restore(Map<String, byte[]> assets, Map<String, NDArray> arrays) {
            assets.forEach((name, bytes) -> kept.put(name, new String(bytes, StandardCharsets.UTF_8)));
            kept.putAll(arrays);
        }
    }

    @Test
    void comeBackToTheirLayer() {
        FromKeras.register(Remembering.class);
        Path file = folder.resolve("model.keras");
        Sequential.of(Input.shape(2).dtype(DType.FLOAT32), new Remembering()).save(file);
        try (Members members = Members.open(file, LoadLimits.DEFAULT)) {
            assertThat(members.sizes()).containsKey("assets/layers/remembering/inner/words.txt");
        }
        var loaded = (Remembering) Model.load(file).layers().getFirst();
        assertThat(loaded.kept).isEqualTo(Map.of("inner/words.txt", "hello\nthere", "idf", NDArray.of(1f, 2f)));
    }
}
