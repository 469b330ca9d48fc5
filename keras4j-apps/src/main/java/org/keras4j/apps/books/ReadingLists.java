package org.keras4j.apps.books;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Which books each reader has read, whatever they thought of them.
///
/// @param lists numbers of books
/// @param books how many there are
record ReadingLists(List<int[]> lists, int books) {

    static ReadingLists of(int readers, int books, Ratings... parts) {
        var lists = Stream.generate(IntStream::builder).limit(readers).toList();
        for (var part : parts) {
            IntStream.range(0, part.count()).forEach(i -> lists.get(part.readers()[i]).add(part.books()[i]));
        }
        return new ReadingLists(lists.stream().map(list -> list.build().toArray()).toList(), books);
    }

    int readers() {
        return lists.size();
    }

    /// {@return 1 for what the reader has read, else 0: float32 `[books]`}
    NDArray row(int reader) {
        var row = new float[books];
        for (int book : lists.get(reader)) {
            row[book] = 1;
        }
        return NDArray.of(row);
    }

    /// {@return float32 `[readers, books]`}
    NDArray rows() {
        var rows = new float[readers() * books];
        for (int reader = 0; reader < readers(); reader++) {
            for (int book : lists.get(reader)) {
                rows[reader * books + book] = 1;
            }
        }
        return NDArray.of(Shape.of(readers(), books), rows);
    }
}
