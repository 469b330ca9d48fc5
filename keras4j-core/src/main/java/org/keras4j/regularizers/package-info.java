/// Penalties on weights, as `keras.regularizers`. May use the ops room.
@NullMarked
package org.keras4j.regularizers;

import org.jspecify.annotations.NullMarked;
