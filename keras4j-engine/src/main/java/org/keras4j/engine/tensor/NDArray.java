package org.keras4j.engine.tensor;

import module java.base;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/// A dense array in row-major order, as people know it from NumPy.
///
/// | these share the memory of their array                   | everything else returns new memory |
/// |---------------------------------------------------------|------------------------------------|
/// | `reshape`, `flatten`, `expandDims`, `squeeze`, `index`, `row`, `rows`, `wrap` | `slice`, `take`, `transpose`, `copy`, arithmetic, … |
///
/// Axes and positions may be negative: they count from the end. Arithmetic is done in double precision and rounded once
/// to the type of the result, which is Keras': a floating type wins over an integer one, the wider wins, bfloat16 with
/// float16 gives float32, and what can't stay an integer (a mean, a quotient, a product with 0.5) becomes float32.
/// Integers beyond 2⁵³ keep their value when moved or converted to `long[]`, not in arithmetic.
///
/// Elements may be written; an array that several threads use must not be written meanwhile.
public final class NDArray {
    private final DType dtype;
    private final Shape shape;
    private final long[] sizes;
    private final ArrayMemory memory;
    private final boolean texts;

    private NDArray(DType dtype, Shape shape, ArrayMemory memory) {
        this(dtype, shape, memory, false);
    }

    private NDArray(DType dtype, Shape shape, ArrayMemory memory, boolean texts) {
        this.dtype = dtype;
        this.shape = shape;
        this.sizes = shape.toArray();
        this.memory = memory;
        this.texts = texts;
        long bytes = Math.multiplyExact(shape.elements(), dtype.bytes());
        long given = memory.segment().byteSize();
        if (given != bytes) {
            boolean whole = given % dtype.bytes() == 0;
            throw new IllegalArgumentException("NDArray: expected " + (whole ? shape.elements() + " elements" : bytes + " bytes") + " for " + dtype + shape
                    + ", got " + (whole ? given / dtype.bytes() : given) + ". Check the shape and the type.");
        }
    }

    // ---- making arrays ---------------------------------------------------------------------------------------------
    //
    // What is made of Java's arrays has their type: float32 of float, float64 of double, int32 of int, int64 of long, bool of boolean.

    /// Zeros; `false` of bools.
    public static NDArray zeros(DType dtype, Shape shape) {
        return new NDArray(dtype, shape, ArrayMemory.allocate(dtype, shape));
    }

    /// Ones; `true` of bools.
    public static NDArray ones(DType dtype, Shape shape) {
        return full(dtype, shape, 1);
    }

    /// An array of one number everywhere, as [DType#store] has it.
    public static NDArray full(DType dtype, Shape shape, double value) {
        var array = zeros(dtype, shape);
        if (array.elements() > 0) {
            array.setAt(0, value);
            for (long filled = 1; filled < array.elements(); filled *= 2) {
                copy(array, 0, array, filled, Math.min(filled, array.elements() - filled));
            }
        }
        return array;
    }

    /// The array whose element at flat position `i` is `element.applyAsDouble(i)`.
    public static NDArray generate(DType dtype, Shape shape, LongToDoubleFunction element) {
        var array = zeros(dtype, shape);
        long count = array.elements();
        for (long i = 0; i < count; i++) {
            array.setAt(i, element.applyAsDouble(i));
        }
        return array;
    }

    /// An array over memory that belongs to the caller, who keeps it open: nothing is copied.
    ///
    /// @throws IllegalArgumentException when the segment isn't exactly as large as the array
    public static NDArray wrap(DType dtype, Shape shape, MemorySegment segment) {
        return new NDArray(dtype, shape, new ArrayMemory(segment, segment));
    }

    /// These elements in a row, in the type that corresponds to Java's: a `double` gives float64, as in NumPy. Models take float32: write `1f`, or [#cast].
    public static NDArray of(float... values)   { return of(Shape.of(values.length), values); }
    public static NDArray of(double... values)  { return of(Shape.of(values.length), values); }
    public static NDArray of(int... values)     { return of(Shape.of(values.length), values); }
    public static NDArray of(long... values)    { return of(Shape.of(values.length), values); }
    public static NDArray of(boolean... values) { return of(Shape.of(values.length), values); }

