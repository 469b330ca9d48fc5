package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.books.Recommender.Taste;
import org.keras4j.apps.data.CsvTable;

/// A few readers of the training data, kept in the run's folder so that it can be shown what they are proposed.
///
/// @param tastes theirs
record SampleReaders(List<Taste> tastes) {
    static final String FILE = "readers.csv";
    private static final int COUNT = 3;

    /// From all over the training part.
    static SampleReaders of(RatingSplit split) {
        var own = split.train().byReader(split.readers());
        return new SampleReaders(IntStream.range(0, COUNT).mapToObj(i -> own.get(split.readers() * (2 * i + 1) / (2 * COUNT)))
                .map(at -> new Taste(IntStream.of(at).map(i -> split.train().books()[i]).toArray(), IntStream.of(at).mapToDouble(i -> split.train().values()[i]).toArray()))
                .toList());
    }

    void write(RunFolder folder) {
        var text = new StringBuilder("reader,book,rating\n");
        for (int reader = 0; reader < tastes.size(); reader++) {
            var taste = tastes.get(reader);
            for (int i = 0; i < taste.books().length; i++) {
                text.append(reader).append(',').append(taste.books()[i]).append(',').append((int) taste.ratings()[i]).append('\n');
            }
        }
        folder.write(FILE, text.toString());
    }

    /// @throws DataException if the file isn't of the folder's other files
    static SampleReaders read(EarlierRun run, int books) {
        var table = CsvTable.read(run.file(FILE));
        var readers = new TreeMap<Double, List<Integer>>();
        var numbers = table.numbers(List.of("reader", "book", "rating"));
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row][1] < 0 || numbers[row][1] >= books) {
                throw new DataException(run.file(FILE) + ": line " + table.rows().get(row).line() + ": expected the number of one of " + books + " books, got "
                        + numbers[row][1] + ".");
            }
            readers.computeIfAbsent(numbers[row][0], _ -> new ArrayList<>()).add(row);
        }
        return new SampleReaders(readers.values().stream().map(rows -> new Taste(rows.stream().mapToInt(row -> (int) numbers[row][1]).toArray(),
                rows.stream().mapToDouble(row -> numbers[row][2]).toArray())).toList());
    }
}
