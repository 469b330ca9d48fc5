/// Layers joined to models that can be trained, as `keras.models`. May use all rooms of org.keras4j.
@NullMarked
package org.keras4j.models;

import org.jspecify.annotations.NullMarked;
