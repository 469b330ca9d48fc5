package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.kernels.Maxima;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Pooling.Kind;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Vectors;

/// Max pooling of an image or a few, whose place of the maximum nobody asks for: see [Maxima]. oneDNN's takes four times as long, most of
/// it to begin.
final class SmallMaxPooling {
    private SmallMaxPooling() {}

    static boolean fits(Kind kind, Window window, Type images) {
        return kind == Kind.MAX && window.rank() == 2 && images.dtype() == DType.FLOAT32 && images.bytes() <= SmallPrimitives.BYTES
                && window.axes().stream().allMatch(axis -> axis.before() == 0 && axis.after() == 0)
                && Vectors.areAvailable() && images.shape().size(-1) % Maxima.LANES == 0;
    }

    /// Of what [fits][#fits].
    static Kernel of(Window window, View images, View to) {
        Maxima.warm();
        int pixel = (int) images.type().shape().size(-1) * Float.BYTES;
        Maxima.Axis down = axis(window, 0, images, to, images.type().shape().size(2) * pixel);
        Maxima.Axis across = axis(window, 1, images, to, pixel);
        long batch = images.type().shape().size(0);
        long image = images.type().bytes() / batch;
        long result = to.type().bytes() / batch;
        return new Kernel("pooling", "", "maxima", true, List.of(images), List.of(to), List.of(), memory -> {
            long from = memory.of(images).address();
            long results = memory.of(to).address();
            return () -> {
                for (long i = 0; i < batch; i++) {
                    Maxima.of(from + i * image, down, across, pixel, results + i * result);
                }
            };
        });
    }

    private static Maxima.Axis axis(Window window, int number, View images, View to, long bytes) {
        Window.Along axis = window.axes().get(number);
        return new Maxima.Axis((int) axis.size(), bytes, axis.stride() * bytes, (int) to.type().shape().size(1 + number));
    }
}
