/// What models are made of, as `keras.layers`. May use the ops, activations, initializers and config rooms.
@NullMarked
package org.keras4j.layers;

import org.jspecify.annotations.NullMarked;
