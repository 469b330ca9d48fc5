/// What layers do to their results, as `keras.activations`. May use the ops room.
@NullMarked
package org.keras4j.activations;

import org.jspecify.annotations.NullMarked;
