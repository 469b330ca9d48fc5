/// Arrays: element types, shapes, [org.keras4j.engine.tensor.NDArray] on memory segments, `.npy` / `.npz` files, and the
/// counter-based random generator. Knows nothing of graphs or of how anything is computed. Uses no other package.
@NullMarked
package org.keras4j.engine.tensor;

import org.jspecify.annotations.NullMarked;
