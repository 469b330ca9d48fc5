package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// Our element types as oneDNN's `dnnl_data_type_t`.
final class DataTypes {
    private DataTypes() {}

    /// @throws UnsupportedOperationException for types in which oneDNN computes nothing
    static int code(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> 1;
            case BFLOAT16 -> 2;
            case FLOAT32 -> 3;
            case INT32 -> 4;
            case INT8 -> 5;
            case UINT8 -> 6;
            case FLOAT64, INT64, BOOL -> throw new UnsupportedOperationException("oneDNN: expected float32, bfloat16, float16, "
                    + "int8, uint8 or int32, got " + dtype + ". Cast it first.");
        };
    }

    static DType of(int code) {
        return switch (code) {
            case 1 -> DType.FLOAT16;
            case 2 -> DType.BFLOAT16;
            case 3 -> DType.FLOAT32;
            case 4 -> DType.INT32;
            case 5 -> DType.INT8;
            case 6 -> DType.UINT8;
            default -> throw new AssertionError("oneDNN data type " + code);
        };
    }
}
