package org.keras4j.layers;

class RandomTranslationTest implements LayerContract {
    @Override
    public String group() {
        return "random_translation";
    }
}
