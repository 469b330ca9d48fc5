package org.keras4j.layers;

class RandomErasingTest implements LayerContract {
    @Override
    public String group() {
        return "random_erasing";
    }
}
