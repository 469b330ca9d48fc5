package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.CsvLines;
import org.keras4j.data.Unzipped;
import org.keras4j.engine.tensor.FormatException;

/// Ratings of books by readers of goodreads.com: goodbooks-10k (Zając 2017), from its `ratings.csv` and `books.csv`, plain or gzipped.
///
/// Columns are found by name, for two editions differ in them, and in what the ratings mean by `book_id`:
///
/// | edition | `books.csv` has                   | `book_id` of a rating is  |
/// |---------|-----------------------------------|---------------------------|
/// | Kaggle  | `id`, and `book_id` of Goodreads  | `id`                      |
/// | GitHub  | `book_id`, `goodreads_book_id`    | `book_id`                 |
///
/// @param books in the order of the file
/// @param ratings of those books, in the order of the file, no pair twice
/// @param unmatched how many ratings were left out, for their book isn't listed
/// @param repeated how many ratings were left out, for the same reader rates the same book further on
public record Goodbooks(Edition edition, List<Book> books, Ratings ratings, long unmatched, long repeated) {
    /// Below this share of ratings whose book is listed, the two files don't belong together.
    private static final double LEAST_MATCHED = 0.99;

    public Goodbooks {
        books = List.copyOf(books);
    }

    /// Who published the files.
    public enum Edition {
        KAGGLE("id"), GITHUB("book_id");

        private final String key;

        Edition(String key) {
            this.key = key;
        }
    }

    /// @param id by which ratings name it
    /// @param title with the series in brackets: `Catching Fire (The Hunger Games, #2)`
    /// @param authors with commas between them
    /// @param year of its first publication, negative before Christ
    /// @param language a code such as `eng`; empty where nobody said it
    /// @param averageRating on the whole site, 1 to 5
    /// @param ratingsCount on the whole site
    public record Book(int id, String title, String authors, OptionalInt year, String language, double averageRating, long ratingsCount) {
        private static final Pattern SERIES = Pattern.compile("\\s*\\(([^()]*?),?\\s*#[^()]*\\)\\s*$");

        /// {@return the series that a title says in brackets: of `Catching Fire (The Hunger Games, #2)`, `The Hunger Games`}
        public static Optional<String> series(String title) {
            var match = SERIES.matcher(title);
            return match.find() ? Optional.of(match.group(1)) : Optional.empty();
        }

        /// {@return the title before the brackets with its series}
        public static String shortTitle(String title) {
            return SERIES.matcher(title).replaceFirst("").strip();
        }
    }

    /// Who rated what: entry `i` of each array is one rating.
    ///
    /// @param users ids of readers
    /// @param books ids of books
    /// @param values 1 to 5
    public record Ratings(int[] users, int[] books, byte[] values) {
        public int count() {
            return values.length;
        }
    }

    /// @param ratings `user_id`, `book_id`, `rating` in any order
    /// @throws FormatException with file and line, if a column is missing or a value isn't what it should be, or if fewer than 99 of 100 ratings are
    ///     of a listed book
    /// @throws UncheckedIOException if a file can't be read
    public static Goodbooks read(Path ratings, Path books) {
        var shelf = Shelf.read(books);
        var users = IntStream.builder();
        var rated = IntStream.builder();
        var values = new ByteArrayOutputStream();
        var keys = LongStream.builder();
        long[] rows = {0};
        read(ratings, List.of("user_id", "book_id", "rating"), row -> {
            rows[0]++;
            int user = row.integer("user_id", 1, Integer.MAX_VALUE);
            int book = row.integer("book_id", 1, Integer.MAX_VALUE);
            int value = row.integer("rating", 1, 5);
            if (shelf.ids.contains(book)) {
                users.add(user);
                rated.add(book);
                values.write(value);
                keys.add((long) user << 32 | book);
            }
        });
        var all = new Ratings(users.build().toArray(), rated.build().toArray(), values.toByteArray());
        if (all.count() < LEAST_MATCHED * rows[0]) {
            throw new FormatException(String.format(Locale.ROOT, "%s: expected the books of %s, got %,d of %,d ratings of a book whose '%s' is listed there. "
                    + "Take both files from one edition.", ratings, books, all.count(), rows[0], shelf.edition.key));
        }
        var distinct = lastOfEach(all, keys.build().toArray());
        return new Goodbooks(shelf.edition, shelf.books, distinct, rows[0] - all.count(), all.count() - distinct.count());
    }

