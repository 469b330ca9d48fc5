package org.keras4j.layers;

class SolarizationTest implements LayerContract {
    @Override
    public String group() {
        return "solarization";
    }
}
