package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Images and what they show.
///
/// @param images uint8 `[count, 28, 28]`, 0 is background
/// @param labels uint8 `[count]`
public record LabelledImages(NDArray images, NDArray labels) {

    public int count() {
        return Math.toIntExact(images.size(0));
    }

    /// {@return what the network reads: float32 `[count, 28, 28, 1]` from 0 to 1}
    public NDArray pixels() {
        var pixels = NDArray.zeros(DType.FLOAT32, Shape.of(images.size(0), images.size(1), images.size(2), 1));
        var from = images.segment();
        var to = pixels.segment();
        for (long i = 0; i < images.elements(); i++) {
            to.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * i, (from.get(ValueLayout.JAVA_BYTE, i) & 255) / 255f);
        }
        Reference.reachabilityFence(images);
        Reference.reachabilityFence(pixels);
        return pixels;
    }

    /// The images from `from` (inclusive) to `to` (exclusive), in the same memory.
    public LabelledImages rows(int from, int to) {
        return new LabelledImages(images.rows(from, to), labels.rows(from, to));
    }
}
