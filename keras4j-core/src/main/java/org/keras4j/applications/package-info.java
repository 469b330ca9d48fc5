/// Known architectures as functions that give a model, layer for layer as Keras', so that weights made by Keras fit. May use
/// layers, models, activations and initializers.
@NullMarked
package org.keras4j.applications;

import org.jspecify.annotations.NullMarked;
