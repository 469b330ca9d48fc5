package org.keras4j.apps.translate;

import module java.base;

/// The baseline that copies: the translation of the training sentence that is most like the one given, by the share of words and pairs of
/// neighbours that both have (Jaccard's index).
final class NearestSentence {
    private final List<SentencePair> pairs;
    private final List<Set<String>> features;
    private final Map<String, List<Integer>> having = new HashMap<>();

    NearestSentence(List<SentencePair> pairs) {
        this.pairs = pairs;
        this.features = pairs.stream().map(pair -> features(pair.source())).toList();
        for (int i = 0; i < pairs.size(); i++) {
            for (var feature : features.get(i)) {
                having.computeIfAbsent(feature, _ -> new ArrayList<>()).add(i);
            }
        }
    }

    /// {@return nothing if no sentence shares a word}
    List<String> translate(List<String> source) {
        var wanted = features(source);
        var shared = new HashMap<Integer, Integer>();
        wanted.forEach(feature -> having.getOrDefault(feature, List.of()).forEach(i -> shared.merge(i, 1, Integer::sum)));
        return shared.entrySet().stream()
                .max(Comparator.comparingDouble((Map.Entry<Integer, Integer> e) -> (double) e.getValue() / (wanted.size() + features.get(e.getKey()).size() - e.getValue()))
                        .thenComparing(Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(e -> pairs.get(e.getKey()).target()).orElse(List.of());
    }

    private static Set<String> features(List<String> words) {
        return Stream.concat(words.stream(), IntStream.range(1, words.size()).mapToObj(i -> words.get(i - 1) + " " + words.get(i))).collect(Collectors.toSet());
    }
}
