package org.keras4j.cli;

import module java.base;
import org.keras4j.apps.Application;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `keras4j NAME [VERB] [ARGUMENT…] [options]` for one application.
final class ApplicationCommand implements Callable<Integer> {
    private final Application application;
    private final InputStream input;
    private final PrintStream results;
    private final PrintStream progress;
    private final Interruption interruption;
    private final RecordOptions<RunOptions> shared = new RecordOptions<>(RunOptions.DEFAULTS);
    private final RecordOptions<Record> own;
    private final CommandSpec spec;

    ApplicationCommand(Application application, InputStream input, PrintStream results, PrintStream progress, Interruption interruption) {
        this.application = application;
        this.input = input;
        this.results = results;
        this.progress = progress;
        this.interruption = interruption;
        this.own = new RecordOptions<>(application.ownOptions());
        this.spec = CommandSpec.wrapWithoutInspection(this);
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage().description(application.description() + ".").abbreviateSynopsis(true);
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*").arity("0..*").type(List.class).auxiliaryTypes(String.class).paramLabel("VERB ARGUMENT")
                .description("what to do: " + verbs() + " (default: train), and on what; - stands for the lines of standard input").build());
        own.addTo(spec);
        shared.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult words = spec.commandLine().getParseResult();
        var options = shared.read(words);
        List<String> arguments = words.matchedPositionalValue(0, List.<String>of());
        var verb = arguments.isEmpty() ? Verb.TRAIN : verb(arguments.getFirst());
        var rest = arguments.stream().skip(1).toList();
        var output = Output.to(results, progress, options.quiet());
        var job = new Job(verb, rest, options, own.read(words), DataPlaces.ofThisMachine(), input, output, interruption::requested);
        if (verb == Verb.TRAIN) {
            interruption.listen(() -> application.run(job));
        } else {
            // Ctrl-C ends it at once: nothing that took long is lost, and who is asked for the next line would have to type one first.
            application.run(job);
        }
        return interruption.requested() ? Main.INTERRUPTED : Main.OK;
    }

    private Verb verb(String word) {
        return application.verbs().stream()
                .filter(v -> v.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        application.name() + ": expected " + verbs() + ", got '" + word + "'."));
    }

    private String verbs() {
        return application.verbs().stream().map(v -> v.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }
}
