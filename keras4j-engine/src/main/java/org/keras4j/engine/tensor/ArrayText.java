package org.keras4j.engine.tensor;

import module java.base;

final class ArrayText {
    private ArrayText() {}

    static String of(NDArray array) {
        return array.dtype() + array.shape().toString() + " " + Arrays.toString(array.toDoubleArray());
    }
}
