package org.keras4j.layers;

/// What a layer can be applied to while a functional model is built.
public sealed interface Symbol permits KerasTensor, Input {
    KerasTensor tensor();
}
