package org.keras4j.engine.cpu.winograd;

import module java.base;
import org.keras4j.engine.cpu.winograd.Transforms.Walk;
import org.keras4j.engine.tensor.DType;

import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// The transforms of a convolution for a block of strips: those of [Transforms] down and then across.
///
/// `Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A` for a tile of 6x6 pixels `d`, a kernel `g` of 3x3 weights and 4x4 results `Y` takes 36 multiplications, where
/// the sum by its definition takes 144; for 8x8 pixels and 5x5 weights 64, where that takes 400. Summed over channels they are so many products of matrices,
/// the *planes*, with a row for each tile of the block: [#pixels] `[planes, tiles, channels]` and [#results] `[planes, tiles, filters]`.
///
/// Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015 (arXiv:1509.09308).
///
/// Images, results and their gradients are float32, and may be bfloat16 where they are read, and results where they are written.
///
/// For one thread. Addresses are trusted: who calls has checked that there is as much memory.
public final class Strips {
    private static final long ALIGNMENT = 64;

    private final Tiling tiling;
    private final Algorithm algorithm;
    /// Pixels that a tile sees along one side.
    private final int tile;
    private final long strips;
    private final boolean imagesAreNarrow;
    private final boolean resultsAreNarrow;
    /// Bytes of a pixel and of a result, as float32.
    private final int pixel;
    private final int result;
    private final MemorySegment pixels;
    private final MemorySegment results;
    /// What is between down and across, of the pixels that a strip sees and of the results that it makes.
    private final MemorySegment seen;
    private final MemorySegment made;
    /// Rows of images or of results that are bfloat16 where they lie.
    private final MemorySegment wide;
    /// For the rows of a strip that lie outside an image.
    private final MemorySegment outside;
    /// What is added to rows that strips of others see, too.
    private final MemorySegment border;
    private final MemorySegment zeros;
    /// Of a transform, the addresses that it reads.
    private final long[] lines;
    /// And those that it adds to.
    private final long[] sums;
    /// The strip from which gradients of images were written, until their border is.
    private OptionalLong first = OptionalLong.empty();

    /// @param strips of a block, at most
    /// @param channels of the images, `filters` of the results: multiples of [Transforms#LANES]
    /// @param ofImages of what numbers they are: float32 or bfloat16; `ofResults` as well
    /// @param scratch [#scratchBytes] that nobody else uses after [#begin]
    public Strips(Tiling tiling, long strips, long channels, long filters, DType ofImages, DType ofResults, MemorySegment scratch) {
        this(tiling, strips, channels, filters, ofImages, ofResults, SegmentAllocator.slicingAllocator(scratch));
    }

    private Strips(Tiling tiling, long strips, long channels, long filters, DType ofImages, DType ofResults, SegmentAllocator memory) {
        this.tiling = tiling;
        this.strips = strips;
        imagesAreNarrow = ofImages == DType.BFLOAT16;
        resultsAreNarrow = ofResults == DType.BFLOAT16;
        algorithm = tiling.algorithm();
        tile = algorithm.seen();
        lines = new long[tile];
        sums = new long[tile];
        pixel = Math.toIntExact(channels * Float.BYTES);
        result = Math.toIntExact(filters * Float.BYTES);
        pixels = memory.allocate(algorithm.planes() * strips * tiling.across() * pixel, ALIGNMENT);
        results = memory.allocate(algorithm.planes() * strips * tiling.across() * result, ALIGNMENT);
        seen = memory.allocate(tile * tiling.seen() * pixel, ALIGNMENT);
        made = memory.allocate(tile * tiling.made() * result, ALIGNMENT);
        wide = memory.allocate(imagesAreNarrow || resultsAreNarrow ? tile * Math.max(line(), resultLine()) : 0, ALIGNMENT);
        outside = memory.allocate(line(), ALIGNMENT);
        border = memory.allocate((tile - step()) * line(), ALIGNMENT);
        zeros = memory.allocate(Math.max(line(), tiling.made() * result), ALIGNMENT);
    }

    /// Whether the lines of the images and of the results are short enough to be counted in 32 bits.
    public static boolean fit(Tiling tiling, long channels, long filters) {
        return Math.max(tiling.columns().pixels(), tiling.seen()) * Math.max(channels, filters) * Float.BYTES < Integer.MAX_VALUE;
    }

    public static long scratchBytes(Tiling tiling, long strips, long channels, long filters, DType ofImages, DType ofResults) {
        var bytes = new long[1];
        new Strips(tiling, strips, channels, filters, ofImages, ofResults, (size, alignment) -> {
            bytes[0] += Math.ceilDiv(size, alignment) * alignment;
            return MemorySegment.NULL;
        });
        return bytes[0];
    }

    public MemorySegment pixels()  { return pixels; }
    public MemorySegment results() { return results; }

