package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.NDArray;

/// Points that belong to no cluster clearly: those whose largest belonging is the smallest.
///
/// @param rows their positions, the oddest first
/// @param belongings of all points: `[count, clusters]`
record OddOnes(int[] rows, float[][] belongings) {

    static OddOnes of(NDArray belongings, int most) {
        float[][] q = belongings.toFloats2D();
        return new OddOnes(IntStream.range(0, q.length).boxed().sorted(Comparator.comparingDouble(i -> Probabilities.of(q[i]).highest())).limit(most).mapToInt(i -> i).toArray(), q);
    }

    /// {@return a line for each, which names the clusters that it lies between}
    List<String> lines(ClusterData data, ClusterFile file) {
        return IntStream.of(rows).mapToObj(i -> data.name(i) + ": " + file.words(belongings[i])).toList();
    }

    /// {@return for each, what it is and how much it belongs to the nearest cluster}
    List<String> captions(ClusterData data) {
        return IntStream.of(rows).mapToObj(i -> String.format(Locale.ROOT, "%s\n%.1f %%", data.name(i), 100 * Probabilities.of(belongings[i]).highest())).toList();
    }
}
