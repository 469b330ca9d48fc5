package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.books.Recommender.Taste;

/// Reads what a reader says of books: `Dune=5`, several in a line with semicolons between; a title alone counts as liked.
final class Wish {
    private static final double LIKED = 5;

    private Wish() {}

    /// @throws IllegalArgumentException if a title is like none, or stars aren't 1 to 5
    static Taste taste(List<String> words, Catalogue catalogue) {
        var ratings = new LinkedHashMap<Integer, Double>();
        words.stream().flatMap(word -> Stream.of(word.split(";"))).map(String::strip).filter(word -> !word.isEmpty()).forEach(word -> {
            int sign = word.lastIndexOf('=');
            ratings.put(catalogue.find(sign < 0 ? word : word.substring(0, sign)), sign < 0 ? LIKED : stars(word, word.substring(sign + 1).strip()));
        });
        return new Taste(ratings.keySet().stream().mapToInt(Integer::intValue).toArray(), ratings.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double stars(String word, String number) {
        try {
            double stars = Double.parseDouble(number);
            if (stars >= 1 && stars <= 5) {
                return stars;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw new IllegalArgumentException("'" + word + "': expected 1 to 5 stars after '=', got '" + number + "'.");
    }
}
