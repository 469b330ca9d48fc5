package org.keras4j.engine.cpu.foreign;

/// What a forward primitive is for.
public enum Mode {
    /// A backward primitive will follow: the forward one leaves it a workspace or statistics where it needs them.
    TRAINING(64),
    INFERENCE(96);

    /// `dnnl_prop_kind_t`
    static final int BACKWARD = 128;

    final int code;

    Mode(int code) {
        this.code = code;
    }
}
