package org.keras4j.layers;

class RandomElasticTransformTest implements LayerContract {
    @Override
    public String group() {
        return "random_elastic_transform";
    }
}
