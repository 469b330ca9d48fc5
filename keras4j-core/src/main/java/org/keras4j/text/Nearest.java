package org.keras4j.text;

import module java.base;

/// What somebody may have meant who typed a name that isn't known.
public final class Nearest {
    private Nearest() {}

    /// {@return "Did you mean 'accuracy'?", of the name that takes the fewest letters changed, added or left out (Levenshtein 1965)}
    public static String question(String typed, List<String> names) {
        return "Did you mean '" + Collections.min(names, Comparator.comparingInt(name -> distance(typed, name))) + "'?";
    }

    /// {@return the same, if it takes less than half of the letters typed}
    public static Optional<String> questionIfNear(String typed, List<String> names) {
        return names.stream().anyMatch(name -> 2 * distance(typed, name) < typed.length()) ? Optional.of(question(typed, names)) : Optional.empty();
    }

    private static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                corner = above;
            }
        }
        return row[b.length()];
    }
}
