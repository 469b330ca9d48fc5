package org.keras4j.apps.books;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Setting;

/// The options that only `books` has: who is asking, and how the answer is shown.
record BooksOptions(
        @Setting(value = "books that the reader knows, with 1 to 5 stars: \"Dune=5\" \"Twilight=2\"", label = "TITLE=STARS") List<String> rated,
        @Setting(value = "show books like this one, rather than for a reader", label = "TITLE") @Nullable String similar,
        @Setting(value = "books to propose", label = "N", least = 1) int count,
        @Setting("say of each predicted rating what it is made of") boolean explain,
        @Setting("propose books that are unlike each other") boolean diverse,
        @Setting(value = "use only the first N readers", label = "N", least = BookData.LEAST_READERS) @Nullable Integer limit) {

    static final BooksOptions DEFAULTS = new BooksOptions(List.of(), null, RankingScores.SHOWN, false, false, null);

    /// How books are chosen among those that a reader would open.
    enum Choosing { LIKELIEST, DIVERSE }

    BooksOptions {
        rated = List.copyOf(rated);
    }

    Choosing choosing() {
        return diverse ? Choosing.DIVERSE : Choosing.LIKELIEST;
    }

    /// {@return the same, with everything explained}
    BooksOptions explained() {
        return new BooksOptions(rated, similar, count, true, diverse, limit);
    }
}
