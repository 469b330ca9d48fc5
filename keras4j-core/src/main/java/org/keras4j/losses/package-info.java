/// What training makes small, as `keras.losses`. May use the ops, config and text rooms.
@NullMarked
package org.keras4j.losses;

import org.jspecify.annotations.NullMarked;
