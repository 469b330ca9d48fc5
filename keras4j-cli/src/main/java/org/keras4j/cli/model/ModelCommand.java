package org.keras4j.cli.model;

import module java.base;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `keras4j model VERB FILE`, for `.keras` files, folders with the same members, and whole models in `.h5`.
@Command(name = "model", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "VERB",
        description = "Looks into a saved model (.keras or .h5), runs it, trains it on.")
public final class ModelCommand implements Callable<Integer> {
    private final PrintStream messages;
    private final CommandLine verbs = new CommandLine(this);

    public ModelCommand(PrintStream results, PrintStream messages) {
        this.messages = messages;
        for (Object verb : List.of(new Summary(results), new Inspect(results), new Plot(), new Predict(), new Evaluate(results), new Fit(messages),
                new Convert())) {
            verbs.addSubcommand(verb);
        }
    }

    /// The command with its verbs.
    public CommandLine commandLine() {
        return verbs;
    }

    /// Without a verb: how to use it, as an error.
    @Override
    public Integer call() {
        verbs.usage(messages);
        return CommandLine.ExitCode.USAGE;
    }
}
