/// Penalties on weights, as `keras.regularizers`. May use the ops and config rooms.
@NullMarked
package org.keras4j.regularizers;

import org.jspecify.annotations.NullMarked;
