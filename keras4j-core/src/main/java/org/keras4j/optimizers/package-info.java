/// How variables follow their gradients, as `keras.optimizers`. May use the ops, config, schedules and text rooms.
@NullMarked
package org.keras4j.optimizers;

import org.jspecify.annotations.NullMarked;
