package org.keras4j.apps.satellite;

import module java.base;

/// What a network says of one picture, for people.
final class Answer {
    private static final int GUESSES = 3;

    private Answer() {}

    /// {@return of classes the most probable three, of tags those above their thresholds, the most probable first: `Forest (98.2 %), Pasture (1.1 %)`}
    static String words(Interpreter interpreter, double[] probabilities) {
        var best = IntStream.range(0, probabilities.length).boxed().sorted(Comparator.comparingDouble((Integer k) -> -probabilities[k]));
        var chosen = switch (interpreter.task()) {
            case CLASSES -> best.limit(GUESSES).toList();
            case MOSAICS, PLANET -> best.filter(k -> probabilities[k] > interpreter.thresholds().values()[k]).toList();
        };
        return chosen.isEmpty() ? "no tag" : chosen.stream()
                .map(k -> String.format(Locale.ROOT, "%s (%.1f %%)", interpreter.labels().get(k), 100 * probabilities[k])).collect(Collectors.joining(", "));
    }
}
