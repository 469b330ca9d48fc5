package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// Pictures and what is on them.
///
/// @param images uint8 `[count, 32, 32, 3]`
/// @param labels `[count]`, from 0
public record Pictures(NDArray images, NDArray labels) {
    public static final int SIDE = 32;
    public static final int COLORS = 3;

    public int count() {
        return Math.toIntExact(images.size(0));
    }

    public Pictures rows(int from, int to) {
        return new Pictures(images.rows(from, to), labels.rows(from, to));
    }

    public Pictures take(int... positions) {
        return new Pictures(images.take(positions), labels.take(positions));
    }

    public int[] truth() {
        return labels.toIntArray();
    }
}
