package org.keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.ops.OpsTest.of;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Taper;

/// Windows, waves and the labels of sequences. Numbers by hand, or of whom a comment says.
class SequenceOpsTest {
    /// `numpy.fft.rfft(x[i:i + 3] * window).real`
    @Test
    void aWindowMayBeOnesOwn() {
        NDArray window = NDArray.of(1.0, 2.0, 1.0);
        NDArray x = NDArray.of(1f, 2f, 3f, 4f, 5f);
        assertThat(of(v -> Ops.stft(v, window, 2, 3, Ops.Frames.STARTING).real(), x).toDoubleArray()).containsExactly(new double[] {8, -2.5, 16, -3.5}, within(1e-5));
        assertThat(of(v -> Ops.istft(Ops.stft(v, window, 1, 3, Ops.Frames.STARTING), window, 1, 3, Ops.Frames.STARTING), x).allClose(x, 1e-5, 1e-5)).isTrue();
    }

    @Test
    void aSequenceComesBackFromItsTransform() {
        NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(2, 240), i -> Math.sin(i * 0.3) + Math.cos(i * i * 0.01));
        NDArray back = of(v -> Ops.istft(Ops.stft(v, 32, 8, 64, Taper.HANN, Ops.Frames.CENTERED), 32, 8, 64, Taper.HANN, Ops.Frames.CENTERED), x);
        assertThat(back.allClose(x, 0, 1e-5)).isTrue();
    }

    @Test
    void windowsThatShareNoPartsAreFoldedAsOthers() {
        // Each element is in as many windows as begin less than 67 before it, and every fifth begins one.
        NDArray x = NDArray.ones(DType.FLOAT32, Shape.of(1, 1, 1, 152));
        NDArray sums = of(v -> Ops.fold(Ops.unfold(v, Window.valid(Shape.of(1, 67), Shape.of(1, 5))), Shape.of(1, 152), Window.valid(Shape.of(1, 67), Shape.of(1, 5))), x);
        for (int i = 0; i < 152; i++) {
            int at = i;
            assertThat(sums.at(i)).isEqualTo(IntStream.rangeClosed(0, 17).filter(k -> 5 * k <= at && at < 5 * k + 67).count());
        }
    }

    /// All classes are as probable: of two steps three in nine ways spell one label, of three steps six in 27.
    @Test
    void ctcCountsTheStepsThatAreSaid() {
        NDArray target = NDArray.of(new int[][] {{1, 1}, {1, 1}});
        NDArray times = NDArray.of(2, 3);
        for (int blank : new int[] {0, 2}) {
            NDArray loss = of((t, n) -> Ops.ctcLoss(t, Ops.zeros(t, Shape.of(2, 3, 3), DType.FLOAT32), Ops.onesLike(n), n, blank), target, times);
            assertThat(loss.toDoubleArray()).as("blank %d", blank).containsExactly(new double[] {Math.log(3), Math.log(4.5)}, within(1e-5));
        }
    }

    /// `ops.ctc_loss` of Keras 3.15.1, the same on TensorFlow, PyTorch and JAX, of logits `round(3 · sin(1.7 · i))`.
    @Test
    void ctcOfLengthsIsThatOfKeras() {
        NDArray target = NDArray.of(new int[][] {{1, 2, 2}, {3, 1, 1}, {2, 3, 0}, {1, 0, 0}});
        NDArray logits = NDArray.generate(DType.FLOAT32, Shape.of(4, 7, 5), i -> Math.rint(3 * Math.sin(1.7 * i)));
        double[][] expected = {{7.0586166, 8.648199, 7.894726, 4.371259}, {7.7654185, 8.982235, 7.2248745, 5.7040124}};
        for (int blank : new int[] {0, 4}) {
            NDArray loss = of((t, x) -> Ops.ctcLoss(t, x, Ops.constant(t, NDArray.of(3, 2, 2, 1)), Ops.constant(t, NDArray.of(7, 6, 5, 3)), blank), target, logits);
            assertThat(loss.toDoubleArray()).as("blank %d", blank).containsExactly(expected[blank / 4], within(1e-5));
        }
    }

    @Test
    void windowsAndWavesSayWhatTheyExpect() {
        NDArray x = NDArray.zeros(DType.FLOAT32, Shape.of(2, 6));
        assertThatThrownBy(() -> of(v -> Ops.extractSequences(v, 7, 1), x))
                .hasMessage("extractSequences: expected a length of 1 up to the last axis and a stride of 1 or more, got 7 and 1 of float32[2, 6]. Pad short sequences.");
        assertThatThrownBy(() -> of(v -> Ops.stft(v, 8, 2, 4, Taper.HANN, Ops.Frames.STARTING).real(), x))
                .hasMessage("stft: expected a length and a stride of 1 or more, and an FFT at least as long, got 8, 2 and 4.");
        assertThatThrownBy(() -> of(v -> Ops.stft(v, 1L << 40, 2, 1L << 40, Taper.HANN, Ops.Frames.STARTING).real(), x))
                .hasMessage("stft: expected an FFT of at most 16777216 elements, got one of 1099511627776.");
        assertThatThrownBy(() -> of(v -> Ops.fft(new Ops.Complex(v, Ops.slice(v, 1, 0, 2))).real(), x))
                .hasMessage("Complex: expected two parts of one floating type, got float32[2, 6] and float32[2, 2]. Cast and reshape them.");
        assertThatThrownBy(() -> of(v -> Ops.viewAsComplex(v).real(), x)).hasMessage("viewAsComplex: expected a last axis of 2 parts, got float32[2, 6]. Stack them along a last axis.");
        assertThatThrownBy(() -> of(v -> Ops.adaptiveMaxPool(v, Shape.of(2)), x)).hasMessage("adaptiveMaxPool: expected images [batch, …, channels] and a size "
                + "of 1 or more for each axis between, got float32[2, 6] and [2]. Fold the axes that are to go.");
        assertThatThrownBy(() -> of(v -> Ops.unfold(v, Window.valid(Shape.of(2, 2))), x))
                .hasMessageStartingWith("unfold: expected images [batch, channels, rows, columns] and a window of 2 axes, got float32[2, 6] and ");
        assertThatThrownBy(() -> of(v -> Ops.ctcDecode(v, v, 0, Ops.Repeats.MERGED).labels(), x))
                .hasMessageStartingWith("ctcDecode: expected outputs [batch, time, classes], lengths [batch] and one of the classes, got float32[2, 6]");
        assertThatThrownBy(() -> of(v -> Images.ssim(v, v, 1), NDArray.zeros(DType.FLOAT32, Shape.of(1, 5, 20, 1))))
                .hasMessageStartingWith("ssim: expected two batches of one shape, of images of 11 pixels or more each way, got float32[1, 5, 20, 1] and ");
    }
}
