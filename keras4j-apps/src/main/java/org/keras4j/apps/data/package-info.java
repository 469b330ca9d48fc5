/// Where applications find their data, how they say that it is fetched, and which it was.
/// May use the frame and Keras' data sets.
@NullMarked
package org.keras4j.apps.data;

import org.jspecify.annotations.NullMarked;
