package org.keras4j.apps.data;

import module java.base;

/// The rows that a user gives to be answered: those of a CSV file, or one of numbers, in the order of the columns.
///
/// @param application that asks, for messages
/// @param columns their names
public record GivenRows(String application, List<String> columns) {

    /// @param name for people: `x.csv line 2`, or the numbers as they were given
    public record Row(String name, double[] values) {}

    public GivenRows {
        columns = List.copyOf(columns);
    }

    /// @param words a file's name, or numbers separated by commas, semicolons or blanks
    /// @throws IllegalArgumentException if they aren't as many finite numbers as there are columns
    /// @throws org.keras4j.apps.DataException if the file lacks one of the columns, or holds something else than numbers
    public List<Row> read(String words) {
        if (words.endsWith(".csv") || words.endsWith(".csv.gz") || Files.isRegularFile(Path.of(words))) {
            var csv = CsvTable.read(Path.of(words));
            double[][] values = csv.numbers(columns);
            return IntStream.range(0, values.length).mapToObj(i -> new Row(words + " line " + csv.rows().get(i).line(), values[i])).toList();
        }
        return List.of(new Row(words, numbers(words)));
    }

    private double[] numbers(String words) {
        double[] values;
        try {
            values = Stream.of(words.strip().split("[,;\\s]+")).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(application + " predict: expected a CSV file or numbers for " + String.join(", ", columns) + ", got '" + words + "'.", e);
        }
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(application + " predict: expected " + columns.size() + " numbers (" + String.join(", ", columns) + "), got "
                    + values.length + " in '" + words + "'.");
        }
        if (!DoubleStream.of(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(application + " predict: expected finite numbers, got '" + words + "'.");
        }
        return values;
    }
}