    /// These numbers in a shape, in row-major order; copied.
    ///
    /// @throws IllegalArgumentException when there are more or fewer than the shape has
    public static NDArray of(Shape shape, float... values)  { return copyOf(DType.FLOAT32, shape, MemorySegment.ofArray(values)); }
    public static NDArray of(Shape shape, double... values) { return copyOf(DType.FLOAT64, shape, MemorySegment.ofArray(values)); }
    public static NDArray of(Shape shape, int... values)    { return copyOf(DType.INT32, shape, MemorySegment.ofArray(values)); }
    public static NDArray of(Shape shape, long... values)   { return copyOf(DType.INT64, shape, MemorySegment.ofArray(values)); }

    public static NDArray of(Shape shape, boolean... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return new NDArray(DType.BOOL, shape, ArrayMemory.heap(MemorySegment.ofArray(bytes)));
    }

    /// Nested arrays, the outermost axis first.
    ///
    /// @throws IllegalArgumentException when the rows differ in length
    public static NDArray of(float[][] rows)       { return JavaArrays.nested(rows); }
    public static NDArray of(float[][][] values)   { return JavaArrays.nested(values); }
    public static NDArray of(float[][][][] values) { return JavaArrays.nested(values); }
    public static NDArray of(double[][] rows)      { return JavaArrays.nested(rows); }
    public static NDArray of(int[][] rows)         { return JavaArrays.nested(rows); }
    public static NDArray of(long[][] rows)        { return JavaArrays.nested(rows); }
    public static NDArray of(List<float[]> rows)   { return JavaArrays.nested(rows.toArray(float[][]::new)); }

    /// The remaining bytes of `buffer`, whose elements are in the buffer's byte order. Its position stays.
    public static NDArray of(ByteBuffer buffer, DType dtype, Shape shape) {
        var array = copyOf(dtype, shape, MemorySegment.ofBuffer(buffer));
        if (buffer.order() != ByteOrder.nativeOrder()) {
            JavaArrays.swapBytes(array.segment(), dtype.bytes());
        }
        return array;
    }

    /// The pixels as uint8 `[height, width, channels]`: 1 channel for a grey image, 4 (red, green, blue, alpha) for one
    /// with transparency, else 3.
    public static NDArray of(BufferedImage image) {
        return JavaArrays.pixels(image);
    }

    /// An array without axes, in the type that corresponds to Java's.
    public static NDArray scalar(float value)   { return of(Shape.SCALAR, value); }
    public static NDArray scalar(double value)  { return of(Shape.SCALAR, value); }
    public static NDArray scalar(int value)     { return of(Shape.SCALAR, value); }
    public static NDArray scalar(long value)    { return of(Shape.SCALAR, value); }
    public static NDArray scalar(boolean value) { return of(Shape.SCALAR, value); }

    /// 0, 1, …, n − 1 as int64.
    public static NDArray arange(long n) {
        return generate(DType.INT64, Shape.of(n), i -> i);
    }

    /// The identity matrix in float32.
    public static NDArray eye(long n) {
        return generate(DType.FLOAT32, Shape.of(n, n), i -> i % (n + 1) == 0 ? 1 : 0);
    }

    private static NDArray copyOf(DType dtype, Shape shape, MemorySegment values) {
        return new NDArray(dtype, shape, ArrayMemory.heap(values)).copy();
    }

    // ---- what it is ------------------------------------------------------------------------------------------------

    public DType dtype()        { return dtype; }
    public Shape shape()        { return shape; }
    public int rank()           { return sizes.length; }
    public long size(int axis)  { return sizes[shape.axis(axis)]; }
    public long elements()      { return memory.segment().byteSize() / dtype.bytes(); }

    /// Whether it is known as the bytes of texts: see [#asTexts].
    public boolean isTexts()    { return texts; }

    /// The elements as bytes in the machine's order, exactly as many as the shape and type need. Stays valid as long as
    /// the array is reachable: hold the array while you use its segment.
    public MemorySegment segment() {
        return memory.segment();
    }

    // ---- elements --------------------------------------------------------------------------------------------------

    /// The element at this position, widened: [DType#load] says what that loses.
    ///
    /// @throws IllegalArgumentException  when there aren't as many numbers as axes
    /// @throws IndexOutOfBoundsException naming the axis, when there is no such element
    public double get(long... index) {
        requireRank(index.length);
        return at(flat(index));
    }

    /// Writes the element at this position, as [DType#store] has it.
    ///
    /// @throws IllegalArgumentException  when there aren't as many numbers as axes
    /// @throws IndexOutOfBoundsException naming the axis, when there is no such element
    public void set(double value, long... index) {
        requireRank(index.length);
        setAt(flat(index), value);
    }

    /// The element at a flat position: counted from 0 in row-major order, not from the end.
    ///
    /// @throws IndexOutOfBoundsException when there is no such element
    public double at(long flat) {
        double value = dtype.load(memory.segment(), flat);
        Reference.reachabilityFence(this);
        return value;
    }

