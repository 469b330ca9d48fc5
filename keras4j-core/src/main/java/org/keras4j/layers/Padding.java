package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;

/// What a window does at the edge of an image.
public enum Padding {
    /// It stays inside.
    VALID,
    /// The image is padded so that each stride has a result.
    SAME,
    /// A sequence is padded before its start, so that no result sees what comes later. For [Conv1D] alone.
    CAUSAL;

    /// The one of Keras' name: `valid`, `same` or `causal`.
    ///
    /// @throws IllegalArgumentException for any other name
    public static Padding of(String name) {
        return Named.of("padding", Padding.class, name);
    }

    Window window(Extent size, Extent stride, Extent dilation, Shape images) {
        Window inside = Window.valid(size.shape(), stride.shape(), dilation.shape());
        return switch (this) {
            case VALID -> inside;
            case SAME -> inside.same(images);
            case CAUSAL -> inside.causal();
        };
    }

    /// @param place for the message
    void refuseCausal(String place) {
        if (this == CAUSAL) {
            throw new IllegalArgumentException(place + ": expected padding valid or same, got causal. That is for Conv1D.");
        }
    }
}
