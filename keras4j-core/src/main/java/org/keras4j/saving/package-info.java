/// Keras' files: `.keras` and `.weights.h5` both ways, whole models in `.h5` as older versions wrote them. What comes from a file is
/// never trusted and never run. May use layers, models, optimizers, and Jackson.
@NullMarked
package org.keras4j.saving;

import org.jspecify.annotations.NullMarked;
