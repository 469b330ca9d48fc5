package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Where the channels of an image stand. Channels first costs a transposition before and after each layer.
public enum DataFormat {
    CHANNELS_LAST, CHANNELS_FIRST;

    /// Images `[batch, rows, columns, channels]`.
    Value toLast(Value images) {
        return this == CHANNELS_LAST ? images : Ops.transpose(images, 0, 2, 3, 1);
    }

    Value fromLast(Value images) {
        return this == CHANNELS_LAST ? images : Ops.transpose(images, 0, 3, 1, 2);
    }

    int channelAxis() {
        return this == CHANNELS_LAST ? 3 : 1;
    }
}
