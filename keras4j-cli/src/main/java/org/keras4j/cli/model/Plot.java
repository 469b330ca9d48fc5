package org.keras4j.cli.model;

import module java.base;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.models.Diagram;
import org.keras4j.models.Model;
import org.keras4j.saving.Load;
import org.keras4j.plots.ModelPlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plot", mixinStandardHelpOptions = true, description = "Draws the layers and how they are connected.")
final class Plot implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a .keras or .h5 file")
    private Path file = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "PICTURE", description = "the file to write: .svg, .png, or .dot for Graphviz")
    private Path output = Path.of("");

    @Option(names = "--show", split = ",", paramLabel = "WHAT", defaultValue = "LAYER_NAMES,SHAPES",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Set<Diagram.Show> shown = Set.of();

    @Option(names = "--direction", paramLabel = "TB|LR", defaultValue = "TB", description = "from top to bottom or from left to right")
    private Diagram.Direction direction = Diagram.Direction.TB;

    @Override
    public Integer call() {
        OutputFile.require("--output", output, ".svg", ".png", ".dot");
        Diagram diagram = Diagram.of(Model.load(file, Load.DEFAULT.uncompiled()), shown).direction(direction);
        if (output.toString().endsWith(".dot")) {
            AtomicFile.write(output, out -> out.write(diagram.toDot().getBytes(StandardCharsets.UTF_8)));
        } else {
            ModelPlot.of(diagram).write(output);
        }
        return 0;
    }
}
