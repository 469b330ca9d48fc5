package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Maximum or mean over windows, one for each spatial axis: `[batch, channels, …]` to `[batch, channels, …]`.
public record Pooling(Kind kind, List<Window> windows) {
    public enum Kind {
        /// Trains with a workspace, which tells where the maximum was.
        MAX(0x1ff),
        /// Divides by the number of elements that aren't padding.
        MEAN_WITHOUT_PADDING(0x3ff);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    public Pooling {
        windows = List.copyOf(windows);
    }

    public PrimitiveDesc forward(Mode mode, MemoryDesc src, MemoryDesc dst, Attributes attributes) {
        return PrimitiveDesc.create("pooling_forward", mode.code, kind.code, src, dst, Window.strides(windows),
                Window.sizes(windows), Window.gaps(windows), Window.before(windows), Window.after(windows), attributes);
    }

    public PrimitiveDesc backward(MemoryDesc diffSrc, MemoryDesc diffDst, PrimitiveDesc forward, Attributes attributes) {
        return PrimitiveDesc.create("pooling_backward", kind.code, diffSrc, diffDst, Window.strides(windows),
                Window.sizes(windows), Window.gaps(windows), Window.before(windows), Window.after(windows), forward, attributes);
    }
}
