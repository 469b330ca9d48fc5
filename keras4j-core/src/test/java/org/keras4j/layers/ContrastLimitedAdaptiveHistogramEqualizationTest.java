package org.keras4j.layers;

class ContrastLimitedAdaptiveHistogramEqualizationTest implements LayerContract {
    @Override
    public String group() {
        return "contrast_limited_adaptive_histogram_equalization";
    }
}
