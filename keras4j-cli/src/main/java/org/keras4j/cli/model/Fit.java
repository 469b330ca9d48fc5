package org.keras4j.cli.model;

import module java.base;
import org.keras4j.config.RandomSeed;
import org.keras4j.models.Model;
import org.keras4j.text.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "fit", mixinStandardHelpOptions = true, description = "Trains on with the optimizer, losses and metrics in the file.")
final class Fit implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a .keras or .h5 file that was compiled")
    private Path file = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "D.npz", description = "arrays x and y, or x_<input> and y_<output>")
    private Path data = Path.of("");

    @Option(names = "--epochs", paramLabel = "N", description = "times through the data (default: ${DEFAULT-VALUE})", defaultValue = "1")
    private int epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "samples a step (default: ${DEFAULT-VALUE})", defaultValue = "32")
    private int batchSize;

    @Option(names = "--seed", paramLabel = "N", description = "of shuffling and dropout (default: ${DEFAULT-VALUE})", defaultValue = "0")
    private long seed;

    @Option(names = "--no-shuffle", description = "take the samples in their order")
    private boolean noShuffle;

    @Option(names = "--output", required = true, paramLabel = "TRAINED.keras", description = "takes the trained model")
    private Path output = Path.of("");

    private final PrintStream messages;

    Fit(PrintStream messages) {
        this.messages = messages;
    }

    @Override
    public Integer call() {
        // Not after the training.
        OutputFile.require("--output", output, ".keras");
        RandomSeed.set(seed);
        Model model = CompiledModel.load(file);
        var options = org.keras4j.models.Fit.epochs(epochs).batchSize(batchSize).shuffle(!noShuffle);
        try (var _ = Output.redirect(messages::print, Output.kind())) {
            var arrays = NamedArrays.read(data);
            arrays.named(model, () -> model.fit(arrays.samples(model), options));
        }
        model.save(output);
        return 0;
    }
}
