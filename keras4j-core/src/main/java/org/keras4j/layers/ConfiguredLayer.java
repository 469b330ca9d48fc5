package org.keras4j.layers;

import module java.base;

/// A layer with a configuration and options of its own. A key is a field of `C`, which says its type and default; the option
/// that sets it is a line:
///
/// ```java
/// public ReLU threshold(double threshold) { return option(c -> c.threshold = threshold); }
/// ```
///
/// @param <S> the layer's own class, <C> that of its configuration
public abstract class ConfiguredLayer<S extends ConfiguredLayer<S, C>, C extends LayerConfig> extends Layer implements LayerOptions<S> {
    /// @param config copied
    @SuppressWarnings("this-escape")                   // only layers of this package have a check, which sees the configuration alone
    protected ConfiguredLayer(C config) {
        super(config);
        checked();
    }

    @Override
    @SuppressWarnings("unchecked")                     // the constructor takes no other
    public final C config() {
        return (C) super.config();
    }

    /// A changed copy.
    ///
    /// @throws IllegalArgumentException when the layer can't be so configured
    /// @throws IllegalStateException when this layer is built or in a model already
    protected final S option(Consumer<C> change) {
        S changed = with(change);
        ((ConfiguredLayer<?, ?>) changed).checked();
        return changed;
    }

    private void checked() {
        try {
            check();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place() + " > " + e.getMessage(), e);
        }
    }

    /// Refuses a configuration that can't be by an [IllegalArgumentException], before whose message the layer's name is put, and puts one in
    /// order that can be said in several ways. Asked after each [#option], and where the layer is made: before the constructors of
    /// subclasses have run, so that it sees the configuration alone.
    void check() {}

    /// Of one key, for [#check].
    static void require(boolean holds, String key, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": expected " + expected + ", got " + got + ".");
        }
    }
}
