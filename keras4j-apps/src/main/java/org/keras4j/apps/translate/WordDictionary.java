package org.keras4j.apps.translate;

import module java.base;

/// The baseline that looks up: for each word, in their order, the run of one to three signs that goes with it most, by Dice's coefficient
/// of how often both stand in a pair of sentences.
final class WordDictionary {
    private static final int LONGEST = 3;
    /// What stood together once did so by chance.
    private static final int LEAST = 2;

    private final Map<String, List<String>> entries;

    WordDictionary(List<SentencePair> pairs) {
        var words = new HashMap<String, Integer>();
        var runs = new HashMap<List<String>, Integer>();
        var both = new HashMap<String, Map<List<String>, Integer>>();
        for (var pair : pairs) {
            var runsHere = runs(pair.target());
            runsHere.forEach(run -> runs.merge(run, 1, Integer::sum));
            for (var word : Set.copyOf(pair.source())) {
                words.merge(word, 1, Integer::sum);
                var counts = both.computeIfAbsent(word, _ -> new HashMap<>());
                runsHere.forEach(run -> counts.merge(run, 1, Integer::sum));
            }
        }
        entries = new HashMap<>();
        both.forEach((word, counts) -> counts.entrySet().stream().filter(e -> e.getValue() >= LEAST)
                .max(Comparator.comparingDouble((Map.Entry<List<String>, Integer> e) -> 2.0 * e.getValue() / (words.get(word) + runs.get(e.getKey())))
                        .thenComparing(e -> e.getKey().size()).thenComparing(e -> String.join(" ", e.getKey())))
                .ifPresent(e -> entries.put(word, e.getKey())));
    }

    /// Words that aren't in it are left out.
    List<String> translate(List<String> source) {
        return source.stream().flatMap(word -> entries.getOrDefault(word, List.of()).stream()).toList();
    }

    private static Set<List<String>> runs(List<String> signs) {
        var runs = new HashSet<List<String>>();
        for (int from = 0; from < signs.size(); from++) {
            for (int to = from + 1; to <= Math.min(signs.size(), from + LONGEST); to++) {
                runs.add(signs.subList(from, to));
            }
        }
        return runs;
    }
}
