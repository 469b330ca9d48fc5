package org.keras4j.engine.cpu.winograd;

import module java.base;
import org.keras4j.engine.cpu.winograd.Transforms.Walk;
import org.keras4j.engine.tensor.DType;

/// The transforms of kernels and of their gradients: see [Strips]. A plane has a number for each pair of a channel and a filter, `plane`
/// bytes; pairs are independent, and given as bytes from the first.
public final class Kernels {
    /// Bytes of a plane that are transformed at a time: what lies between down and across stays near.
    private static final int PART = 1024;

    private Kernels() {}

    /// For what lies between down and across, and for weights of bfloat16 as float32.
    public static long scratchBytes(Algorithm algorithm) {
        return (long) (algorithm.planes() + weights(algorithm)) * PART;
    }

    private static int weights(Algorithm algorithm) {
        return algorithm.weights() * algorithm.weights();
    }

    /// `G g Gᵀ`
    ///
    /// @param kernel `[weights, weights, channels, filters]`
    /// @param ofKernel of what numbers it is: float32 or bfloat16
    /// @param planes `[planes, channels, filters]`
    public static void kernel(Algorithm algorithm, long kernel, DType ofKernel, long plane, long from, long end, long scratch, long planes) {
        for (long at = from; at < end; at += PART) {
            int bytes = (int) Math.min(PART, end - at);
            if (ofKernel == DType.BFLOAT16) {
                long wide = scratch + (long) algorithm.planes() * PART;
                for (int i = 0; i < weights(algorithm); i++) {
                    Transforms.widen(kernel + (at + i * plane) / 2, bytes, wide + (long) i * PART);
                }
                twice(algorithm.ofWeights(), wide, PART, bytes, scratch, planes + at, plane);
            } else {
                twice(algorithm.ofWeights(), kernel + at, plane, bytes, scratch, planes + at, plane);
            }
        }
    }

    /// `Gᵀ u G`, of the sum of `parts`, of which the first is overwritten by it.
    ///
    /// @param planes `[planes, channels, filters]` of each part, `part` bytes from those of the next
    /// @param gradient `[weights, weights, channels, filters]`
    public static void gradient(Algorithm algorithm, long planes, int parts, long part, long plane, long from, long end, long scratch, long gradient) {
        for (long at = from; at < end; at += PART) {
            int bytes = (int) Math.min(PART, end - at);
            for (int i = 0; i < algorithm.planes(); i++) {
                long first = planes + at + i * plane;
                Transforms.accumulate(first + part, part, parts - 1, bytes, first);
            }
            twice(algorithm.ofWeightProducts(), planes + at, plane, bytes, scratch, gradient + at, plane);
        }
    }

    /// Down and across a square of lines, which lie row by row, `apart` bytes from each other.
    private static void twice(Combination combination, long from, long apart, int bytes, long scratch, long to, long toApart) {
        int inputs = combination.inputs();
        int outputs = combination.outputs();
        var lines = new long[inputs];
        for (int column = 0; column < inputs; column++) {
            for (int row = 0; row < inputs; row++) {
                lines[row] = from + (row * inputs + column) * apart;
            }
            Transforms.combine(combination, outputs, lines, Walk.along(bytes), scratch + column * PART, (long) inputs * PART);
        }
        for (int row = 0; row < outputs; row++) {
            for (int column = 0; column < inputs; column++) {
                lines[column] = scratch + (long) (row * inputs + column) * PART;
            }
            Transforms.combine(combination, outputs, lines, Walk.along(bytes), to + row * outputs * toApart, toApart);
        }
    }

    /// Adds up `parts` vectors of `to`'s size, `part` bytes from each other.
    public static void sum(long vectors, int parts, long part, MemorySegment to) {
        to.fill((byte) 0);
        Transforms.accumulate(vectors, part, parts, (int) to.byteSize(), to.address());
    }
}
