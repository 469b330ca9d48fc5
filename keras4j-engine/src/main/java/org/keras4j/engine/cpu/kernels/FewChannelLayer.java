package org.keras4j.engine.cpu.kernels;

import module java.base;

/// Where the windows of a convolution of [FewChannels] lie, in images `[batch, height, width, channels]` and results `[batch, down, across,
/// filters]`, and the walk over them.
public record FewChannelLayer(long batch, Axis down, Axis across, int channels, int filters) {

    /// A window along one axis of an image.
    ///
    /// @param size pixels that it sees
    /// @param stride pixels from a window to the next
    /// @param before zeros before the image, `after` behind it
    /// @param pixels of the image
    /// @param results how many windows there are
    public record Axis(int size, int stride, int before, int after, int pixels, int results) {
        private int framed() {
            return before + pixels + after;
        }
    }

    /// Bytes of the filters of a tap, or of a result.
    public int filterBytes() {
        return filters * Float.BYTES;
    }

    /// How many results of all filters an image has.
    public int places() {
        return down.results * across.results;
    }

    private int taps()       { return down.size * across.size * channels; }
    private int pixel()      { return channels * Float.BYTES; }
    private long line()      { return (long) across.framed() * pixel(); }
    private boolean isFramed() { return down.framed() != down.pixels || across.framed() != across.pixels; }

    public long multiplications() {
        return batch * places() * taps() * filters;
    }

    /// Bytes that a worker needs for an image with the zeros around it; 0 where there are none.
    public long frameBytes() {
        return isFramed() ? down.framed() * line() : 0;
    }

    /// The images, each with the zeros around it.
    ///
    /// @param free [#frameBytes] of a worker's own
    public Frame frame(MemorySegment images, MemorySegment free) {
        free.fill((byte) 0);
        return new Frame(images, free);
    }

    /// One worker's.
    public final class Frame {
        private final MemorySegment images;
        private final MemorySegment free;
        private long shown = -1;

        private Frame(MemorySegment images, MemorySegment free) {
            this.images = images;
            this.free = free;
        }

        /// Where the image's first line begins.
        private long show(long image) {
            long width = (long) across.pixels * pixel();
            long from = image * down.pixels * width;
            if (!isFramed()) {
                return images.address() + from;
            }
            if (image != shown) {
                shown = image;
                for (int row = 0; row < down.pixels; row++) {
                    MemorySegment.copy(images, from + row * width, free, (down.before + row) * line() + (long) across.before * pixel(), width);
                }
            }
            return free.address();
        }
    }

    /// Rows of results, counted over all images.
    ///
    /// @param bias a number for each filter
    /// @param least what results below it become: 0 for a ReLU, −∞ for none
    public void results(Frame images, long from, long end, long kernel, long bias, float least, long to) {
        for (long row = from; row < end; row++) {
            long first = images.show(row / down.results) + row % down.results * down.stride * line();
            long result = to + row * across.results * filterBytes();
            for (int filter = 0; filter < filterBytes(); filter += FewChannels.FILTERS * Float.BYTES) {
                FewChannels.results(first, line(), down.size, across.size * pixel(), across.results, (long) across.stride * pixel(),
                        kernel + filter, filterBytes(), bias + filter, least, result + filter);
            }
        }
    }

    /// Adds what one image gives to the kernel's gradient.
    ///
    /// @param dy the gradients of the image's results
    /// @param sums `[high, wide, channels, filters]`
    public void gradients(Frame images, long image, long dy, long sums) {
        long first = images.show(image);
        var taps = new long[FewChannels.TAPS];
        var to = new long[FewChannels.TAPS];
        for (int filter = 0; filter < filterBytes(); filter += FewChannels.FILTERS * Float.BYTES) {
            for (int tap = 0; tap < taps(); tap += FewChannels.TAPS) {
                for (int i = 0; i < FewChannels.TAPS; i++) {
                    int wanted = Math.min(tap + i, taps() - 1);              // the last may be summed up more than once, each time to the same sum
                    int seen = across.size * channels;
                    taps[i] = first + wanted / seen * line() + (long) (wanted % seen) * Float.BYTES;
                    to[i] = sums + (long) wanted * filterBytes() + filter;
                }
                FewChannels.gradients(taps, to, down.results, down.stride * line(), across.results, (long) across.stride * pixel(), dy + filter, filterBytes());
            }
        }
    }
}
