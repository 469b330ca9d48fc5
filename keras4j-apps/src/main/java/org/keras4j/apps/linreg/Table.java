package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.data.CsvTable;

/// Numbers in named columns: features and what is to be predicted from them.
///
/// @param features the names of the columns of `x`
/// @param target the name of `y`
/// @param x `[rows][features]`
/// @param y `[rows]`
record Table(List<String> features, String target, double[][] x, double[] y) {

    /// Reads a CSV file with a header; all columns but the target are features.
    ///
    /// @param target the name of the column to predict
    /// @throws DataException with the file and the line that is wrong
    static Table readCsv(Path file, String target) {
        var csv = CsvTable.read(file);
        int at = csv.column(target);
        var features = IntStream.range(0, csv.columns().size()).filter(i -> i != at).mapToObj(csv.columns()::get).toList();
        if (features.isEmpty()) {
            throw new DataException(file + ": line 1: expected a feature beside the column '" + target + "', got none.");
        }
        return new Table(features, target, csv.numbers(features), csv.numbers(target));
    }

    int rows() {
        return y.length;
    }

    /// The rows at these positions.
    Table rows(int... positions) {
        return new Table(features, target, IntStream.of(positions).mapToObj(i -> x[i]).toArray(double[][]::new),
                IntStream.of(positions).mapToDouble(i -> y[i]).toArray());
    }
}