    /// Of ratings of one book by one reader, the last.
    private static Ratings lastOfEach(Ratings all, long[] keys) {
        var sorted = keys.clone();
        Arrays.parallelSort(sorted);
        var repeated = IntStream.range(1, sorted.length).filter(i -> sorted[i] == sorted[i - 1]).mapToLong(i -> sorted[i]).boxed().collect(Collectors.toSet());
        var met = new HashSet<Long>();
        var kept = new BitSet(keys.length);
        for (int i = keys.length - 1; i >= 0; i--) {
            kept.set(i, !repeated.contains(keys[i]) || met.add(keys[i]));
        }
        var values = new byte[kept.cardinality()];
        int[] at = kept.stream().toArray();
        IntStream.range(0, values.length).forEach(i -> values[i] = all.values[at[i]]);
        return new Ratings(IntStream.of(at).map(i -> all.users[i]).toArray(), IntStream.of(at).map(i -> all.books[i]).toArray(), values);
    }

    /// The content of `books.csv`.
    private record Shelf(Edition edition, List<Book> books, Set<Integer> ids) {
        static Shelf read(Path file) {
            var edition = new Edition[1];
            var ids = new HashSet<Integer>();
            var books = new ArrayList<Book>();
            Goodbooks.read(file, List.of("book_id", "title", "authors", "original_publication_year", "average_rating", "language_code", "ratings_count"), row -> {
                edition[0] = row.has(Edition.KAGGLE.key) ? Edition.KAGGLE : Edition.GITHUB;
                int id = row.integer(edition[0].key, 1, Integer.MAX_VALUE);
                if (!ids.add(id)) {
                    throw row.wrong(edition[0].key, "each book once");
                }
                books.add(new Book(id, row.text("title"), row.text("authors"),
                        row.text("original_publication_year").isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) row.number("original_publication_year")),
                        row.text("language_code"), row.number("average_rating"), (long) row.number("ratings_count")));
            });
            return new Shelf(edition[0], books, ids);
        }
    }

    private static void read(Path file, List<String> needed, Consumer<Row> use) {
        try (var lines = CsvLines.of(Unzipped.open(file), ',')) {
            var columns = lines.columns().stream().map(String::strip).toList();
            for (var name : needed) {
                long places = columns.stream().filter(name::equals).count();
                if (places != 1) {
                    throw new FormatException("line 1: expected " + (places == 0 ? "a" : "one") + " column '" + name + "', got " + String.join(", ", columns) + ".");
                }
            }
            if (!lines.hasNext()) {
                throw new FormatException("line 2: expected a row, got the end of the file.");
            }
            var places = IntStream.range(0, columns.size()).boxed().collect(Collectors.toMap(columns::get, i -> i, (first, _) -> first));
            while (lines.hasNext()) {
                use.accept(new Row(places, lines.next()));
            }
        } catch (FormatException e) {
            throw e.in(file.toString());
        } catch (ZipException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private record Row(Map<String, Integer> places, CsvLines.Line line) {
        boolean has(String column) {
            return places.containsKey(column);
        }

        String text(String column) {
            return line.values().get(places.get(column)).strip();
        }

        int integer(String column, int low, int high) {
            try {
                int value = Integer.parseInt(text(column));
                if (value >= low && value <= high) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // Refused below.
            }
            throw wrong(column, high == Integer.MAX_VALUE ? "a whole number from " + low : "a whole number from " + low + " to " + high);
        }

        double number(String column) {
            try {
                double value = Double.parseDouble(text(column));
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // Refused below.
            }
            throw wrong(column, "a number");
        }

        FormatException wrong(String column, String expected) {
            return new FormatException("line " + line.number() + ": column '" + column + "': expected " + expected + ", got '" + text(column) + "'.");
        }
    }
}
