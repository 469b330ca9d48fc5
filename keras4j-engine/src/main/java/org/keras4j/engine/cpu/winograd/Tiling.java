package org.keras4j.engine.cpu.winograd;

import module java.base;

/// How the results of a convolution in steps of 1 are cut into square tiles. A tile sees 6x6 pixels, some of which its neighbours see
/// too; pixels outside an image are 0, and results outside are dropped. The tiles of an image that lie side by side are a strip.
///
/// @param images how many
public record Tiling(Algorithm algorithm, long images, Side rows, Side columns) {

    /// One side of the images.
    ///
    /// @param pixels of an image
    /// @param before zeros in front of the first
    /// @param results of the convolution: so many that each pixel is seen
    public record Side(long pixels, long before, long results) {}

    public long strips() {
        return images * down();
    }

    public long tiles() {
        return strips() * across();
    }

    /// Strips of an image.
    long down() {
        return Math.ceilDiv(rows.results, algorithm.results());
    }

    /// Tiles of a strip.
    public long across() {
        return Math.ceilDiv(columns.results, algorithm.results());
    }

    /// Results across a strip, those outside included.
    long made() {
        return across() * algorithm.results();
    }

    /// Pixels across a strip that its tiles see, those outside included.
    long seen() {
        return made() + algorithm.seen() - algorithm.results();
    }

    /// How often the sums by their definition multiply a weight and a pixel, for each pair of a channel and a filter: the zeros around
    /// the images left out.
    public long multiplications() {
        return images * multiplications(rows) * multiplications(columns);
    }

    private long multiplications(Side side) {
        return LongStream.range(0, side.results).map(result -> {
            long start = result - side.before;
            return Math.max(0, Math.min(side.pixels, start + algorithm.weights()) - Math.max(0, start));
        }).sum();
    }
}
