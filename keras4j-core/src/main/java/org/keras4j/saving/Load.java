package org.keras4j.saving;

/// How to load a model.
///
/// @param compiled whether it is compiled as it was saved: `compile` in Keras
public record Load(boolean compiled, LoadLimits limits) {
    /// Compiled as it was saved, within [LoadLimits#DEFAULT].
    public static final Load DEFAULT = new Load(true, LoadLimits.DEFAULT);

    /// For a model that only predicts.
    public Load uncompiled() {
        return new Load(false, limits);
    }

    /// How large the parts of a file may be; [LoadLimits#DEFAULT] unless said.
    public Load limits(LoadLimits limits) {
        return new Load(compiled, limits);
    }
}
