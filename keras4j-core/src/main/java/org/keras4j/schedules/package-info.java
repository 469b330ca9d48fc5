/// Learning rates over time, as `keras.optimizers.schedules`. May use the ops and config rooms.
@NullMarked
package org.keras4j.schedules;

import org.jspecify.annotations.NullMarked;
