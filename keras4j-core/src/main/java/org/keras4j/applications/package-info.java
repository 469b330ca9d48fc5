/// Known architectures as functions that give a model, layer for layer as Keras', so that weights made by Keras fit. May use
/// layers, models and what these are written in.
@NullMarked
package org.keras4j.applications;

import org.jspecify.annotations.NullMarked;
