package org.keras4j.apps.linreg;

import module java.base;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.keras4j.apps.DataException;

/// Numbers in named columns: features and what is to be predicted from them.
///
/// @param features the names of the columns of `x`
/// @param target the name of `y`
/// @param x `[rows][features]`
/// @param y `[rows]`
record Table(List<String> features, String target, double[][] x, double[] y) {
    private static final int MAX_ROWS = 10_000_000;
    /// Rows of another length are let through to be refused with their line.
    private static final CsvReader.CsvReaderBuilder READER = CsvReader.builder()
            .detectBomHeader(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE);

    /// Reads a CSV file with a header; all columns but the target are features.
    ///
    /// @param target the name of the column to predict
    /// @throws DataException with the file and the line that is wrong
    static Table readCsv(Path file, String target) {
        try (var reader = READER.ofCsvRecord(file)) {
            var records = reader.iterator();
            if (!records.hasNext()) {
                throw new DataException(file + ": line 1: expected a header of column names, got an empty file.");
            }
            var header = records.next().getFields().stream().map(String::strip).toList();
            int at = header.indexOf(target);
            if (at < 0) {
                throw new DataException(file + ": line 1: expected a column '" + target + "', got " + String.join(", ", header) + ".");
            }
            if (header.size() < 2) {
                throw new DataException(file + ": line 1: expected a feature beside the column '" + target + "', got none.");
            }
            var x = new ArrayList<double[]>();
            var y = new ArrayList<Double>();
            while (records.hasNext() && x.size() < MAX_ROWS) {
                var values = numbers(file, header, records.next());
                x.add(without(values, at));
                y.add(values[at]);
            }
            if (x.isEmpty()) {
                throw new DataException(file + ": line 2: expected a row of numbers, got the end of the file.");
            }
            var features = IntStream.range(0, header.size()).filter(i -> i != at).mapToObj(header::get).toList();
            return new Table(features, target, x.toArray(double[][]::new), y.stream().mapToDouble(Double::doubleValue).toArray());
        } catch (CsvParseException e) {
            throw new DataException(file + ": " + e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    int rows() {
        return y.length;
    }

    /// The rows at these positions.
    Table rows(int... positions) {
        return new Table(features, target, IntStream.of(positions).mapToObj(i -> x[i]).toArray(double[][]::new),
                IntStream.of(positions).mapToDouble(i -> y[i]).toArray());
    }

    private static double[] numbers(Path file, List<String> header, CsvRecord row) {
        if (row.getFieldCount() != header.size()) {
            throw new DataException(file + ": line " + row.getStartingLineNumber() + ": expected " + header.size() + " columns, got " + row.getFieldCount() + ".");
        }
        var values = new double[header.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = Double.parseDouble(row.getField(i).strip());
            } catch (NumberFormatException e) {
                values[i] = Double.NaN;
            }
            if (!Double.isFinite(values[i])) {
                throw new DataException(file + ": line " + row.getStartingLineNumber() + ": column '" + header.get(i)
                        + "': expected a number, got '" + row.getField(i) + "'.");
            }
        }
        return values;
    }

    private static double[] without(double[] values, int at) {
        return IntStream.range(0, values.length).filter(i -> i != at).mapToDouble(i -> values[i]).toArray();
    }
}
