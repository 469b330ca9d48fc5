package org.keras4j.layers;

class EmbeddingTest implements LayerContract {
    @Override
    public String group() {
        return "embedding";
    }
}
