/// Conditions on weights, as `keras.constraints`. May use the ops and config rooms.
@NullMarked
package org.keras4j.constraints;

import org.jspecify.annotations.NullMarked;
