package org.keras4j.cli;

import module java.base;
import picocli.CommandLine.Model.CommandSpec;

/// The first word of applications that have two, such as `keras4j multi`: says which second words there are.
final class VariantsCommand implements Callable<Integer> {
    private final PrintStream messages;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).mixinStandardHelpOptions(true);

    VariantsCommand(PrintStream messages) {
        this.messages = messages;
        spec.usageMessage().synopsisSubcommandLabel("VARIANT").description("Several applications under one name.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(messages);
        return Main.USAGE;
    }
}
