package org.keras4j.engine.cpu.foreign;

import module java.base;

/// The gradients of a dense layer, of rows times a kernel.
///
/// | argument | shape              |
/// |----------|--------------------|
/// | src      | `[rows, inner]`    |
/// | weights  | `[columns, inner]` |
/// | dst      | `[rows, columns]`  |
///
/// That is the order of the axes in the descriptors; how they lie in memory is the layouts' affair.
public final class InnerProduct {
    private InnerProduct() {}

    /// The gradient by the weights.
    public static PrimitiveDesc backwardWeights(MemoryDesc src, MemoryDesc diffWeights, MemoryDesc diffDst, Attributes attributes) {
        var forward = PrimitiveDesc.create("inner_product_forward", Mode.TRAINING.code, src, MemoryDesc.any(src.dtype(), diffWeights.shape()), null,
                diffDst, attributes);
        return PrimitiveDesc.create("inner_product_backward_weights", src, diffWeights, null, diffDst, forward, attributes);
    }
}
