package org.keras4j.apps.linreg;

import module java.base;

/// Each column of a table with its powers: what makes a linear function of them a polynomial of the columns.
///
/// @param columns of the table, in its order
/// @param powers up to which each is raised
record Polynomial(List<String> columns, List<Integer> powers) {
    static final int MOST = 9;

    /// Up to `degree`, but for columns of few values, whose higher powers are sums of the lower ones: a yes or no has no square of its own.
    static Polynomial of(Table table, int degree) {
        return new Polynomial(table.features(), IntStream.range(0, table.features().size()).mapToObj(j -> {
            long values = Stream.of(table.x()).mapToDouble(row -> row[j]).distinct().count();
            return Math.clamp(values - 1, 1, degree);
        }).toList());
    }

    /// `bmi`, `bmi^2`, …
    List<String> names() {
        return IntStream.range(0, columns.size()).boxed()
                .flatMap(j -> IntStream.rangeClosed(1, powers.get(j)).mapToObj(p -> p == 1 ? columns.get(j) : columns.get(j) + "^" + p)).toList();
    }

    /// {@return the values of [#names]}
    double[] apply(double[] row) {
        return IntStream.range(0, row.length).boxed().flatMapToDouble(j -> IntStream.rangeClosed(1, powers.get(j)).mapToDouble(p -> Math.pow(row[j], p))).toArray();
    }

    Table apply(Table table) {
        return new Table(names(), table.target(), Stream.of(table.x()).map(this::apply).toArray(double[][]::new), table.y());
    }
}
