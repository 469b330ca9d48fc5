package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// A layer that keeps more than weights in a model's file: a vocabulary, say, which the archive holds as text beside them.
///
/// Names are paths within the layer's own folder of assets (`vocabulary.txt`, `_lookup_layer/vocabulary.txt`), and for arrays
/// within its group of weights, where the last part is the name of the dataset (`idf_weights`).
public interface SavesAssets {
    /// Files by name; none where the configuration says all.
    SequencedMap<String, byte[]> assets();

    /// Arrays by name that aren't weights.
    default SequencedMap<String, NDArray> assetArrays() {
        return Collections.emptyNavigableMap();
    }

    /// Takes over what [#assets] and [#assetArrays] gave.
    ///
    /// @throws IllegalArgumentException naming the file, when it can't be what was saved
    void restore(Map<String, byte[]> assets, Map<String, NDArray> arrays);
}
