package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A primitive before its code is made: which implementation will run, and which layouts it wants. Immutable, freed when
/// unreachable. Describe and bind it on a thread with as many threads as will run it: see [Team#useOnThisThread].
public final class PrimitiveDesc {
    /// `dnnl_query_t`
    private static final int IMPLEMENTATION = 8, ARGUMENT = 255;

    private final String function;
    private final @Nullable Object[] arguments;
    final MemorySegment handle;

    private PrimitiveDesc(String function, @Nullable Object... arguments) {
        this.function = function;
        this.arguments = arguments;
        handle = Dnnl.make(Arena.ofAuto(), "dnnl_primitive_desc_destroy", "dnnl_" + function + "_primitive_desc_create",
                arguments);
    }

    /// Calls `dnnl_…_primitive_desc_create` with the engine and what follows it.
    static PrimitiveDesc create(String function, @Nullable Object... arguments) {
        return new PrimitiveDesc(function, Stream.concat(Stream.of(Dnnl.engine()), Stream.of(arguments)).toArray());
    }

    /// `dst = src · weights + bias`, over one or more leading batch axes if any, which broadcast.
    ///
    /// | argument | shape                                        |
    /// |----------|----------------------------------------------|
    /// | src      | `[…, rows, inner]`                           |
    /// | weights  | `[…, inner, columns]`                        |
    /// | bias     | of the rank of dst; axes of size 1 broadcast |
    /// | dst      | `[…, rows, columns]`                         |
    public static PrimitiveDesc matmul(MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst,
            Attributes attributes) {
        return create("matmul", src, weights, bias, dst, attributes);
    }

    /// Copies into another layout or element type.
    public static PrimitiveDesc reorder(MemoryDesc src, MemoryDesc dst, Attributes attributes) {
        return new PrimitiveDesc("reorder", src, Dnnl.engine(), dst, Dnnl.engine(), attributes);
    }

    /// This primitive described anew, for as many threads as the calling thread may use now. It may want other layouts.
    public PrimitiveDesc again() {
        return new PrimitiveDesc(function, arguments);
    }

    /// What oneDNN calls the code that will run: `jit:avx512_core`, `brgemm:avx2`, `ref:any`.
    public String implementation() {
        return Dnnl.queryAddress("dnnl_primitive_desc_query", handle, IMPLEMENTATION, 0).reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// Whether the code that will run is oneDNN's reference, up to a thousand times slower.
    public boolean isReference() {
        return implementation().contains("ref");
    }

    /// Shape, type and chosen layout of an argument.
    ///
    /// @throws IllegalArgumentException when the primitive has none of that name
    public MemoryDesc memory(Arg argument) {
        return query(argument).orElseThrow(() -> new IllegalArgumentException("oneDNN " + function + ": has no argument "
                + argument + "."));
    }

    /// Bytes of [Arg#SCRATCHPAD]; 0 when it needs none.
    public long scratchpadBytes() {
        return query(Arg.SCRATCHPAD).map(MemoryDesc::byteSize).orElse(0L);
    }

    /// About what oneDNN takes for it and for the code of its primitives, which it has once: 250 to 550 KB and as much again for products,
    /// as their resident memory grows on an AVX-512 machine. oneDNN itself doesn't say.
    long ownBytes() {
        return switch (function) {
            case "matmul", "convolution_forward", "convolution_backward_data", "convolution_backward_weights" -> 600L << 10;
            default -> 50L << 10;
        };
    }

    private Optional<MemoryDesc> query(Arg argument) {
        return MemoryDesc.copyOf(
                Dnnl.library().callAddress("dnnl_primitive_desc_query_md", handle, ARGUMENT, argument.code));
    }

    /// Makes the primitive's code and ties it to buffers, each as large as its [#memory] says or larger. They must live as
    /// long as the scope, and one must be named for each argument that the primitive has.
    public Call bind(NativeScope scope, Map<Arg, MemorySegment> buffers) {
        return new Call(this, scope, scope.stream, buffers);
    }

    /// Binds the primitive to its buffers, for a call that runs while others of the scope run on other threads.
    public Call bindApart(NativeScope scope, Map<Arg, MemorySegment> buffers) {
        return new Call(this, scope, scope.stream(), buffers);
    }

    @Override
    public String toString() {
        return function + " (" + implementation() + ")";
    }
}
