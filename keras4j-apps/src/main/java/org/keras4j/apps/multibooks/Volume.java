package org.keras4j.apps.multibooks;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A book: what the network is shown, and what it shall tell.
///
/// @param year of its first publication, 1800 for any before
/// @param rating the mean of its readers, 1 to 5
/// @param genre `null` where nobody's tags are known
record Volume(String title, String author, Counts counts, int year, Language language, double rating, @Nullable Genre genre) {
    static final int EARLIEST = 1800;

    Volume {
        year = Math.max(EARLIEST, year);
    }

    Volume(String title, String author, Counts counts, int year, Language language, double rating) {
        this(title, author, counts, year, language, rating, null);
    }

    Volume genre(Genre genre) {
        return new Volume(title, author, counts, year, language, rating, genre);
    }

    /// How widely a book is known; `null` where the user doesn't say. Neither the stars of its ratings nor their shares are among them: the mean
    /// rating is the weighted sum of those, and a network that saw them would have nothing to learn.
    record Counts(@Nullable Double editions, @Nullable Double ratings, @Nullable Double reviews) {
        static final Counts UNKNOWN = new Counts(null, null, null);

        List<@Nullable Double> values() {
            return Arrays.asList(editions, ratings, reviews);
        }
    }
}
