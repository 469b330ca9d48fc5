package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A layer around another, which is part of it. One of your own extends this class and overrides `call`. Follows `keras.layers.Wrapper`.
///
/// ```java
/// final class Residual extends Wrapper implements LayerOptions<Residual> {
///     private Residual(Wrapper.Config config) { super(config); }
///
///     static Residual of(Layer layer) { return new Residual(new Wrapper.Config(layer)); }
///
///     @Override
///     protected Value call(Call c, Value x) { return Ops.add(x, layer().apply(c, x)); }
/// }
/// ```
public abstract class Wrapper extends Layer {
    private final Layer layer;

    /// Keras' keys.
    public static class Config extends LayerConfig {
        @Nullable Layer layer;

        /// For files, which say the layer afterwards.
        public Config() {}

        public Config(Layer layer) {
            this.layer = layer;
        }
    }

    protected Wrapper(Config config) {
        super(config);
        layer = Objects.requireNonNull(config.layer, "Wrapper: expected a layer, got null.");
    }

    /// The layer inside.
    public final Layer layer() {
        return layer;
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }
}
