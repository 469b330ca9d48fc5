/// Data on its way to a model: [Dataset] describes a pipeline, [Elements] runs it once. May use the engine's tensors.
@NullMarked
package org.keras4j.data;

import org.jspecify.annotations.NullMarked;
