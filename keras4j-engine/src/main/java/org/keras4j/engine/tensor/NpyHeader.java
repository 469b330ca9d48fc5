package org.keras4j.engine.tensor;

import module java.base;

/// What the header of a `.npy` file says: the Python text of a dictionary, `{'descr': '<f4', 'fortran_order': False,
/// 'shape': (2, 3), }`.
record NpyHeader(DType dtype, ByteOrder order, Layout layout, Shape shape, Meaning meaning) {
    enum Layout { ROW_MAJOR, COLUMN_MAJOR }

    /// What the elements along the last axis are: numbers, the bytes of a string (`S`), or its characters by their numbers in Unicode (`U`).
    enum Meaning { NUMBERS, BYTES, CHARACTERS }

    /// NumPy leaves so much room that the first axis can grow in place.
    private static final int GROWTH_DIGITS = 21;

    /// The header for an array in memory, without its padding.
    static String of(NDArray array) {
        int rank = array.isTexts() ? array.rank() - 1 : array.rank();
        String sizes = array.shape().sizes().stream().limit(rank).map(size -> size + ",").collect(Collectors.joining(" "));
        if (rank > 1) {
            sizes = sizes.substring(0, sizes.length() - 1);
        }
        int room = rank == 0 ? 0 : GROWTH_DIGITS - Long.toString(array.size(0)).length();
        return "{'descr': '" + (array.isTexts() ? "|S" + array.size(-1) : descr(array.dtype())) + "', 'fortran_order': False, 'shape': (" + sizes + "), }" + " ".repeat(room);
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
