package org.keras4j.apps.zoo;

import module java.base;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
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
        lines.add(FORM.formatted("rank", "network", "parameters", "multiply-adds", "file kB", "s/epoch", items + "/s", "test %", "95 % interval"));
        for (var s : standings) {
            lines.add(String.format(Locale.ROOT, FORM, s.rank(standings), s.design().title(), grouped(s.parameters()), grouped(s.multiplyAdds()),
                    grouped(Math.round(s.fileBytes() / 1e3)), String.format(Locale.ROOT, "%.1f", s.secondsPerEpoch()), grouped(Math.round(s.perSecond())),
                    String.format(Locale.ROOT, "%.2f", 100 * s.score().accuracy()), s.score().interval().percent()));
        }
        return lines;
    }

    /// The same as CSV, in plain numbers.
    String csv() {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord("network", "parameters", "multiply_adds", "file_bytes", "seconds_per_epoch", items + "_per_second", "test_accuracy", "low", "high", "rank");
            for (var s : standings) {
                csv.writeRecord(s.design().name(), Long.toString(s.parameters()), Long.toString(s.multiplyAdds()), Long.toString(s.fileBytes()),
                        Double.toString(s.secondsPerEpoch()), Double.toString(s.perSecond()), Double.toString(s.score().accuracy()),
                        Double.toString(s.score().interval().low()), Double.toString(s.score().interval().high()), Integer.toString(s.rank(standings)));
            }
        } catch (IOException e) {
            throw new AssertionError("a writer in memory never fails", e);
        }
        return text.toString();
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
