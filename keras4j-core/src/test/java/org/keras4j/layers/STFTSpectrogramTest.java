package org.keras4j.layers;

class STFTSpectrogramTest implements LayerContract {
    @Override
    public String group() {
        return "stft_spectrogram";
    }
}
