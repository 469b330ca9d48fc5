package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class MaxPooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "max_pooling2d";
    }

    /// Keras 3.15: `keras.layers.MaxPooling2D()` and its kin have `pool_size` of 2 along each axis.
    @Test
    void windowsAreOfTwoUnlessSaid() {
        List<Layer> all = List.of(MaxPooling1D.create(), MaxPooling2D.create(), MaxPooling3D.create(), AveragePooling1D.create(), AveragePooling2D.create(), AveragePooling3D.create());
        assertThat(all.stream().map(layer -> String.valueOf(layer.kerasConfig().get("pool_size")))).containsExactly("[2]", "[2, 2]", "[2, 2, 2]", "[2]", "[2, 2]", "[2, 2, 2]");
    }
}
