/// How well a model does, as `keras.metrics`. May use the ops, config, losses and text rooms.
@NullMarked
package org.keras4j.metrics;

import org.jspecify.annotations.NullMarked;
