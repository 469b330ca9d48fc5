package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Makes the values of a channel about as frequent as each other in each part of an image, in training or not (CLAHE, Zuiderveld 1994, *Contrast
/// Limited Adaptive Histogram Equalization*, Graphics Gems IV). Follows `keras.layers.ContrastLimitedAdaptiveHistogramEqualization`: the image is cut into tiles; each
/// has a table from value to value, and a pixel is between what those of the four nearest tiles say.
public final class ContrastLimitedAdaptiveHistogramEqualization extends ContrastLayer<ContrastLimitedAdaptiveHistogramEqualization, ContrastLimitedAdaptiveHistogramEqualization.Config> {
    /// Keras' keys.
    public static final class Config extends ContrastLayer.Config {
        double clipLimit = 4;
        List<Integer> tileGridSize = List.of(8, 8);
    }

    private static final int VALUES = 256;

    private ContrastLimitedAdaptiveHistogramEqualization(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        List<Integer> grid = config().tileGridSize;
        require(grid.size() == 2 && grid.stream().allMatch(tiles -> tiles >= 1), "tile_grid_size", "two numbers of 1 or more", grid);
    }

    public static ContrastLimitedAdaptiveHistogramEqualization create() {
        return new ContrastLimitedAdaptiveHistogramEqualization(new Config());
    }

    /// How many times its fair share a value may count in a tile, 4 unless said: what is more counts for all values alike. 0 for no limit.
    public ContrastLimitedAdaptiveHistogramEqualization clipLimit(double limit)             { return option(c -> c.clipLimit = limit); }

    /// How many tiles there are each way, 8 unless said.
    public ContrastLimitedAdaptiveHistogramEqualization tileGridSize(int rows, int columns) { return option(c -> c.tileGridSize = List.of(rows, columns)); }

    @Override
    Value images(Call c, Value images) {
        ValueRange range = config().valueRange;
        Value x = range.to(ValueRange.BYTES, Ops.cast(images, DType.FLOAT32));
        return Ops.cast(ValueRange.BYTES.to(range, equalized(x)), images.dtype());
    }

    private Value equalized(Value x) {
        var grid = new Grid(new Tiles(1, rows(x), config().tileGridSize.getFirst()), new Tiles(2, columns(x), config().tileGridSize.getLast()));
        Value whole = grid.right.filled(grid.down.filled(x));
        Value counts = counts(grid.entry(whole, Corner.OWN, Corner.OWN), grid.tables(x), VALUES);
        Value tables = Ops.ravel(tables(counts, grid.down.size() * grid.right.size()));
        Value top = grid.right.between(Ops.take(tables, grid.entry(x, Corner.BEFORE, Corner.BEFORE)), Ops.take(tables, grid.entry(x, Corner.BEFORE, Corner.AFTER)));
        Value bottom = grid.right.between(Ops.take(tables, grid.entry(x, Corner.AFTER, Corner.BEFORE)), Ops.take(tables, grid.entry(x, Corner.AFTER, Corner.AFTER)));
        return grid.down.between(top, bottom);
    }

    /// What becomes of each value, from how often it and each one below it occur.
    private Value tables(Value counts, long pixels) {
        Value upTo = Ops.cumsum(config().clipLimit > 0 ? limited(counts, config().clipLimit * pixels / VALUES) : counts, 1);
        Value darkest = Ops.slice(upTo, 1, 0, 1);
        Value others = Ops.subtract(pixels, darkest);
        Value divisor = Ops.where(Ops.equal(others, 0), Ops.onesLike(others), others);
        return ValueRange.BYTES.clip(Ops.divide(Ops.multiply(Ops.subtract(upTo, darkest), 255), divisor));
    }

    private static Value limited(Value counts, double limit) {
        Value kept = Ops.minimum(counts, limit);
        return Ops.add(kept, Ops.divide(Ops.sumKeeping(Ops.subtract(counts, kept), 1), VALUES));
    }

    /// Which tile along an axis: the pixel's own, or of those whose middles it is between the first or the second.
    private enum Corner { OWN, BEFORE, AFTER }

    /// The tiles both ways.
    private record Grid(Tiles down, Tiles right) {
        long tables(Value images) {
            return images.shape().size(0) * down.tiles * right.tiles * images.shape().size(3);
        }

        /// For each pixel where its value stands in the tables of all tiles.
        Value entry(Value images, Corner vertical, Corner horizontal) {
            var numbers = new Type(DType.INT32, images.shape());
            Value row = Ops.add(Ops.multiply(images.builder().iota(0, numbers), down.tiles), down.tile(images, vertical));
            Value tile = Ops.add(Ops.multiply(row, right.tiles), right.tile(images, horizontal));
            Value table = Ops.add(Ops.multiply(tile, images.shape().size(3)), images.builder().iota(3, numbers));
            return Ops.add(Ops.multiply(table, VALUES), Ops.cast(ValueRange.BYTES.clip(images), DType.INT32));
        }
    }

    /// The tiles along an axis: all of one size, the last filled up with what is before it in a mirror.
    private record Tiles(int axis, long pixels, int tiles) {
        long size() {
            return Math.ceilDiv(pixels, tiles);
        }

        Value filled(Value images) {
            return size() * tiles == pixels ? images : Ops.take(images, Ops.constant(images, NDArray.generate(DType.INT32, Shape.of(size() * tiles), place -> {
                long turn = place % (2 * pixels);
                return Math.min(turn, 2 * pixels - 1 - turn);
            })), axis);
        }

        /// How many tiles the pixel is from the middle of the first.
        private double place(long pixel) {
            return (pixel - size() / 2.0) / size();
        }

        Value tile(Value images, Corner corner) {
            return along(images, DType.INT32, pixel -> switch (corner) {
                case OWN -> pixel / size();
                case BEFORE -> Math.clamp((long) Math.floor(place(pixel)), 0, tiles - 1);
                case AFTER -> Math.clamp((long) Math.floor(place(pixel)) + 1, 0, tiles - 1);
            });
        }

        Value between(Value before, Value after) {
            Value share = along(before, DType.FLOAT32, pixel -> place(pixel) - Math.floor(place(pixel)));
            return Ops.add(Ops.multiply(before, Ops.subtract(1, share)), Ops.multiply(after, share));
        }

        private Value along(Value images, DType type, LongToDoubleFunction number) {
            Shape line = Shape.of(1, 1, 1, 1).with(axis, images.shape().size(axis));
            return Ops.constant(images, NDArray.generate(type, line, number));
        }
    }
}
