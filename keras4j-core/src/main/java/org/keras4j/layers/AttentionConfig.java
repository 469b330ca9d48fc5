package org.keras4j.layers;

import org.jspecify.annotations.Nullable;

/// What layers of plain attention have.
public class AttentionConfig extends LayerConfig {
    boolean useScale = false;
    double dropout = 0;
    @Nullable Long seed;

    /// Not a key.
    transient AttentionCall call = AttentionCall.PLAIN;
}
