package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Pictures of two by two tiles, whose tags are the classes among them, one to four where there are as many: a task with several tags on
/// real pixels. All four tiles are of one split, so that nothing of a test tile is ever learned.
///
/// @param tiles of that split
/// @param members the rows of each class
/// @param views of the tiles
record Mosaics(Pictures tiles, List<int[]> members, Views views) {
    private static final int AHEAD = 4;

    static Mosaics of(Pictures tiles, int classes) {
        int[] labels = tiles.classes();
        return new Mosaics(tiles, IntStream.range(0, classes).mapToObj(c -> IntStream.range(0, labels.length).filter(i -> labels[i] == c).toArray()).toList(),
                Views.of(tiles.side()));
    }

    int side() {
        return 2 * tiles.side();
    }

    /// `count` mosaics, the same for the same seed and numbers.
    ///
    /// @param first the number of the first
    Pictures pictures(int count, long seed, long first) {
        var images = NDArray.zeros(DType.UINT8, Shape.of(count, side(), side(), 3));
        var targets = NDArray.zeros(DType.FLOAT32, Shape.of(count, members.size()));
        long bytes = 3L * side() * side();
        for (int i = 0; i < count; i++) {
            var plan = plan(seed, first + i);
            for (int place = 0; place < 4; place++) {
                put(plan, place, images.segment(), i * bytes);
                targets.set(1, i, plan.classes[place]);
            }
        }
        return new Pictures(images, targets);
    }

    /// Batches of `count` mosaics an epoch that are made as they are wanted, other ones in each of `epochs` epochs.
    Dataset training(int count, int epochs, int batch, long seed) {
        return Dataset.read((long) count * epochs, i -> {
            var one = pictures(1, seed, i);
            return Element.of(one.pixels(new int[] {0}, _ -> 0).index(0), one.targets().index(0));
        }).shuffle(seed).take(count).batch(batch).prefetch(AHEAD);
    }

    /// Of each of the four places the class, the tile and the view.
    private record Plan(int[] classes, int[] rows, int[] views) {}

    private Plan plan(long seed, long number) {
        var random = new SplittableRandom(31 * seed + number);
        int[] order = IntStream.range(0, members.size()).toArray();
        int different = random.nextInt(1, Math.min(4, order.length) + 1);
        for (int i = 0; i < different; i++) {
            swap(order, i, random.nextInt(i, order.length));
        }
        int[] places = IntStream.range(0, 4).map(place -> order[place % different]).toArray();
        for (int i = 0; i < 4; i++) {
            swap(places, i, random.nextInt(i, 4));
        }
        return new Plan(places,
                IntStream.of(places).map(c -> members.get(c)[random.nextInt(members.get(c).length)]).toArray(),
                random.ints(4, 0, Views.COUNT).toArray());
    }

    private void put(Plan plan, int place, MemorySegment into, long at) {
        int side = tiles.side();
        int[] source = views.sources()[plan.views[place]];
        var from = tiles.images().segment();
        long tile = 3L * side * side * plan.rows[place];
        for (int pixel = 0; pixel < side * side; pixel++) {
            int row = place / 2 * side + pixel / side;
            int column = place % 2 * side + pixel % side;
            MemorySegment.copy(from, tile + 3L * source[pixel], into, at + 3L * (row * side() + column), 3);
        }
    }

    private static void swap(int[] values, int i, int j) {
        int kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
