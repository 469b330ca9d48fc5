package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;

/// The places where a window meets an image.
///
/// @param images `[batch, …, channels]`
/// @param results `[batch, …', channels']`
record Taps(Window window, Shape images, Shape results) {

    interface Visitor {
        /// @param image a pixel's position among all of all images
        /// @param tap the position in the window
        /// @param result the position among all results
        void visit(int image, int tap, int result);
    }

    /// Visits all that aren't padding: result by result, and for each in the window's row-major order.
    void forEach(Visitor visitor) {
        for (int image = 0; image < images.size(0); image++) {
            results(0, new long[window.rank()], image, image, visitor);
        }
    }

    private void results(int axis, long[] at, int image, int result, Visitor visitor) {
        if (axis == window.rank()) {
            taps(0, at, image, 0, result, visitor);
            return;
        }
        int count = (int) results.size(axis + 1);
        for (at[axis] = 0; at[axis] < count; at[axis]++) {
            results(axis + 1, at, image, result * count + (int) at[axis], visitor);
        }
    }

    private void taps(int axis, long[] at, int image, int tap, int result, Visitor visitor) {
        if (axis == window.rank()) {
            visitor.visit(image, tap, result);
            return;
        }
        Window.Along along = window.axes().get(axis);
        long size = images.size(axis + 1);
        for (int i = 0; i < along.size(); i++) {
            long place = at[axis] * along.stride() - along.before() + i * along.dilation();
            if (place >= 0 && place < size) {
                taps(axis + 1, at, (int) (image * size + place), (int) (tap * along.size()) + i, result, visitor);
            }
        }
    }
}
