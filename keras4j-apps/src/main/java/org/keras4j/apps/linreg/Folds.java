package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.engine.tensor.Philox;

/// Row positions dealt into parts of nearly equal size, each of which tests once what the others trained.
///
/// @param parts the positions of each part
record Folds(List<int[]> parts) {

    static Folds of(int rows, int count, long seed) {
        if (count < 2 || count > rows) {
            throw new IllegalArgumentException("Folds: expected 2 to " + rows + " parts of " + rows + " rows, got " + count + ".");
        }
        int[] order = Philox.of(seed).permutation(rows).toIntArray();
        return new Folds(IntStream.range(0, count)
                .mapToObj(k -> Arrays.copyOfRange(order, (int) ((long) k * rows / count), (int) ((k + 1L) * rows / count)))
                .toList());
    }

    int[] test(int fold) {
        return parts.get(fold);
    }

    /// All positions that aren't in this fold.
    int[] train(int fold) {
        return IntStream.range(0, parts.size()).filter(k -> k != fold).mapToObj(parts::get).flatMapToInt(IntStream::of).toArray();
    }
}
