package org.keras4j.apps.books;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Ratings by numbers from 0 on: entry `i` of each array is one.
///
/// @param readers number of who rated
/// @param books number of what was rated
/// @param values 1 to 5
record Ratings(int[] readers, int[] books, float[] values) {

    int count() {
        return values.length;
    }

    Ratings at(IntStream positions) {
        int[] at = positions.toArray();
        var kept = new float[at.length];
        IntStream.range(0, at.length).forEach(i -> kept[i] = values[at[i]]);
        return new Ratings(IntStream.of(at).map(i -> readers[i]).toArray(), IntStream.of(at).map(i -> books[i]).toArray(), kept);
    }

    double mean() {
        return IntStream.range(0, count()).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    /// {@return how many ratings each of so many readers gave}
    int[] perReader(int all) {
        return counts(readers, all);
    }

    int[] perBook(int all) {
        return counts(books, all);
    }

    /// {@return positions of each of so many readers' ratings}
    List<int[]> byReader(int all) {
        var own = Stream.generate(IntStream::builder).limit(all).toList();
        IntStream.range(0, count()).forEach(i -> own.get(readers[i]).add(i));
        return own.stream().map(positions -> positions.build().toArray()).toList();
    }

    /// {@return int32 `[count, 1]` of readers, and of books}
    List<NDArray> inputs() {
        var shape = Shape.of(count(), 1);
        return List.of(NDArray.of(shape, readers), NDArray.of(shape, books));
    }

    /// {@return float32 `[count, 1]`}
    NDArray targets() {
        return NDArray.of(Shape.of(count(), 1), values);
    }

    private static int[] counts(int[] numbers, int all) {
        var counts = new int[all];
        for (int number : numbers) {
            counts[number]++;
        }
        return counts;
    }
}
