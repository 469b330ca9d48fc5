package org.keras4j.layers;

/// What layers over time have.
public class RecurrentConfig extends LayerConfig {
    boolean returnSequences = false;
    boolean returnState = false;
    boolean goBackwards = false;
    boolean stateful = false;
    boolean unroll = false;
    boolean zeroOutputForMask = false;
}
