/// First values of variables, as `keras.initializers`. May use the engine's tensor and graph rooms, and config.
@NullMarked
package org.keras4j.initializers;

import org.jspecify.annotations.NullMarked;
