package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.datasets.Goodbooks.Book;

/// The books that a model knows, by number, and how to find one by a title that is only about right.
///
/// @param books the place of one is its number
/// @param ratings how many ratings of each the model learned from
record Catalogue(List<Book> books, int[] ratings) {
    static final String FILE = "books.csv";
    private static final List<String> COLUMNS = List.of("book_id", "title", "authors", "year", "language", "average_rating", "ratings_count", "learned_from");
    /// Titles that have fewer of their letters in common are different ones.
    private static final double LEAST_LIKENESS = 0.5;

    static Catalogue of(RatingSplit split) {
        return new Catalogue(split.books(), split.train().perBook(split.books().size()));
    }

    static Catalogue read(EarlierRun run) {
        var table = CsvTable.read(run.file(FILE));
        var books = table.rows().stream().map(row -> {
            var fields = row.fields();
            try {
                return new Book(Integer.parseInt(fields.get(0)), fields.get(1), fields.get(2),
                        fields.get(3).isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(fields.get(3))), fields.get(4),
                        Double.parseDouble(fields.get(5)), Long.parseLong(fields.get(6)));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new DataException(run.file(FILE) + ": line " + row.line() + ": expected " + String.join(", ", COLUMNS) + ", got "
                        + String.join(", ", fields) + ". Train again.", e);
            }
        }).toList();
        return new Catalogue(books, DoubleStream.of(table.numbers("learned_from")).mapToInt(count -> (int) count).toArray());
    }

    void write(RunFolder folder) {
        folder.write(FILE, CsvTable.text(COLUMNS, IntStream.range(0, books.size()).mapToObj(i -> {
            var book = books.get(i);
            return List.of(Integer.toString(book.id()), book.title(), book.authors(), book.year().isPresent() ? Integer.toString(book.year().getAsInt()) : "",
                    book.language(), Double.toString(book.averageRating()), Long.toString(book.ratingsCount()), Integer.toString(ratings[i]));
        })));
    }

    /// {@return `Dune, Frank Herbert, 1965`}
    String describe(int number) {
        var book = books.get(number);
        return book.title() + ", " + firstAuthor(book) + (book.year().isPresent() ? ", " + year(book.year().getAsInt()) : "");
    }

    String title(int number) {
        return books.get(number).title();
    }

    static String firstAuthor(Book book) {
        return book.authors().split(",")[0].strip();
    }

    /// Finds a book by its title: as it stands, without its series, by how it begins, by its words, and at last by pairs of letters in common. Of
    /// several, the one with the most ratings.
    ///
    /// @return its number
    /// @throws IllegalArgumentException with the nearest titles, if none is like it
    int find(String wanted) {
        var words = plain(wanted);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("Title: expected some letters, got '" + wanted + "'.");
        }
        var likeness = new double[books.size()];
        Arrays.setAll(likeness, i -> likeness(words, books.get(i).title()));
        var order = IntStream.range(0, books.size()).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -likeness[i]).thenComparing(i -> -books.get(i).ratingsCount())).limit(3).toList();
        int best = order.getFirst();
        if (likeness[best] < LEAST_LIKENESS) {
            throw new IllegalArgumentException("Title '" + wanted + "': expected a book that the model knows, got none like it. The nearest are "
                    + order.stream().map(i -> "'" + Book.shortTitle(title(i)) + "'").collect(Collectors.joining(", ")) + ".");
        }
        return best;
    }

    /// {@return the numbers of all books, the most liked first: by the mean rating of the whole site, shrunk towards that of all books by as
    ///     many ratings as only one book in ten has}
    List<Integer> mostLiked() {
        var counts = books.stream().mapToLong(Book::ratingsCount).sorted().toArray();
        double weight = Math.max(1, counts[counts.length * 9 / 10]);
        double mean = books.stream().mapToDouble(Book::averageRating).average().orElseThrow();
        var order = Comparator.comparingDouble((Integer i) -> {
            var book = books.get(i);
            return (book.averageRating() * book.ratingsCount() + mean * weight) / (book.ratingsCount() + weight);
        }).reversed();
        return IntStream.range(0, books.size()).boxed().sorted(order).toList();
    }

    private static double likeness(String wanted, String title) {
        var whole = plain(title);
        var brief = plain(Book.shortTitle(title));
        if (whole.equals(wanted) || brief.equals(wanted)) {
            return 5;
        }
        if (brief.startsWith(wanted + " ")) {
            return 4;
        }
        if ((" " + whole + " ").contains(" " + wanted + " ")) {
            return 3;
        }
        if (Arrays.asList(whole.split(" ")).containsAll(Arrays.asList(wanted.split(" ")))) {
            return 2;
        }
        return Math.max(dice(wanted, brief), dice(wanted, whole));
    }

    /// Twice the pairs of neighbouring letters in common over all pairs (Dice 1945).
    private static double dice(String a, String b) {
        var pairs = pairs(a);
        var others = pairs(b);
        long all = pairs.values().stream().mapToInt(Integer::intValue).sum() + (long) others.values().stream().mapToInt(Integer::intValue).sum();
        long common = pairs.entrySet().stream().mapToLong(pair -> Math.min(pair.getValue(), others.getOrDefault(pair.getKey(), 0))).sum();
        return all == 0 ? 0 : 2.0 * common / all;
    }

    private static Map<String, Integer> pairs(String text) {
        return IntStream.range(0, Math.max(0, text.length() - 1)).mapToObj(i -> text.substring(i, i + 2)).collect(Collectors.toMap(pair -> pair, _ -> 1, Integer::sum));
    }

    /// Lower case, without accents and signs; words with one blank between.
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replace("'", "").replace("’", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static String year(int year) {
        return year < 0 ? -year + " BC" : Integer.toString(year);
    }
}
