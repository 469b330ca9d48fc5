package org.keras4j.models;

import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;

/// A layer that can be trained by itself.
public abstract class Model extends Layer {
    private volatile boolean stopRequested;

    protected Model(LayerConfig config) {
        super(config);
    }

    /// Asks a running `fit` to end after its step. May be called from any thread.
    public void requestStop() {
        stopRequested = true;
    }

    public boolean isStopRequested() {
        return stopRequested;
    }
}
