package org.keras4j.engine.reference;

import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;

/// The places where a window meets an image.
///
/// @param images `[batch, rows, columns, …]`
/// @param results `[batch, rows', columns', …]`
record Taps(Window window, Shape images, Shape results) {

    interface Visitor {
        /// @param image a pixel's position among all of all images
        /// @param tap the position in the window
        /// @param result the position among all results
        void visit(int image, int tap, int result);
    }

    /// Visits all that aren't padding: result by result, and for each in the window's row-major order.
    void forEach(Visitor visitor) {
        int rows = (int) images.size(1);
        int columns = (int) images.size(2);
        int result = 0;
        for (int image = 0; image < results.size(0); image++) {
            for (int y = 0; y < results.size(1); y++) {
                for (int x = 0; x < results.size(2); x++, result++) {
                    for (int dy = 0; dy < window.size().height(); dy++) {
                        long row = y * window.stride().height() - window.before().height() + dy * window.dilation().height();
                        if (row < 0 || row >= rows) {
                            continue;
                        }
                        for (int dx = 0; dx < window.size().width(); dx++) {
                            long column = x * window.stride().width() - window.before().width() + dx * window.dilation().width();
                            if (column >= 0 && column < columns) {
                                visitor.visit((int) ((image * rows + row) * columns + column),
                                        (int) (dy * window.size().width() + dx), result);
                            }
                        }
                    }
                }
            }
        }
    }
}
