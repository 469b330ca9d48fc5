package org.keras4j.cli.model;

import module java.base;
import org.keras4j.models.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "convert", mixinStandardHelpOptions = true, description = "Writes a model of Keras 2 or 3 as a .keras file.")
final class Convert implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "a .h5 or .keras file")
    private Path from = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW.keras", description = "the file to write")
    private Path to = Path.of("");

    @Override
    public Integer call() {
        OutputFile.require("NEW.keras", to, ".keras");
        Model.load(from).save(to);
        return 0;
    }
}
