package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// Images and what they show.
///
/// @param images uint8 `[count, 28, 28]`, 0 is background
/// @param labels uint8 `[count]`
record LabelledImages(NDArray images, NDArray labels) {

    int count() {
        return Math.toIntExact(images.size(0));
    }

    /// The images from `from` (inclusive) to `to` (exclusive), in the same memory.
    LabelledImages rows(int from, int to) {
        return new LabelledImages(images.rows(from, to), labels.rows(from, to));
    }
}
