/// What watches training, evaluation and prediction: callbacks and the progress bar. May use the models they watch, what these measure
/// and save, and the text room.
@NullMarked
package org.keras4j.callbacks;

import org.jspecify.annotations.NullMarked;