    /// Writes the element at a flat position.
    ///
    /// @throws IndexOutOfBoundsException when there is no such element
    public void setAt(long flat, double value) {
        dtype.store(memory.segment(), flat, value);
        Reference.reachabilityFence(this);
    }

    /// The only element.
    ///
    /// @throws IllegalStateException when there is another number of elements
    public double item() {
        if (elements() != 1) {
            throw new IllegalStateException("item: expected one element, got " + dtype + shape + ". Index it first.");
        }
        return at(0);
    }

    /// A copy of the elements in row-major order, widened and then cast as Java does; as bytes those of [#segment].
    public float[] toFloatArray()   { return JavaArrays.floats(this); }
    public double[] toDoubleArray() { return JavaArrays.doubles(this); }
    public int[] toIntArray()       { return JavaArrays.ints(this); }
    public long[] toLongArray()     { return JavaArrays.longs(this); }
    public byte[] toByteArray()     { return JavaArrays.bytes(this); }

    /// The elements as arrays of arrays: those of a matrix row by row.
    ///
    /// @throws IllegalStateException when there is another number of axes
    public float[][] toFloats2D()     { return rowsOf(2, float[][]::new, NDArray::toFloatArray); }
    public float[][][] toFloats3D()   { return rowsOf(3, float[][][]::new, NDArray::toFloats2D); }
    public float[][][][] toFloats4D() { return rowsOf(4, float[][][][]::new, NDArray::toFloats3D); }
    public double[][] toDoubles2D()   { return rowsOf(2, double[][]::new, NDArray::toDoubleArray); }
    public int[][] toInts2D()         { return rowsOf(2, int[][]::new, NDArray::toIntArray); }

    // ---- other views of the same memory ----------------------------------------------------------------------------

    /// The same elements in another shape; one size may be −1 and follows from the others.
    public NDArray reshape(long... to) {
        return reshape(ArrayMoves.reshaped(shape, to));
    }

    /// The same elements in another shape.
    ///
    /// @throws IllegalArgumentException when it has another number of elements
    public NDArray reshape(Shape to) {
        if (to.elements() != elements()) {
            throw new IllegalArgumentException("reshape: expected a shape of " + elements() + " elements for " + dtype
                    + shape + ", got " + to + ".");
        }
        return new NDArray(dtype, to, memory, texts);
    }

    /// The same elements, known as the bytes of texts: so that nobody takes them for numbers. What is moved, cut or joined of it is known as such, too; what is
    /// [cast][#cast] to another type or computed of it is numbers.
    ///
    /// @throws IllegalArgumentException when they aren't uint8 along an axis
    public NDArray asTexts() {
        if (dtype != DType.UINT8 || rank() == 0) {
            throw new IllegalArgumentException("asTexts: expected uint8 [texts, …, bytes], got " + dtype + shape + ".");
        }
        return new NDArray(dtype, shape, memory, true);
    }

    /// The same elements in one axis.
    public NDArray flatten() {
        return reshape(Shape.of(elements()));
    }

    /// A further axis of size 1 before `axis`; −1 puts it last.
    public NDArray expandDims(int axis) {
        return reshape(shape.insert(axis < 0 ? axis + rank() + 1 : axis, 1));
    }

    /// Without the axes of size 1.
    public NDArray squeeze() {
        return reshape(new Shape(shape.sizes().stream().filter(size -> size != 1).toList()));
    }

    /// The part at these leading positions: of a `[10, 28, 28]`, `index(3)` is `[28, 28]`, and `index(3, 0)` is `[28]`.
    public NDArray index(long... leading) {
        Shape rest = shape.slice(Math.min(leading.length, rank()), rank());
        long count = rest.elements();
        return part(rest, flat(leading) * count, count);
    }

    /// The part at this position of the first axis.
    public NDArray row(long row) {
        return index(row);
    }

    /// The part from `from` (inclusive) to `to` (exclusive) of the first axis.
    public NDArray rows(long from, long to) {
        ArrayMoves.checkRange(shape, 0, from, to);
        Shape part = shape.with(0, to - from);
        long row = shape.without(0).elements();
        return part(part, from * row, part.elements());
    }

    // ---- moving ----------------------------------------------------------------------------------------------------

    /// The axes in another order; without arguments in reverse.
    public NDArray transpose(int... axes) { return ArrayMoves.transpose(this, axes); }

