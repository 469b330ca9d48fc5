package org.keras4j.apps.score;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A score beside the baselines that say what it is worth.
///
/// @param measure what is scored, such as `test accuracy`
public record ScoreTable(String measure, Form form, List<Row> rows) {

    /// How values are printed.
    public enum Form { PERCENT, DECIMAL }

    /// @param interval where the true value lies; `null` where nobody computed it
    public record Row(String what, double value, @Nullable Interval interval) {}

    public ScoreTable {
        rows = List.copyOf(rows);
    }

    /// {@return the table as text: the measure, then a line for each row}
    public List<String> lines() {
        int width = rows.stream().mapToInt(row -> row.what.length()).max().orElse(0);
        var lines = new ArrayList<String>();
        lines.add(measure + (rows.stream().anyMatch(row -> row.interval != null) ? ", with 95 % intervals" : ""));
        for (var row : rows) {
            String interval = row.interval == null ? "" : "  " + switch (form) {
                case PERCENT -> row.interval.percent();
                case DECIMAL -> row.interval.toString();
            };
            lines.add("  " + row.what + " ".repeat(width - row.what.length()) + "  " + number(row.value) + interval);
        }
        return lines;
    }

    private String number(double value) {
        return switch (form) {
            case PERCENT -> String.format(Locale.ROOT, "%6.2f %%", 100 * value);
            case DECIMAL -> String.format(Locale.ROOT, "%8.4f", value);
        };
    }
}
