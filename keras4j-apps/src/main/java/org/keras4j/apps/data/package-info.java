/// Where applications find their data, how it is fetched, and how they say which it was.
/// May use the frame and the JDK.
@NullMarked
package org.keras4j.apps.data;

import org.jspecify.annotations.NullMarked;