    /// The part from `from` (inclusive) to `to` (exclusive) of one axis.
    public NDArray slice(int axis, long from, long to) {
        int at = shape.axis(axis);
        ArrayMoves.checkRange(shape, at, from, to);
        var start = new long[rank()];
        start[at] = from;
        return ArrayMoves.slice(this, start, shape.with(at, to - from));
    }

    /// The part from `from` (inclusive) to `to` (exclusive) of every axis.
    public NDArray slice(long[] from, long[] to) { return ArrayMoves.slice(this, from, to); }

    /// The rows at these positions of the first axis, in this order.
    public NDArray take(int... rows)     { return ArrayMoves.take(this, Shape.of(rows.length), i -> rows[(int) i]); }
    public NDArray take(long[] rows)     { return ArrayMoves.take(this, Shape.of(rows.length), i -> rows[(int) i]); }

    /// The rows at these positions: `[batch]` of a `[rows, …]` gives `[batch, …]`.
    public NDArray take(NDArray indices) { return ArrayMoves.take(this, indices.shape, i -> (long) indices.at(i)); }

    /// Joins arrays along an axis, which is the only one in which their sizes may differ. At least one.
    ///
    /// @throws IllegalArgumentException when types or other sizes differ
    public static NDArray concat(int axis, List<NDArray> parts) { return ArrayMoves.concat(axis, parts); }
    public static NDArray concat(int axis, NDArray... parts)    { return concat(axis, List.of(parts)); }

    /// Joins arrays of one shape along a new axis.
    public static NDArray stack(int axis, List<NDArray> parts) {
        return concat(axis, parts.stream().map(part -> part.expandDims(axis)).toList());
    }

    public static NDArray stack(int axis, NDArray... parts) {
        return stack(axis, List.of(parts));
    }

    /// The same elements in memory of its own.
    public NDArray copy() {
        var copy = zeros(dtype, shape);
        copy(this, 0, copy, 0, elements());
        return copy.knownAs(this);
    }

    /// The values in another type, as [DType#store] has it; from int64 to a smaller integer the low bytes. This array itself
    /// when it has that type.
    public NDArray cast(DType to) { return to == dtype ? this : ArrayMath.cast(this, to); }

    // ---- computing -------------------------------------------------------------------------------------------------

    /// Element by element, in the shape that NumPy broadcasts the two to.
    ///
    /// @throws IllegalArgumentException when an axis has two sizes, neither of them 1
    public NDArray plus(NDArray other)      { return ArrayMath.combine(this, other, Double::sum); }
    public NDArray minus(NDArray other)     { return ArrayMath.combine(this, other, (a, b) -> a - b); }
    public NDArray times(NDArray other)     { return ArrayMath.combine(this, other, (a, b) -> a * b); }
    public NDArray dividedBy(NDArray other) { return ArrayMath.divide(this, other); }

    /// A number with a fraction makes an integer array float32.
    public NDArray plus(double value)       { return ArrayMath.floating(this, x -> x + value); }
    public NDArray minus(double value)      { return ArrayMath.floating(this, x -> x - value); }
    public NDArray times(double value)      { return ArrayMath.floating(this, x -> x * value); }
    public NDArray dividedBy(double value)  { return ArrayMath.floating(this, x -> x / value); }

    /// A whole number leaves an integer array one.
    public NDArray plus(long value)         { return ArrayMath.whole(this, x -> x + value); }
    public NDArray minus(long value)        { return ArrayMath.whole(this, x -> x - value); }
    public NDArray times(long value)        { return ArrayMath.whole(this, x -> x * value); }

    /// `function` of each element, rounded to this array's type.
    public NDArray map(DoubleUnaryOperator function) { return ArrayMath.map(this, dtype, function); }
    public NDArray abs()                             { return map(Math::abs); }
    public NDArray negate()                          { return map(x -> -x); }

    /// Over these axes, which disappear; over all without arguments. Of bool and 8-bit integers an int32.
    public NDArray sum(int... axes)  { return ArrayMath.sum(this, axes); }
    public NDArray mean(int... axes) { return ArrayMath.mean(this, axes); }

    /// The mean of squared distances from the mean, and its root: of all there are, as in NumPy, not of a sample (which divides by one less).
    public NDArray var(int... axes)  { return ArrayMath.variance(this, axes, variance -> variance); }
    public NDArray std(int... axes)  { return ArrayMath.variance(this, axes, Math::sqrt); }

    /// NaN if there is one, as in NumPy.
    public NDArray max(int... axes)  { return ArrayMath.extreme(this, axes, Math::max, Double.NEGATIVE_INFINITY); }
    public NDArray min(int... axes)  { return ArrayMath.extreme(this, axes, Math::min, Double.POSITIVE_INFINITY); }

