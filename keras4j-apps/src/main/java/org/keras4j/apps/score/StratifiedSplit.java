package org.keras4j.apps.score;

import module java.base;
import org.keras4j.engine.tensor.Philox;

/// Positions of items in two parts that have the same shares of classes, as near as whole items go.
///
/// @param train positions, in random order
/// @param test the others, in random order
public record StratifiedSplit(int[] train, int[] test) {

    /// @param labels the class of each item, from 0
    /// @param testShare how much of the whole tests, above 0 and below 1; rounded up to whole items, of which each class gives its
    ///     share, and the largest remainders one more
    /// @throws IllegalArgumentException if a class can't be in both parts
    public static StratifiedSplit of(int[] labels, double testShare, long seed) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("Stratified split: expected a share above 0 and below 1, got " + testShare + ".");
        }
        int classes = IntStream.of(labels).max().orElse(-1) + 1;
        var members = IntStream.range(0, classes).mapToObj(c -> IntStream.range(0, labels.length).filter(i -> labels[i] == c).toArray()).toList();
        int[] quota = quota(members.stream().mapToInt(m -> m.length).toArray(), (int) Math.ceil(testShare * labels.length - 1e-9));
        var train = IntStream.builder();
        var test = IntStream.builder();
        var random = Philox.of(seed);
        for (int c = 0; c < classes; c++) {
            int[] own = members.get(c);
            if (own.length > 0 && (quota[c] == 0 || quota[c] == own.length)) {
                throw new IllegalArgumentException("Stratified split: expected enough items of class " + c + " for both parts, got " + own.length
                        + ". Leave the class out, or change the share of " + testShare + ".");
            }
            int[] order = shuffled(own, random.fork(c));
            IntStream.range(0, order.length).forEach(i -> (i < quota[labels[order[i]]] ? test : train).add(order[i]));
        }
        return new StratifiedSplit(shuffled(train.build().toArray(), random.fork(classes)), shuffled(test.build().toArray(), random.fork(classes + 1)));
    }

    private static int[] quota(int[] sizes, int wanted) {
        double all = IntStream.of(sizes).sum();
        int[] quota = IntStream.of(sizes).map(size -> (int) (size / all * wanted)).toArray();
        IntStream.range(0, sizes.length).boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> quota[c] - sizes[c] / all * wanted))
                .limit(wanted - IntStream.of(quota).sum())
                .forEach(c -> quota[c]++);
        return quota;
    }

    private static int[] shuffled(int[] positions, Philox random) {
        return positions.length == 0 ? positions : IntStream.of(random.permutation(positions.length).toIntArray()).map(i -> positions[i]).toArray();
    }
}
