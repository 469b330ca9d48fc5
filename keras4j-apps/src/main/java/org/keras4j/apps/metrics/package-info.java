/// Precision, recall and F1 as they should be measured: tables of tumours, of digits and of rare events, beside the popular functions that
/// get it wrong.
/// May use the frame, Keras, scores and plots.
@NullMarked
package org.keras4j.apps.metrics;

import org.jspecify.annotations.NullMarked;
