package org.keras4j.cli.model;

import module java.base;
import org.keras4j.models.Model;
import org.keras4j.saving.Load;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "predict", mixinStandardHelpOptions = true, description = "Runs the model on arrays and writes what it answers.")
final class Predict implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a .keras or .h5 file")
    private Path file = Path.of("");

    @Option(names = "--input", required = true, paramLabel = "X.npz", description = "arrays x, or x_<input> for several inputs; texts as strings")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "Y.npz", description = "takes arrays y, or y_<output> for several outputs")
    private Path output = Path.of("");

    @Option(names = "--batch-size", paramLabel = "N", description = "samples at a time (default: ${DEFAULT-VALUE})", defaultValue = "32")
    private int batchSize;

    @Override
    public Integer call() throws IOException {
        OutputFile.requireOther("--output", output, input, ".npz");
        Model model = Model.load(file, Load.DEFAULT.uncompiled());
        NamedArrays.write(output, model, model.predict(NamedArrays.read(input).inputs(model),
                org.keras4j.models.Predict.defaults().batchSize(batchSize)));
        return 0;
    }
}
