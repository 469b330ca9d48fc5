package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;

/// What layers of attention with several heads have.
public class HeadConfig extends DenseConfig {
    @Before("kernel_initializer") boolean useBias = true;
    @Before("kernel_initializer") boolean useGate = false;
    @Before("kernel_initializer") @Nullable Integer slidingWindow;
    @Nullable Long seed;

    /// Not a key.
    transient AttentionCall call = AttentionCall.PLAIN;
}