    /// Zeros for a line of results and more, such as a bias where there is none.
    public long zeros() {
        return zeros.address();
    }

    /// Writes the zeros around the images. Before the first block, whenever others may have had the memory, and after a run that failed.
    public void begin() {
        first = OptionalLong.empty();
        zeros.fill((byte) 0);
        seen.fill((byte) 0);
        made.fill((byte) 0);
        outside.fill((byte) 0);
    }

    // ---- images ----------------------------------------------------------------------------------------------------

    /// `Bᵀ d B`: the pixels that the block from `strip` to before `end` sees. A block that isn't full is filled up with zeros.
    public void readImages(long images, long strip, long end) {
        fill(pixels, strip, end);
        for (long i = strip; i < end; i++) {
            readImage(images, i, pixels.address() + (i - strip) * tiling.across() * pixel);
        }
    }

    private void fill(MemorySegment planes, long strip, long end) {
        if (end - strip < strips) {
            planes.fill((byte) 0);
        }
    }

    private void readImage(long images, long strip, long to) {
        Tiling.Side columns = tiling.columns();
        long line = seen.byteSize() / tile;
        long plane = pixels.byteSize() / algorithm.planes();
        for (int row = 0; row < tile; row++) {
            long from = top(strip) + row;
            lines[row] = isOutside(from) ? zeros.address() : read(images, image(strip) + from * line(), (int) line(), imagesAreNarrow, row);
        }
        Transforms.pixels(algorithm, lines, Walk.along((int) columns.pixels() * pixel), seen.address() + columns.before() * pixel, line);
        var across = new Walk(pixel, (int) tiling.across(), (long) step() * pixel, pixel);
        for (int row = 0; row < tile; row++) {
            evenly(seen.address() + row * line, pixel);
            Transforms.pixels(algorithm, lines, across, to + row * tile * plane, plane);
        }
    }

    /// Lines that lie `apart` bytes from each other.
    private void evenly(long from, long apart) {
        for (int i = 0; i < tile; i++) {
            lines[i] = from + i * apart;
        }
    }

    private int step() {
        return algorithm.results();
    }

    /// Where a line lies as float32.
    ///
    /// @param at bytes from the first of `numbers`, as float32
    /// @param row of `wide` that is free
    private long read(long numbers, long at, int bytes, boolean isNarrow, int row) {
        if (!isNarrow) {
            return numbers + at;
        }
        long to = wide.address() + row * (wide.byteSize() / tile);
        Transforms.widen(numbers + at / 2, bytes, to);
        return to;
    }

    /// The image that a strip is of, in bytes from the first.
    private long image(long strip) {
        return strip / tiling.down() * tiling.rows().pixels() * line();
    }

    /// The first row of its image that a strip sees: less than 0 outside.
    private long top(long strip) {
        return strip % tiling.down() * step() - tiling.rows().before();
    }

    /// Bytes of an image's row.
    private long line() {
        return tiling.columns().pixels() * pixel;
    }

    private boolean isOutside(long row) {
        return row < 0 || row >= tiling.rows().pixels();
    }

    // ---- results ---------------------------------------------------------------------------------------------------

    /// `Aᵀ m A`: the results of the block from `strip` to before `end`.
    ///
    /// @param bias what is added, a number for each filter
    /// @param isRelu whether those below 0 become 0
    public void writeResults(long strip, long end, long bias, boolean isRelu, long to) {
        for (long i = strip; i < end; i++) {
            writeResult(results.address() + (i - strip) * tiling.across() * result, i, bias, isRelu, to);
        }
    }

    private void writeResult(long products, long strip, long bias, boolean isRelu, long to) {
        long plane = results.byteSize() / algorithm.planes();
        int line = (int) tiling.across() * result;
        for (int column = 0; column < tile; column++) {
            evenly(products + column * plane, tile * plane);
            Transforms.results(algorithm, lines, Walk.along(line), made.address() + (long) column * line, (long) tile * line);
        }
        int width = (int) tiling.columns().results();
        int whole = width / step();
        for (int row = 0; row < rows(strip); row++) {
            long at = result(strip, row);
            long out = resultsAreNarrow ? wide.address() : to + at;
            evenly(made.address() + (long) row * tile * line, line);
            Transforms.results(algorithm, lines, new Walk(result, whole, result, (long) step() * result), out, result);
            if (whole < tiling.across()) {
                evenly(lines[0] + (long) whole * result, line);
                Transforms.combine(algorithm.ofProducts(), width - whole * step(), lines, Walk.along(result),
                        out + (long) whole * step() * result, result);
            }
            Transforms.finish(out, result, width, bias, isRelu);
            if (resultsAreNarrow) {
                Transforms.narrow(out, (int) resultLine(), to + at / 2);
            }
        }
    }

    /// How many rows of results a strip has: fewer at the lower edge of an image.
    private long rows(long strip) {
        return Math.min(step(), tiling.rows().results() - strip % tiling.down() * step());
    }

