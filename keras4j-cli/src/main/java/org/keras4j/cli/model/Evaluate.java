package org.keras4j.cli.model;

import module java.base;
import org.keras4j.models.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.ObjectMapper;

@Command(name = "evaluate", mixinStandardHelpOptions = true, description = "Prints loss and metrics on data.")
final class Evaluate implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a .keras or .h5 file that was compiled")
    private Path file = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "D.npz", description = "arrays x and y, or x_<input> and y_<output>")
    private Path data = Path.of("");

    @Option(names = "--batch-size", paramLabel = "N", description = "samples at a time (default: ${DEFAULT-VALUE})", defaultValue = "32")
    private int batchSize;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    private final PrintStream results;

    Evaluate(PrintStream results) {
        this.results = results;
    }

    @Override
    public Integer call() {
        Model model = CompiledModel.load(file);
        var arrays = NamedArrays.read(data);
        SequencedMap<String, Double> found = arrays.named(model,
                () -> model.evaluate(arrays.samples(model), org.keras4j.models.Evaluate.defaults().silently().batchSize(batchSize)));
        if (json) {
            results.println(new ObjectMapper().writeValueAsString(found));
        } else {
            found.forEach((name, value) -> results.println(name + ": " + value));
        }
        return 0;
    }
}
