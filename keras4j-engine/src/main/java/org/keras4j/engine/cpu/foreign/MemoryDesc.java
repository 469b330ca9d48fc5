package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Shape, element type and layout of a buffer: an immutable value, freed when unreachable. Prints as `float32[2, 3] ab`.
///
/// A layout names the axes `a`, `b`, … by falling distance of neighbours: `ab` is a row-major matrix, `ba` a column-major
/// one, `acdb` channels-last images. Capitals are axes that are also cut into blocks, listed behind: `ABcd16b16a`.
public final class MemoryDesc {
    private static final String DESTROY = "dnnl_memory_desc_destroy";
    private static final String QUERY = "dnnl_memory_desc_query";
    private static final int TAG_ANY = 1;

    /// `dnnl_query_t`
    private static final int STRIDES = 14, NDIMS = 256, DIMS = 257, DATA_TYPE = 258, FORMAT_KIND = 262,
            BLOCKS = 263, BLOCK_SIZES = 264, BLOCK_AXES = 265;

    /// `dnnl_format_kind_t`
    private static final int ANY = 1, BLOCKED = 2;

    final MemorySegment handle;
    private final Shape shape;
    private final DType dtype;

    private MemoryDesc(String function, Object... arguments) {
        handle = Dnnl.make(Arena.ofAuto(), DESTROY, function, arguments);
        dtype = DataTypes.of(queryInt(DATA_TYPE));
        shape = Shape.of(queryLongs(DIMS, queryInt(NDIMS)));
    }

    /// Row-major without gaps.
    public static MemoryDesc plain(DType dtype, Shape shape) {
        return strided(dtype, shape, shape.strides());
    }

    /// `strides` are in elements, one an axis.
    public static MemoryDesc strided(DType dtype, Shape shape, long... strides) {
        requireAxes(shape);
        if (strides.length != shape.rank()) {
            throw new IllegalArgumentException("MemoryDesc: expected one stride an axis of " + shape + ", got "
                    + Arrays.toString(strides) + ".");
        }
        return new MemoryDesc("dnnl_memory_desc_create_with_strides", shape.rank(), shape.toArray(), DataTypes.code(dtype),
                strides);
    }

    /// Leaves the layout to the primitive.
    public static MemoryDesc any(DType dtype, Shape shape) {
        requireAxes(shape);
        return new MemoryDesc("dnnl_memory_desc_create_with_tag", shape.rank(), shape.toArray(), DataTypes.code(dtype), TAG_ANY);
    }

    private static void requireAxes(Shape shape) {
        if (shape.isScalar()) {
            throw new IllegalArgumentException("MemoryDesc: expected an axis or more, got a scalar. Make it [1].");
        }
    }

    /// A copy of what oneDNN owns; nothing for its word for nothing, which is a descriptor without axes.
    static Optional<MemoryDesc> copyOf(MemorySegment handle) {
        return handle.address() == 0 || Dnnl.queryInt(QUERY, handle, NDIMS) == 0
                ? Optional.empty() : Optional.of(new MemoryDesc("dnnl_memory_desc_clone", handle));
    }

    public Shape shape() { return shape; }
    public DType dtype() { return dtype; }

    /// Bytes of a buffer, padding included; 0 while the layout is left open.
    public long byteSize() {
        return Dnnl.library().callLong("dnnl_memory_desc_get_size", handle);
    }

    /// Bytes from the first element to the end of the last: less than [#byteSize] for rows that lie in wider ones.
    public long reachBytes() {
        if (!isStrided() || shape.elements() == 0) {
            return byteSize();
        }
        long[] strides = strides();
        return dtype.bytes() * (1 + IntStream.range(0, strides.length).mapToLong(axis -> (shape.size(axis) - 1) * strides[axis]).sum());
    }

    /// Whether strides alone tell the layout: it has no blocks and nothing that only oneDNN knows.
    public boolean isStrided() {
        return queryInt(FORMAT_KIND) == BLOCKED && queryInt(BLOCKS) == 0;
    }

    /// The distance between neighbours along each axis, in elements.
    ///
    /// @throws IllegalStateException when the layout isn't [strided][#isStrided]
    public long[] strides() {
        if (!isStrided()) {
            throw new IllegalStateException("MemoryDesc: expected a layout that strides describe, got " + this + ".");
        }
        return queryLongs(STRIDES, shape.rank());
    }

    /// The layout as text.
    public String layout() {
        return switch (queryInt(FORMAT_KIND)) {
            case ANY -> "any";
            case BLOCKED -> blockedLayout();
            default -> "opaque";
        };
    }

    private String blockedLayout() {
        long[] strides = queryLongs(STRIDES, shape.rank());
        int blocks = queryInt(BLOCKS);
        long[] sizes = queryLongs(BLOCK_SIZES, blocks);
        long[] axes = queryLongs(BLOCK_AXES, blocks);
        var text = new StringBuilder();
        shape.axes().stream().sorted(Comparator.comparingLong(axis -> -strides[axis])).forEach(axis ->
                text.append((char) ((LongStream.of(axes).anyMatch(a -> a == axis) ? 'A' : 'a') + axis)));
        for (int i = 0; i < blocks; i++) {
            text.append(sizes[i]).append((char) ('a' + axes[i]));
        }
        return text.toString();
    }

    private int queryInt(int what) {
        return Dnnl.queryInt(QUERY, handle, what);
    }

    private long[] queryLongs(int what, int count) {
        return count == 0 ? new long[0] : Dnnl.queryAddress(QUERY, handle, what)
                .reinterpret((long) count * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryDesc that
                && Dnnl.library().callInt("dnnl_memory_desc_equal", handle, that.handle) != 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(shape, dtype);
    }

    @Override
    public String toString() {
        return dtype.toString() + shape + " " + layout();
    }
}
