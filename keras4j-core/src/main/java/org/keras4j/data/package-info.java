/// Data on its way to a model: [Dataset] describes a pipeline, [Elements] runs it once. May use the engine's tensors, and texts as arrays.
@NullMarked
package org.keras4j.data;

import org.jspecify.annotations.NullMarked;
