package org.keras4j.apps.score;

import module java.base;

/// How probable each class is, as a model says of one sample.
///
/// @param values in the order of the classes
public record Probabilities(double[] values) {
    private static final int SHOWN = 3;

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

    /// {@return the three most probable classes, the first of [#ordered]}
    public Stream<Integer> leading() {
        return ordered().limit(SHOWN);
    }

    /// {@return the three most probable classes, or as many as there are, for people: `Forest (98.2 %), Pasture (1.1 %), River (0.4 %)`}
    ///
    /// @param names of the classes
    public String words(IntFunction<String> names) {
        return words(names, leading());
    }

    /// The same of chosen classes.
    public String words(IntFunction<String> names, Stream<Integer> classes) {
        return classes.map(c -> String.format(Locale.ROOT, "%s (%.1f %%)", names.apply(c), 100 * values[c])).collect(Collectors.joining(", "));
    }
}