    /// The position of the first largest element along `axis`, as int64; a NaN counts as the largest.
    public NDArray argMax(int axis)  { return ArrayMath.argExtreme(this, axis, (a, b) -> a > b); }

    /// The position of the first smallest element along `axis`, as int64; a NaN counts as the smallest.
    public NDArray argMin(int axis)  { return ArrayMath.argExtreme(this, axis, (a, b) -> a < b); }

    /// The flat position of the first largest element.
    public long argMax()             { return (long) flatten().argMax(0).item(); }

    /// The flat position of the first smallest element.
    public long argMin()             { return (long) flatten().argMin(0).item(); }

    // ---- comparing and printing ------------------------------------------------------------------------------------

    /// Whether shapes agree and each `|this − other| ≤ atol + rtol · |other|`; NaN is close to nothing.
    public boolean allClose(NDArray other, double rtol, double atol) {
        return ArrayMath.allClose(this, other, rtol, atol);
    }

    /// Same type, shape and bytes: a NaN equals the same NaN, and 0.0 isn't −0.0.
    @Override
    public boolean equals(@Nullable Object object) {
        if (!(object instanceof NDArray other) || dtype != other.dtype || !shape.equals(other.shape)) {
            return false;
        }
        boolean same = segment().mismatch(other.segment()) == -1;
        Reference.reachabilityFence(this);
        Reference.reachabilityFence(other);
        return same;
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(dtype, shape) + ArrayMath.hash(this);
    }

    /// Type, shape and elements as NumPy prints them: above 1000 elements only the edges.
    @Override
    public String toString() {
        return ArrayText.of(this);
    }

    // ---- for this room: access that keeps the memory alive ---------------------------------------------------------

    /// An integer element, unwidened.
    long longAt(long flat) {
        long value = dtype == DType.INT64 ? segment().get(ValueLayout.JAVA_LONG_UNALIGNED, flat * 8) : (long) at(flat);
        Reference.reachabilityFence(this);
        return value;
    }

    /// `count` elements between arrays of one element size.
    static void copy(NDArray from, long fromElement, NDArray to, long toElement, long count) {
        long bytes = from.dtype.bytes();
        MemorySegment.copy(from.segment(), fromElement * bytes, to.segment(), toElement * bytes, count * bytes);
        Reference.reachabilityFence(from);
        Reference.reachabilityFence(to);
    }

    /// The `count` elements from `from` on, widened, into the start of `into`.
    void read(long from, double[] into, int count) {
        JavaArrays.read(dtype, segment(), from, into, count);
        Reference.reachabilityFence(this);
    }

    void write(long at, double[] values, int count) {
        JavaArrays.write(dtype, segment(), at, values, count);
        Reference.reachabilityFence(this);
    }

    /// This array, whose elements are from `source`, as texts if those are.
    NDArray knownAs(NDArray source) {
        return source.texts && rank() > 0 ? asTexts() : this;
    }

    private NDArray part(Shape shape, long from, long count) {
        var segment = memory.segment().asSlice(from * dtype.bytes(), count * dtype.bytes());
        return new NDArray(dtype, shape, new ArrayMemory(segment, memory.owner()), texts);
    }

    private long flat(long[] index) {
        if (index.length > sizes.length) {
            requireRank(index.length);
        }
        long flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            long size = sizes[axis];
            long at = index[axis] < 0 ? index[axis] + size : index[axis];
            if (at < 0 || at >= size) {
                throw new IndexOutOfBoundsException("Index: expected " + (size == 0 ? "none" : -size + " to " + (size - 1)) + " at axis " + axis
                        + " of " + dtype + shape + ", got " + index[axis] + ".");
            }
            flat = flat * size + at;
        }
        return flat;
    }

    private void requireRank(int given) {
        if (given != sizes.length) {
            throw new IllegalArgumentException("Index: expected " + sizes.length + " positions for " + dtype + shape
                    + ", got " + given + ".");
        }
    }

    private <T> T[] rowsOf(int rank, IntFunction<T[]> array, Function<NDArray, T> convert) {
        if (rank() != rank) {
            throw new IllegalStateException("NDArray: expected " + rank + " axes for nested arrays, got " + dtype + shape + ". Reshape it first.");
        }
        var rows = array.apply(Math.toIntExact(size(0)));
        Arrays.setAll(rows, row -> convert.apply(row(row)));
        return rows;
    }
}
