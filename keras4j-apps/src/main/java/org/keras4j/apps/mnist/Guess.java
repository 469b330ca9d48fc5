package org.keras4j.apps.mnist;

import module java.base;

/// A digit and how probable the network finds it.
record Guess(int digit, double probability) {

    /// The `count` most probable digits, the best first.
    static List<Guess> best(float[] probabilities, int count) {
        return IntStream.range(0, probabilities.length).mapToObj(i -> new Guess(i, probabilities[i]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .limit(count).toList();
    }

    /// {@return `7 (99.8 %), 9 (0.1 %)`}
    static String words(List<Guess> guesses) {
        return guesses.stream().map(g -> String.format(Locale.ROOT, "%d (%.1f %%)", g.digit, 100 * g.probability)).collect(Collectors.joining(", "));
    }
}
