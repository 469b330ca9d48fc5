package org.keras4j.layers;

import module java.base;
import org.keras4j.config.DTypePolicy;

/// The options of every layer. Each gives a changed copy.
///
/// @param <S> the layer's own class
interface LayerOptions<S> {
    default S name(String name)    { return changed(this, (LayerConfig c) -> c.name = name); }
    default S dtype(String policy) { return changed(this, (LayerConfig c) -> c.dtype = DTypePolicy.of(policy)); }

    /// A copy of a layer with a changed configuration.
    @SuppressWarnings("unchecked")
    static <S, C extends LayerConfig> S changed(LayerOptions<S> layer, Consumer<C> change) {
        return (S) ((Layer) layer).changed(change);
    }
}
