/// What layers do to their results, as `keras.activations`. May use the ops and config rooms.
@NullMarked
package org.keras4j.activations;

import org.jspecify.annotations.NullMarked;
