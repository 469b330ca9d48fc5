package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Config;
import org.keras4j.config.DTypePolicy;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.LeftOutIfNull;
import org.keras4j.regularizers.Regularizer;

/// What every layer has.
public class LayerConfig extends Config {
    /// Given when the layer is first joined to a model, unless set before.
    public @Nullable String name;
    public boolean trainable = true;
    public DTypePolicy dtype = KerasConfig.dtype();
    /// The penalty on the layer's outputs. Layers whose files always have the key have a field of their own for it.
    @LeftOutIfNull
    public @Nullable Regularizer activityRegularizer;

    @Override
    public void requireSound(Supplier<String> place) {
        if (name != null && name.isBlank()) {
            throw new IllegalArgumentException(place.get() + ": expected a name, got a blank one. Leave it out to have one made.");
        }
        super.requireSound(place);
    }

    /// As those layers of Keras write it that don't ask their parent: `name` and the type's name at the end.
    final SequencedMap<String, @Nullable Object> nameAndTypeLast(Map<String, @Nullable Object> keys) {
        var map = new LinkedHashMap<>(keys);
        map.remove("trainable");
        map.putLast("name", map.get("name"));
        map.putLast("dtype", dtype.name());
        return map;
    }
}
