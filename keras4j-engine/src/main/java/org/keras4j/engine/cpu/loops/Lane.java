package org.keras4j.engine.cpu.loops;

import org.keras4j.engine.tensor.DType;

/// The type that a loop computes in. Narrower elements are widened when loaded and rounded when stored.
public enum Lane {
    FLOAT32(DType.FLOAT32),
    FLOAT64(DType.FLOAT64),
    INT32(DType.INT32),
    INT64(DType.INT64),
    BOOL(DType.BOOL);

    private final DType dtype;

    Lane(DType dtype) {
        this.dtype = dtype;
    }

    /// What elements of `dtype` are computed in: float32 for the 16-bit floats, int32 for bytes.
    public static Lane of(DType dtype) {
        return switch (dtype) {
            case FLOAT32, BFLOAT16, FLOAT16 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            case INT8, UINT8, INT32 -> INT32;
            case INT64 -> INT64;
            case BOOL -> BOOL;
        };
    }

    /// The element type of the same width and meaning.
    public DType dtype() {
        return dtype;
    }

    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    @Override
    public String toString() {
        return dtype.toString();
    }
}
