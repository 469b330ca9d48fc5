package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Value;

/// Functions of values, by the names of `keras.ops` in Java's manner (`ops.take_along_axis` is `Ops.takeAlongAxis`), and all in one
/// place as there. Operands stretch as in NumPy; of two element types the wider floating one wins, and a Java number takes the type of
/// its partner (float32 for a fraction and an integer). Axes may be negative.
///
/// What they have in common they have in files of their own, of which each adds to the one before:
///
/// | file          | functions                                                                        |
/// |---------------|----------------------------------------------------------------------------------|
/// | `Operands`    | types, `cast`, `zerosLike`, `constant`                                           |
/// | `Arithmetic`  | two operands: sums, comparisons, logic, bits, `where`                            |
/// | `Functions`   | one operand: powers, angles, rounding, kinds of numbers                          |
/// | `Arrangement` | shapes, parts, joining, repeating, padding, triangles                            |
/// | `Folding`     | sums, statistics, `argmax`, `cumsum` along axes; `sumKeeping` keeps the axes     |
/// | `Lookup`      | `take`, `scatter`, `sort`, `topK`, `searchsorted`                                |
/// | `Products`    | `matmul`, `tensordot`, `einsum`                                                  |
/// | `Matrices`    | `keras.ops.linalg`                                                               |
/// | `Neural`      | `keras.ops.nn`: activations, `softmax`, normalizations                           |
/// | `Control`     | `cond`, `whileLoop`, `scan`, `map`                                               |
/// | `Ranges`      | numbers from nowhere: `zeros`, `eye`, `arange`, `linspace`, windows for sequences |
/// | `Convolutions` | `conv`, pools, `unfold`, `fold`, `extractSequences`                              |
/// | `Fourier`     | complex numbers as pairs, `fft`, `stft`                                          |
///
/// Sizes are known when a program is traced: what has none before data come is told it (`unique`), or isn't here (`nonzero`). A random number is
/// drawn by [RandomOps], and images have their own functions in [Images].
public final class Ops extends Fourier {
    private Ops() {}

    /// The node that computed `x`: how a loss finds the logits behind probabilities.
    public static Node producer(Value x) {
        return x.builder().nodes().reversed().stream().filter(node -> node.outputs().contains(x)).findFirst().orElseThrow();
    }

    public static Value swapAxes(Value x, int a, int b) { return swapaxes(x, a, b); }
}
