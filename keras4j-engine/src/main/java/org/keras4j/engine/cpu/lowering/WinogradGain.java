package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.winograd.Algorithm;
import org.keras4j.engine.cpu.winograd.Strips;
import org.keras4j.engine.cpu.winograd.Tiling;
import org.keras4j.engine.cpu.winograd.Transforms;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Contraction.ConvInputGradient;
import org.keras4j.engine.graph.Contraction.ConvKernelGradient;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Vectors;

/// When [Winograd]'s is the faster way of a convolution: by a count of what there is to do.
public final class WinogradGain {
    /// Fewer channels make products that wait for memory.
    private static final long FEWEST_CHANNELS = 16;
    /// A convolution that multiplies less often is over before a team has gathered.
    private static final long FEWEST_MULTIPLICATIONS = 10_000_000;
    /// What the transform of a kernel takes for a pair of a channel and a filter, as that many multiplications of a product would.
    private static final long KERNEL = 1500;
    /// How much less there must be to do.
    private static final double GAIN = 1.1;
    /// The same in 16 bits, which oneDNN multiplies twice as fast, nearly; but for gradients of kernels.
    private static final double GAIN_OVER_16_BITS = 1.8;

    private WinogradGain() {}

    /// How to do a convolution, or a gradient of it, if this is the faster way on a processor that multiplies numbers of 16 bits as vectors.
    public static Optional<Algorithm> algorithm(Op op, List<Type> inputs) {
        return switch (op) {
            case Conv(var window, int groups, _) -> algorithm(window, groups, inputs.getFirst(), op.infer(inputs).getFirst(), gain(inputs.getFirst()));
            case ConvInputGradient(var window, int groups, Type images) -> algorithm(window, groups, images, inputs.getFirst(), gain(inputs.getFirst()));
            case ConvKernelGradient(var window, int groups, _) -> algorithm(window, groups, inputs.get(0), inputs.get(1), GAIN);
            default -> Optional.empty();
        };
    }

    private static double gain(Type read) {
        return read.dtype() == DType.BFLOAT16 ? GAIN_OVER_16_BITS : GAIN;
    }

    private static Optional<Algorithm> algorithm(Window window, int groups, Type images, Type results, double gain) {
        boolean isKnown = window.rank() == 2 && groups == 1 && isKnown(images.dtype()) && isKnown(results.dtype()) && Vectors.areAvailable();
        return !isKnown ? Optional.empty() : square(window).flatMap(Algorithm::of)
                .filter(algorithm -> isFaster(tiling(algorithm, window, images, results), images.shape().size(-1), results.shape().size(-1), gain));
    }

    /// Whether the transforms read and write such images and results.
    static boolean isKnown(DType dtype) {
        return dtype == DType.FLOAT32 || dtype == DType.BFLOAT16;
    }

    /// The size of a window that is as high as wide and moves in steps of 1.
    private static Optional<Long> square(Window window) {
        long size = window.axes().getFirst().size();
        return window.axes().stream().allMatch(axis -> axis.size() == size && axis.stride() == 1 && axis.dilation() == 1)
                ? Optional.of(size) : Optional.empty();
    }

    private static boolean isFaster(Tiling tiling, long channels, long filters, double gain) {
        return Math.min(channels, filters) >= FEWEST_CHANNELS && channels % Transforms.LANES == 0 && filters % Transforms.LANES == 0
                && Strips.fit(tiling, channels, filters)
                && tiling.multiplications() * channels * filters >= Math.max(FEWEST_MULTIPLICATIONS, gain * (KERNEL * channels * filters
                        + tiling.tiles() * (tiling.algorithm().planes() * channels * filters + transforms(tiling.algorithm()) * (channels + filters))));
    }

    /// What the transforms of a tile take for each channel and each filter, as that many multiplications of a product would. Measured on Zen 4; the way
    /// there and both gradients take about the same.
    private static long transforms(Algorithm algorithm) {
        return switch (algorithm) {
            case F_4_3 -> 600;
            case F_4_5 -> 900;
        };
    }

    static Tiling tiling(Algorithm algorithm, Window window, Type images, Type results) {
        return new Tiling(algorithm, images.shape().size(0), side(images, results, 1, window.axes().get(0).before()),
                side(images, results, 2, window.axes().get(1).before()));
    }

    private static Tiling.Side side(Type from, Type to, int axis, long before) {
        return new Tiling.Side(from.shape().size(axis), before, to.shape().size(axis));
    }
}
