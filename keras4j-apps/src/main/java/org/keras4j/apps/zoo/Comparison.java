package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.plots.NamedPoints;
import org.keras4j.plots.NamedPoints.Point;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter.Names;

/// All networks of one task, the best first.
///
/// @param items in the plural: `pictures`
record Comparison(String items, List<Standing> standings) {
    private static final String FORM = "  %4s  %-20s %12s %14s %10s %9s %12s %10s  %s";

    Comparison {
        standings = standings.stream().sorted(Comparator.comparingDouble((Standing s) -> -s.score().accuracy())).toList();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(items.substring(0, 1).toUpperCase(Locale.ROOT) + items.substring(1) + ": a network ranks above another where their 95 % intervals lie apart");
        lines.add(String.format(Locale.ROOT, FORM, "rank", "network", "parameters", "multiply-adds", "file kB", "s/epoch", items + "/s", "test %", "95 % interval"));
        for (var s : standings) {
            lines.add(String.format(Locale.ROOT, FORM, s.rank(standings), s.design().title(), grouped(s.parameters()), grouped(s.multiplyAdds()),
                    grouped(Math.round(s.fileBytes() / 1e3)), String.format(Locale.ROOT, "%.1f", s.secondsPerEpoch()), grouped(Math.round(s.perSecond())),
                    String.format(Locale.ROOT, "%.2f", 100 * s.score().accuracy()), s.score().interval().percent()));
        }
        return lines;
    }

    /// The same as CSV, in plain numbers.
    String csv() {
        var columns = List.of("network", "parameters", "multiply_adds", "file_bytes", "seconds_per_epoch", items + "_per_second", "test_accuracy", "low", "high", "rank");
        return CsvTable.text(columns, standings.stream().map(s -> Stream.of(s.design().name(), s.parameters(), s.multiplyAdds(), s.fileBytes(), s.secondsPerEpoch(),
                s.perSecond(), s.score().accuracy(), s.score().interval().low(), s.score().interval().high(), s.rank(standings)).map(Object::toString).toList()));
    }

    Plot plot(String title) {
        return NamedPoints.of(title, new Names("multiply-adds for one of the " + items + " (log₁₀)", "test accuracy, %"), standings.stream()
                .map(s -> new Point(s.design().title(), Math.log10(s.multiplyAdds()), 100 * s.score().accuracy(), 100 * s.score().interval().low(),
                        100 * s.score().interval().high())).toList());
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
