package org.keras4j.layers;

class TimeDistributedTest implements LayerContract {
    @Override
    public String group() {
        return "time_distributed";
    }
}
