package org.keras4j.apps.satellite;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Square pictures and what they show.
///
/// @param images uint8 `[count, side, side, 3]`
/// @param targets int32 `[count]`, the class of each, or float32 `[count, tags]`, 1 for each tag that it has
record Pictures(NDArray images, NDArray targets) {
    private static final int AHEAD = 4;

    int count() {
        return Math.toIntExact(images.size(0));
    }

    int side() {
        return Math.toIntExact(images.size(1));
    }

    Pictures take(int... rows) {
        return new Pictures(images.take(rows), targets.take(rows));
    }

    /// The same if it has at most `limit`, else that many at equal distances: of pictures sorted by class some of each.
    Pictures limited(@Nullable Integer limit) {
        return limit == null || count() <= limit ? this : take(IntStream.range(0, limit).map(i -> (int) ((long) i * count() / limit)).toArray());
    }

    int[] classes() {
        return targets.toIntArray();
    }

    boolean[][] tags() {
        float[][] tags = targets.toFloats2D();
        var has = new boolean[tags.length][];
        Arrays.setAll(has, i -> {
            var row = new boolean[tags[i].length];
            IntStream.range(0, row.length).forEach(tag -> row[tag] = tags[i][tag] > 0);
            return row;
        });
        return has;
    }

    /// {@return what a network reads: float32 `[rows, side, side, 3]` from 0 to 1}
    ///
    /// @param view of each row
    NDArray pixels(int[] rows, IntUnaryOperator view) {
        return pixels(images, Views.of(side()), rows, view);
    }

    /// Batches for training, in another order in each epoch, each picture in one of its eight views.
    Dataset augmented(int batch, long seed) {
        var views = Views.of(side());
        return batches(batch, seed, rows -> {
            // The order is another one in each epoch, and so are the views that it is the seed of: the same on any thread.
            var random = new SplittableRandom(seed ^ Arrays.hashCode(rows));
            return pixels(images, views, rows, _ -> random.nextInt(Views.COUNT));
        });
    }

    /// Batches for training as the pictures are.
    Dataset plain(int batch, long seed) {
        var views = Views.of(side());
        return batches(batch, seed, rows -> pixels(images, views, rows, _ -> 0));
    }

    private Dataset batches(int batch, long seed, Function<int[], NDArray> pixels) {
        return Dataset.of(NDArray.of(IntStream.range(0, count()).toArray())).shuffle(seed).batch(batch).map(chosen -> {
            int[] rows = chosen.input().toIntArray();
            return Element.of(pixels.apply(rows), targets.take(rows));
        }).prefetch(AHEAD);
    }

    private static NDArray pixels(NDArray images, Views views, int[] rows, IntUnaryOperator view) {
        int bytes = 3 * views.side() * views.side();
        var pixels = new float[rows.length * bytes];
        var from = images.segment();
        for (int i = 0; i < rows.length; i++) {
            views.turn(from, (long) rows[i] * bytes, view.applyAsInt(i), pixels, i * bytes);
        }
        Reference.reachabilityFence(images);
        return NDArray.of(Shape.of(rows.length, views.side(), views.side(), 3), pixels);
    }
}
