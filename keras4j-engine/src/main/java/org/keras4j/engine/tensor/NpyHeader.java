package org.keras4j.engine.tensor;

import module java.base;

/// What the header of a `.npy` file says: the Python text of a dictionary, `{'descr': '<f4', 'fortran_order': False,
/// 'shape': (2, 3), }`.
record NpyHeader(DType dtype, ByteOrder order, Layout layout, Shape shape) {
    enum Layout { ROW_MAJOR, COLUMN_MAJOR }

    /// NumPy leaves so much room that the first axis can grow in place.
    private static final int GROWTH_DIGITS = 21;

    /// The header for an array in memory, without its padding.
    static String of(NDArray array) {
        String sizes = array.shape().sizes().stream().map(size -> size + ",").collect(Collectors.joining(" "));
        if (array.rank() > 1) {
            sizes = sizes.substring(0, sizes.length() - 1);
        }
        int room = array.rank() == 0 ? 0 : GROWTH_DIGITS - Long.toString(array.size(0)).length();
        return "{'descr': '" + descr(array.dtype()) + "', 'fortran_order': False, 'shape': (" + sizes + "), }" + " ".repeat(room);
    }

    private static String descr(DType dtype) {
        char order = dtype.bytes() == 1 ? '|' : ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
        return order + code(dtype);
    }

    /// Kind and bytes as NumPy writes them; bfloat16, which NumPy hasn't got, as Google's `ml_dtypes` does.
    static String code(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "f4";
            case FLOAT64 -> "f8";
            case BFLOAT16 -> "V2";
            case FLOAT16 -> "f2";
            case INT8 -> "i1";
            case UINT8 -> "u1";
            case INT32 -> "i4";
            case INT64 -> "i8";
            case BOOL -> "b1";
        };
    }

    /// @throws ArithmeticException when there are more than 2⁶³ − 1
    long bytes() {
        return Math.multiplyExact(shape.elements(), dtype.bytes());
    }
}
