package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;

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
/// | `Ranges`      | numbers from nowhere: `arange`, `linspace`, `tri`, windows for sequences         |
///
/// Sizes are known when a program is traced: what has no size before data come (`nonzero`, `unique`) isn't here. A random number is
/// drawn by [RandomOps].
public final class Ops extends Ranges {
    private Ops() {}

    /// The node that computed `x`: how a loss finds the logits behind probabilities.
    public static Node producer(Value x) {
        return x.builder().nodes().reversed().stream().filter(node -> node.outputs().contains(x)).findFirst().orElseThrow();
    }

    // ---- windows -----------------------------------------------------------------------------------------------------

    /// Images `[batch, …, channels]` with kernels `[…, channels / groups, filters]`.
    public static Value conv(Value images, Value kernel, Window window, int groups) {
        return join(images, kernel, (g, x, k) -> g.conv(x, k, window, groups));
    }

    /// Images `[batch, …, channels]` with kernels `[…, filters, channels]`: what would flow back through a convolution with that window.
    ///
    /// @param result the sizes between batch and filters
    public static Value convTranspose(Value images, Value kernel, Window window, Shape result) {
        return join(images, kernel, (g, x, k) -> g.apply(new Contraction.ConvInputGradient(window, 1,
                x.type().with(Shape.of(x.shape().size(0)).concat(result).concat(Shape.of(k.shape().size(-2))))), x, k));
    }

    /// Images `[batch, …, channels]` with kernels `[…, channels, multiplier]`: each channel by itself, to `multiplier` results.
    public static Value depthwiseConv(Value images, Value kernel, Window window) {
        Shape shape = kernel.shape();
        long channels = shape.size(-2);
        Value grouped = reshape(kernel, shape.slice(0, window.rank()).concat(Shape.of(1, channels * shape.size(-1))));
        return conv(images, grouped, window, Math.toIntExact(channels));
    }

    public static Value maxPool(Value images, Window window)     { return images.builder().pool(Pooling.Kind.MAX, images, window); }
    public static Value averagePool(Value images, Window window) { return images.builder().pool(Pooling.Kind.AVERAGE, images, window); }

    public static Value swapAxes(Value x, int a, int b) { return swapaxes(x, a, b); }
}
