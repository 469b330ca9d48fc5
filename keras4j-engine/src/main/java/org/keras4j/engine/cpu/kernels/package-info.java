/// Kernels by hand for shapes at which oneDNN's are slow: a row times a matrix, maxima of a small image, convolutions of images with few
/// channels. Over addresses and the Vector API; who works on what is the house's next to it.
///
/// C2 inlines the Vector API into a method of any size but nothing else once that has grown, and a vector that is passed to a call
/// becomes an object: hence methods that spell out each of their sums.
@NullMarked
package org.keras4j.engine.cpu.kernels;

import org.jspecify.annotations.NullMarked;
