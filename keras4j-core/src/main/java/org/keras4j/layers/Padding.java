package org.keras4j.layers;

import org.keras4j.engine.graph.Window;
import org.keras4j.engine.graph.Window.Pair;
import org.keras4j.engine.tensor.Shape;

/// What a window does at the edge of an image.
public enum Padding {
    /// It stays inside.
    VALID,
    /// The image is padded so that each stride has a result.
    SAME;

    Window window(Pair size, Pair stride, Pair dilation, Shape image) {
        return switch (this) {
            case VALID -> Window.valid(size, stride, dilation);
            case SAME -> Window.same(size, stride, dilation, image);
        };
    }
}
