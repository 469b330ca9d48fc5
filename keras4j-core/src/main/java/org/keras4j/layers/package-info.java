/// What models are made of, as `keras.layers`. May use the ops room and those beside it (activations,
/// initializers, regularizers, constraints, config), and the text room.
@NullMarked
package org.keras4j.layers;

import org.jspecify.annotations.NullMarked;