    /// A row of results, in bytes from the first.
    private long result(long strip, int row) {
        long down = strip % tiling.down() * step() + row;
        return (strip / tiling.down() * tiling.rows().results() + down) * resultLine();
    }

    /// Bytes of a row of results.
    private long resultLine() {
        return tiling.columns().results() * result;
    }

    // ---- gradients of results --------------------------------------------------------------------------------------

    /// `A y Aᵀ`: the gradients of the block's results, which take the place of results. A block that isn't full is filled up with zeros.
    public void readGradients(long gradients, long strip, long end) {
        fill(results, strip, end);
        for (long i = strip; i < end; i++) {
            readGradient(gradients, i, results.address() + (i - strip) * tiling.across() * result);
        }
    }

    private void readGradient(long gradients, long strip, long to) {
        long line = made.byteSize() / tile;
        long plane = results.byteSize() / algorithm.planes();
        for (int row = 0; row < step(); row++) {
            lines[row] = row < rows(strip) ? read(gradients, result(strip, row), (int) resultLine(), resultsAreNarrow, row) : zeros.address();
        }
        Transforms.gradients(algorithm, lines, Walk.along((int) resultLine()), made.address(), line);
        var across = new Walk(result, (int) tiling.across(), (long) step() * result, result);
        for (int row = 0; row < tile; row++) {
            evenly(made.address() + row * line, result);
            Transforms.gradients(algorithm, lines, across, to + row * tile * plane, plane);
        }
    }

    /// Adds the gradients that were read last to a sum for each filter.
    public void addGradients(long sums) {
        int sum = tile + 1;                                     // the plane of `A y Aᵀ` that holds the sum of a tile: that of the points 1 and 1
        Transforms.accumulate(results.address() + sum * (results.byteSize() / algorithm.planes()), result, (int) (strips * tiling.across()), result, sums);
    }

    // ---- gradients of images ---------------------------------------------------------------------------------------

    /// `B m Bᵀ`: adds the block from `strip` to before `end` to the images' gradients, which are float32. Blocks come in order, and those of others are written before
    /// [#writeBorder] is called.
    public void writeImages(long strip, long end, long images) {
        if (first.isEmpty()) {
            first = OptionalLong.of(strip);
            border.fill((byte) 0);
        }
        for (long i = strip; i < end; i++) {
            spreadAcross(pixels.address() + (i - strip) * tiling.across() * pixel);
            spreadDown(images, i);
        }
    }

    /// Adds what was kept for the rows that strips in front of the first have seen, too.
    public void writeBorder(long images) {
        first.ifPresent(strip -> {
            for (int row = 0; row < tile - step() && strip % tiling.down() != 0; row++) {
                if (!isOutside(top(strip) + row)) {
                    Transforms.accumulate(border.address() + row * line(), 0, 1, Math.toIntExact(line()), images + image(strip) + (top(strip) + row) * line());
                }
            }
        });
        first = OptionalLong.empty();
    }

    /// Pixel by pixel of a strip, and for each its six rows: so what the first tile adds to lies together.
    private void spreadAcross(long products) {
        long plane = pixels.byteSize() / algorithm.planes();
        long column = (long) tile * pixel;
        seen.asSlice(0, (tile - step()) * column).fill((byte) 0);
        var across = new Walk(pixel, (int) tiling.across(), pixel, step() * column);
        for (int row = 0; row < tile; row++) {
            evenly(products + row * tile * plane, plane);
            for (int i = 0; i < tile; i++) {
                sums[i] = seen.address() + i * column + (long) row * pixel;
            }
            Transforms.spread(algorithm, lines, across, sums);
        }
    }

    private void spreadDown(long images, long strip) {
        long column = (long) tile * pixel;
        long image = images + image(strip);
        if (strip % tiling.down() == 0) {
            ALL.asSlice(image, Math.clamp(top(strip) + tile - step(), 0, tiling.rows().pixels()) * line()).fill((byte) 0);
        }
        evenly(seen.address() + tiling.columns().before() * column, pixel);
        for (int row = 0; row < tile; row++) {
            sums[row] = isOutside(top(strip) + row) ? outside.address() : onBorder(strip, row).orElse(image + (top(strip) + row) * line());
        }
        Transforms.spread(algorithm, lines, new Walk(pixel, (int) tiling.columns().pixels(), column, pixel), sums);
    }

    /// Where the row goes if strips in front of the first see it.
    private OptionalLong onBorder(long strip, int row) {
        long begin = first.orElseThrow();
        long line = (strip - begin) * step() + row;
        boolean isSeenBefore = begin % tiling.down() != 0 && begin / tiling.down() == strip / tiling.down() && line < tile - step();
        return isSeenBefore ? OptionalLong.of(border.address() + line * line()) : OptionalLong.empty();
    }
}
