package org.keras4j.apps.score;

import module java.base;

/// How probable each class is, as a model says of one sample.
///
/// @param values in the order of the classes
public record Probabilities(double[] values) {

    public static Probabilities of(float[] values) {
        return new Probabilities(IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
    }

    /// {@return the most probable class; of several, the first}
    public int best() {
        return IntStream.range(0, values.length).reduce(0, (best, c) -> values[c] > values[best] ? c : best);
    }

    /// {@return how probable that one is}
    public double highest() {
        return values[best()];
    }

    /// {@return all classes, the most probable first}
    public Stream<Integer> ordered() {
        return IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(c -> -values[c]));
    }

    /// {@return the most probable classes for people: `Forest (98.2 %), Pasture (1.1 %)`}
    ///
    /// @param names of the classes
    public String words(IntFunction<String> names, int most) {
        return words(names, ordered().limit(most));
    }

    /// The same of chosen classes.
    public String words(IntFunction<String> names, Stream<Integer> classes) {
        return classes.map(c -> String.format(Locale.ROOT, "%s (%.1f %%)", names.apply(c), 100 * values[c])).collect(Collectors.joining(", "));
    }
}
