package org.keras4j.layers;

class ActivityRegularizationTest implements LayerContract {
    @Override
    public String group() {
        return "activity_regularization";
    }
}
