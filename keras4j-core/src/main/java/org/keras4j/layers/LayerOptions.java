package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;

/// The options of every layer, for a subclass of [Layer] to implement. Each gives a changed copy.
///
/// @param <S> the layer's own class
public interface LayerOptions<S> {
    /// Under which the model, its summary and its files know it.
    default S name(String name)    { return Layer.changed(this, (LayerConfig c) -> c.name = name); }

    /// In which it computes, and keeps its variables: `float32`, `mixed_bfloat16`, …
    default S dtype(String policy) { return Layer.changed(this, (LayerConfig c) -> c.dtype = DTypePolicy.of(policy)); }

    /// Whether training changes its weights. Of a layer that is in a model already, [Layer#setTrainable] says that.
    default S trainable(boolean trainable) { return Layer.changed(this, (LayerConfig c) -> c.trainable = trainable); }
}
