package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Ops;

class MelSpectrogramTest implements LayerContract {
    @Override
    public String group() {
        return "mel_spectrogram";
    }

    @Test
    void bandsLieBetweenALowerAndAHigherFrequency() {
        assertThatThrownBy(() -> MelSpectrogram.of(8000, 64, 16).bands(5, 300, 200).apply(Input.shape(100)))
                .hasMessageEndingWith(": expected 1 band or more of frequencies from a lower to a higher one, got 5 from 300.0 to 200.0.");
        assertThatThrownBy(() -> MelSpectrogram.of(8000, 64, 16).sequenceLength(65).apply(Input.shape(100))).hasMessageEndingWith(
                ": expected a sequence_length and a sequence_stride of 1 or more, and an fft_length at least as long, got 65, 16 and 64.");
        assertThatThrownBy(() -> MelSpectrogram.of(8000, 64, 16).apply(Input.shape(100, 2)))
                .hasMessageContaining("expected sounds [batch, time], got ").hasMessageEndingWith("Take one channel of several.");
    }

    @Test
    void aToneIsLoudestInItsBand() {
        // 1000 Hz is 1000 mel (Stevens, Volkmann & Newman 1937), and the middle one of 9 bands from 0 to 2000 mel.
        NDArray tone = NDArray.generate(DType.FLOAT32, Shape.of(1, 4000), t -> Math.sin(2 * Math.PI * 1000 * t / 8000));
        var layer = MelSpectrogram.of(8000, 512, 256).bands(9, 0, 700 * (Math.pow(10, 2000 / 2595.0) - 1));
        NDArray bands = Programs.run(List.of(tone), (c, values) -> List.of(Ops.argmax(Ops.mean(layer.apply(c, values).getFirst(), 2), 1))).getFirst();
        assertThat(bands.at(0)).isEqualTo(4);
    }
}
