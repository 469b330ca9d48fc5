package org.keras4j.cli.model;

import module java.base;
import org.keras4j.saving.Contents;
import org.keras4j.saving.LoadLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", mixinStandardHelpOptions = true,
        description = "Lists members and arrays with their sizes and shapes, without making a model of them.")
final class Inspect implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a .keras, .weights.h5 or .h5 file")
    private Path file = Path.of("");

    private final PrintStream results;

    Inspect(PrintStream results) {
        this.results = results;
    }

    @Override
    public Integer call() {
        for (var item : Contents.of(file, LoadLimits.DEFAULT)) {
            results.printf(Locale.ROOT, "%,14d  %-20s  %s%n", item.bytes(), item.type(), item.path());
        }
        return 0;
    }
}
