package org.keras4j.apps.books;

import module java.base;

/// Whom a book takes after that nobody rated in the training part: at equal shares the other books of its first author, else the books that
/// readers tag alike, the more the more alike.
///
/// @param kin of the number of a book the shares of others, which add up to 1; books that take after none are left out
record ColdBooks(Map<Integer, Map<Integer, Double>> kin) {
    private static final int MOST_ALIKE = 10;

    /// @param tags how often each tag was given to a book, by its id; empty where nobody says
    static ColdBooks of(RatingSplit split, Map<Integer, Map<String, Integer>> tags) {
        var books = split.books();
        int[] known = split.train().perBook(books.size());
        var byAuthor = IntStream.range(0, known.length).boxed().filter(book -> known[book] > 0)
                .collect(Collectors.groupingBy(book -> Catalogue.firstAuthor(books.get(book))));
        var vectors = vectors(books.stream().map(book -> tags.getOrDefault(book.id(), Map.of())).toList());
        var kin = new HashMap<Integer, Map<Integer, Double>>();
        for (int book = 0; book < known.length; book++) {
            if (known[book] == 0) {
                var own = byAuthor.getOrDefault(Catalogue.firstAuthor(books.get(book)), List.of());
                var shares = own.isEmpty() ? alike(book, vectors, known) : shares(own, _ -> 1);
                if (!shares.isEmpty()) {
                    kin.put(book, shares);
                }
            }
        }
        return new ColdBooks(kin);
    }

    /// Of length 1, by TF-IDF: what every book is tagged with, such as `to-read`, tells nothing.
    private static List<Map<String, Double>> vectors(List<Map<String, Integer>> tags) {
        var tagged = tags.stream().flatMap(own -> own.keySet().stream()).collect(Collectors.groupingBy(tag -> tag, Collectors.counting()));
        return tags.stream().map(own -> {
            var vector = new HashMap<String, Double>();
            own.forEach((tag, count) -> vector.put(tag, Math.log1p(count) * Math.log((double) tags.size() / tagged.get(tag))));
            double length = Math.sqrt(vector.values().stream().mapToDouble(x -> x * x).sum());
            vector.replaceAll((_, x) -> length == 0 ? 0 : x / length);
            return (Map<String, Double>) vector;
        }).toList();
    }

    private static Map<Integer, Double> alike(int book, List<Map<String, Double>> vectors, int[] known) {
        var likeness = IntStream.range(0, known.length).filter(other -> known[other] > 0).boxed()
                .collect(Collectors.toMap(other -> other, other -> product(vectors.get(book), vectors.get(other))));
        return shares(likeness.keySet().stream().filter(other -> likeness.get(other) > 0)
                .sorted(Comparator.<Integer>comparingDouble(other -> -likeness.get(other)).thenComparing(other -> other)).limit(MOST_ALIKE).toList(), likeness::get);
    }

    private static double product(Map<String, Double> a, Map<String, Double> b) {
        return a.entrySet().stream().mapToDouble(entry -> entry.getValue() * b.getOrDefault(entry.getKey(), 0.0)).sum();
    }

    private static Map<Integer, Double> shares(List<Integer> books, ToDoubleFunction<Integer> weight) {
        double sum = books.stream().mapToDouble(weight).sum();
        return books.stream().collect(Collectors.toMap(book -> book, book -> weight.applyAsDouble(book) / sum));
    }
}
