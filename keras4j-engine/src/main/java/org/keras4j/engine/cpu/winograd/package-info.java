/// Convolutions with fewer multiplications: the transforms of pixels, kernels and results around the products of matrices that
/// remain. Over addresses and the Vector API; the products, and who works on what, are the house's next to it.
@NullMarked
package org.keras4j.engine.cpu.winograd;

import org.jspecify.annotations.NullMarked;
