package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class STFTSpectrogramTest implements LayerContract {
    @Override
    public String group() {
        return "stft_spectrogram";
    }

    @Test
    void aStepIsAtMostAFrameAndTheTransformAtLeastOne() {
        assertThatThrownBy(() -> STFTSpectrogram.of(STFTSpectrogram.Mode.LOG, 8).frameStep(9).apply(Input.shape(20, 1)))
                .hasMessageEndingWith(": expected a frame_step from 1 to frame_length and an fft_length at least as long, got 9, 8 and 8.");
        assertThatThrownBy(() -> STFTSpectrogram.of(STFTSpectrogram.Mode.LOG, 8).fftLength(4).apply(Input.shape(20, 1))).hasMessageEndingWith("got 4, 8 and 4.");
        assertThatThrownBy(() -> STFTSpectrogram.of(STFTSpectrogram.Mode.LOG, 8).window("round").apply(Input.shape(20, 1)))
                .hasMessageContaining("STFT: expected a window hann, hamming, blackman or boxcar, got 'round'.");
    }
}
