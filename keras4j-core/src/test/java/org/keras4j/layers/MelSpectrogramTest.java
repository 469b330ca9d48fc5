package org.keras4j.layers;

class MelSpectrogramTest implements LayerContract {
    @Override
    public String group() {
        return "mel_spectrogram";
    }
}
