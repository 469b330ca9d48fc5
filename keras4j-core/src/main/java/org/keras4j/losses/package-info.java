/// What training makes small, as `keras.losses`. May use the ops room.
@NullMarked
package org.keras4j.losses;

import org.jspecify.annotations.NullMarked;
