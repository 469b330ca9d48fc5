package org.keras4j.cli.model;

import module java.base;
import org.keras4j.models.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "summary", mixinStandardHelpOptions = true, description = "Prints the layers, their shapes and parameters, as Keras does.")
final class Summary implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a .keras or .h5 file")
    private Path file = Path.of("");

    @Option(names = "--expand-nested", description = "the layers of models inside too")
    private boolean expandNested;

    private final PrintStream results;

    Summary(PrintStream results) {
        this.results = results;
    }

    @Override
    public Integer call() {
        var options = org.keras4j.models.Summary.defaults();
        results.print(Model.load(file).summaryText(expandNested ? options.expandNested() : options));
        return 0;
    }
}
