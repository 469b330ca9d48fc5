package org.keras4j.layers;

/// A vector for each whole number from 0 to `inputDim` − 1. Follows `keras.layers.Embedding`.
///
/// | value      | shape                    |
/// |------------|--------------------------|
/// | input      | `[batch, …]`             |
/// | embeddings | `[inputDim, outputDim]`  |
/// | output     | `[batch, …, outputDim]`  |
public final class Embedding extends EmbeddingLayer<Embedding, EmbeddingLayer.Config> {

    private Embedding(Config config) {
        super(config);
    }

    /// @param inputDim how many numbers there are: the largest and 1
    public static Embedding of(int inputDim, int outputDim) {
        var config = new Config();
        config.inputDim = inputDim;
        config.outputDim = outputDim;
        return new Embedding(config);
    }
}
