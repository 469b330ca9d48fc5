package org.keras4j.apps.data;

import module java.base;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import org.keras4j.apps.DataException;
import org.keras4j.data.CsvLines;
import org.keras4j.data.Unzipped;
import org.keras4j.engine.tensor.FormatException;

/// A CSV file with a header, as text. Every error names the file and the line.
///
/// @param columns their names, without blanks around them
/// @param rows as many fields as columns each
public record CsvTable(Path file, List<String> columns, List<Row> rows) {
    private static final int MAX_ROWS = 10_000_000;
    /// As many as a message is readable with.
    private static final int NAMED_COLUMNS = 20;

    /// @param line of the file, from 1
    public record Row(long line, List<String> fields) {}

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// {@return such a file's text}
    public static String text(List<String> columns, Stream<List<String>> rows) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(columns);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new AssertionError("a writer in memory never fails", e);
        }
        return text.toString();
    }

    /// Reads a file, gzipped or not.
    ///
    /// @throws DataException if it is missing, empty, no text, has a header alone, or a row of another length
    public static CsvTable read(Path file) {
        try (var lines = CsvLines.of(open(file), ',')) {
            var columns = lines.columns().stream().map(String::strip).toList();
            var rows = new ArrayList<Row>();
            while (lines.hasNext()) {
                if (rows.size() == MAX_ROWS) {
                    throw new DataException(file + String.format(Locale.ROOT, ": expected at most %,d rows, got more. Take a part of them.", MAX_ROWS));
                }
                var line = lines.next();
                rows.add(new Row(line.number(), line.values()));
            }
            if (rows.isEmpty()) {
                throw new DataException(file + ": line 2: expected a row, got the end of the file.");
            }
            return new CsvTable(file, columns, rows);
        } catch (FormatException | ZipException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": there is no such file. Check the path.", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// {@return the position of a column}
    ///
    /// @throws DataException if there is none of that name, or there are two
    public int column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new DataException(file + ": line 1: expected a column '" + name + "', got " + some() + "."
                    + (columns.size() == 1 && columns.getFirst().matches("(?s).*[;\\t].*") ? " Put commas between values." : ""));
        }
        if (columns.lastIndexOf(name) != at) {
            throw new DataException(file + ": line 1: expected one column '" + name + "', got two. Give each a name of its own.");
        }
        return at;
    }

    private String some() {
        String first = columns.stream().limit(NAMED_COLUMNS).collect(Collectors.joining(", "));
        return columns.size() > NAMED_COLUMNS ? first + " and " + (columns.size() - NAMED_COLUMNS) + " more" : first;
    }

    /// {@return a column as it stands, without blanks around it}
    public List<String> texts(String name) {
        int at = column(name);
        return rows.stream().map(row -> row.fields.get(at).strip()).toList();
    }

    public double[] numbers(String name) {
        int at = column(name);
        return rows.stream().mapToDouble(row -> number(row, at)).toArray();
    }

    /// {@return these columns side by side: `[rows][names]`}
    public double[][] numbers(List<String> names) {
        int[] at = names.stream().mapToInt(this::column).toArray();
        return rows.stream().map(row -> IntStream.of(at).mapToDouble(i -> number(row, i)).toArray()).toArray(double[][]::new);
    }

    /// An error in one field.
    ///
    /// @param expected what should stand there, such as `a number`
    public DataException wrong(Row row, int column, String expected) {
        return new DataException(file + ": line " + row.line + ": column '" + columns.get(column) + "': expected " + expected + ", got '"
                + row.fields.get(column) + "'.");
    }

    private double number(Row row, int column) {
        double value;
        try {
            value = Double.parseDouble(row.fields.get(column).strip());
        } catch (NumberFormatException _) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw wrong(row, column, "a number");
        }
        return value;
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException(file + ": expected a CSV file, got a folder.");
        }
        return Unzipped.open(file);
    }
}
