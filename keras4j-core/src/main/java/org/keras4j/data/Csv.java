package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A table in a CSV file whose first line names the columns.
///
/// ```java
/// Csv table = Csv.read(Path.of("abalone.csv"));
/// NDArray x = table.numbers("length", "diameter");          // float32 [rows, 2]
/// NDArray sex = lookup.apply(table.texts("sex"));
/// ```
public final class Csv {
    /// What all values of a column can be read as, the first that fits.
    public enum ColumnType { INTEGER, NUMBER, TEXT }

    private final Path file;
    private final List<String> columns;
    private final List<List<String>> rows;

    private Csv(Path file, List<String> columns, List<List<String>> rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /// With commas between values.
    public static Csv read(Path file) {
        return read(file, ',');
    }

    /// @throws UncheckedIOException when it can't be read
    /// @throws FormatException naming the line, when it isn't such a table or a line has more or fewer values than the first
    public static Csv read(Path file, char separator) {
        try (var lines = CsvLines.of(Files.newInputStream(file), separator)) {
            var rows = new ArrayList<List<String>>();
            while (lines.hasNext()) {
                rows.add(List.copyOf(lines.next().values()));
            }
            return new Csv(file, lines.columns(), rows);
        } catch (FormatException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be read: " + e.getMessage() + ".", e);
        }
    }

    /// The names in the first line, in their order.
    public List<String> columns() {
        return columns;
    }

    /// How many lines follow the first.
    public int rows() {
        return rows.size();
    }

    /// The columns with what they hold; values that are missing fit any.
    public SequencedMap<String, ColumnType> types() {
        var types = new LinkedHashMap<String, ColumnType>();
        columns.forEach(column -> types.put(column, type(column)));
        return types;
    }

    private ColumnType type(String column) {
        List<String> values = texts(column).stream().filter(value -> !value.isBlank()).toList();
        return values.stream().allMatch(value -> value.strip().matches("[+-]?\\d{1,18}")) ? ColumnType.INTEGER
                : values.stream().allMatch(Csv::isNumber) ? ColumnType.NUMBER : ColumnType.TEXT;
    }

    private static boolean isNumber(String value) {
        try {
            number(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// Java would also read `3D` and `0x1p3`.
    private static double number(String value) {
        if (value.strip().matches("(?i).*(x.*|[\\d.][df])")) {
            throw new NumberFormatException(value);
        }
        return Double.parseDouble(value);
    }

    /// The values of a column as they stand there, blanks too; empty where one is missing.
    ///
    /// @throws IllegalArgumentException when there is no column of that name, or there are two
    public List<String> texts(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException(file + ": expected one of the columns " + columns + ", got " + column + ".");
        }
        if (columns.lastIndexOf(column) != at) {
            throw new IllegalArgumentException(file + ": expected one column " + column + ", got two. Give each a name of its own.");
        }
        return rows.stream().map(row -> row.get(at)).toList();
    }

    /// float32 `[rows, columns]`; NaN where a value is missing.
    ///
    /// @throws IllegalArgumentException when there is no column of that name, or there are two
    /// @throws FormatException naming row and column of a value that is no number
    public NDArray numbers(String... names) {
        NDArray numbers = NDArray.zeros(DType.FLOAT32, Shape.of(rows.size(), names.length));
        for (int column = 0; column < names.length; column++) {
            List<String> values = texts(names[column]);
            for (int row = 0; row < values.size(); row++) {
                numbers.setAt((long) row * names.length + column, parsed(values.get(row), names[column], row, Csv::number, Double.NaN));
            }
        }
        return numbers;
    }

    /// int64 `[rows]`.
    ///
    /// @throws IllegalArgumentException when there is no column of that name, or there are two
    /// @throws FormatException naming row and column of a value that is missing or isn't a whole number
    public NDArray integers(String column) {
        List<String> values = texts(column);
        return NDArray.of(IntStream.range(0, values.size()).mapToLong(row -> parsed(values.get(row), column, row, Long::parseLong, null)).toArray());
    }

    private <T> T parsed(String value, String column, int row, Function<String, T> parse, @Nullable T missing) {
        if (value.isBlank() && missing != null) {
            return missing;
        }
        try {
            return parse.apply(value.strip());
        } catch (NumberFormatException e) {
            throw new FormatException(file + ", row " + (row + 1) + ", " + column + ": expected a number, got '" + value + "'.", e);
        }
    }
}
