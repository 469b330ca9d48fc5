package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Convolution in one to three spatial axes, a window for each.
///
/// | argument | shape                                                                                        |
/// |----------|----------------------------------------------------------------------------------------------|
/// | src      | `[batch, channels, …]`                                                                       |
/// | weights  | `[filters, channels, …]`, or in groups `[groups, filters / groups, channels / groups, …]`    |
/// | bias     | `[filters]`                                                                                  |
/// | dst      | `[batch, filters, …]`                                                                        |
///
/// That is the order of the axes in the descriptors; how they lie in memory is the layouts' affair.
public record Convolution(List<Window> windows) {
    private static final int DIRECT = 1;

    public Convolution {
        windows = List.copyOf(windows);
    }

    public PrimitiveDesc forward(Mode mode, MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst,
            Attributes attributes) {
        requireKernel(weights);
        return PrimitiveDesc.create("convolution_forward", mode.code, DIRECT, src, weights, bias, dst, Window.strides(windows),
                Window.gaps(windows), Window.before(windows), Window.after(windows), attributes);
    }

    /// The gradient by the source.
    public PrimitiveDesc backwardData(MemoryDesc diffSrc, MemoryDesc weights, MemoryDesc diffDst, PrimitiveDesc forward,
            Attributes attributes) {
        requireKernel(weights);
        return PrimitiveDesc.create("convolution_backward_data", DIRECT, diffSrc, weights, diffDst, Window.strides(windows),
                Window.gaps(windows), Window.before(windows), Window.after(windows), forward, attributes);
    }

    /// The gradients by the weights and, unless it is null, the bias.
    public PrimitiveDesc backwardWeights(MemoryDesc src, MemoryDesc diffWeights, @Nullable MemoryDesc diffBias,
            MemoryDesc diffDst, PrimitiveDesc forward, Attributes attributes) {
        requireKernel(diffWeights);
        return PrimitiveDesc.create("convolution_backward_weights", DIRECT, src, diffWeights, diffBias, diffDst,
                Window.strides(windows), Window.gaps(windows), Window.before(windows), Window.after(windows), forward,
                attributes);
    }

    private void requireKernel(MemoryDesc weights) {
        int rank = weights.shape().rank();
        if (rank < windows.size() || !Arrays.equals(weights.shape().slice(rank - windows.size(), rank).toArray(),
                Window.sizes(windows))) {
            throw new IllegalArgumentException("Convolution: expected weights of the windows' sizes "
                    + Arrays.toString(Window.sizes(windows)) + ", got " + weights + ".");
        }
    }
}
