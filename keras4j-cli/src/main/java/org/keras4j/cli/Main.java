package org.keras4j.cli;

import module java.base;
import org.keras4j.apps.Application;
import org.keras4j.apps.Applications;
import org.keras4j.apps.DataException;
import org.keras4j.cli.bench.BenchCommand;
import org.keras4j.cli.model.ModelCommand;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.UnwritableException;
import org.keras4j.text.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command `keras4j`. Results go to standard output, everything else to standard error.
///
/// | exit | meaning |
/// |------|---------|
/// | 0    | done |
/// | 1    | something failed |
/// | 2    | wrong usage, or data missing or broken |
/// | 130  | ended by Ctrl-C |
/// | 141  | whoever read the results has stopped reading |
///
/// An error is one line on standard error; with `KERAS4J_DEBUG=1` its stack trace follows.
@Command(name = "keras4j", description = "Keras for the JVM: trains and runs neural networks.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int INTERRUPTED = 130;
    /// As of a program that ends by SIGPIPE.
    static final int CLOSED_PIPE = 141;

    /// What stands for bytes of a name that are no text.
    private static final char UNREADABLE = '\ufffd';

    private CommandLine commands = new CommandLine(this);
    /// What picocli prints, which would take a failure of printing for one of its own.
    private final StringWriter help = new StringWriter();
    private final List<Application> applications;
    private final InputStream input;
    private final PrintStream results;
    private final PrintStream messages;
    private final boolean debug;

    Main(List<Application> applications, InputStream input, PrintStream results, PrintStream messages, boolean debug) {
        this.applications = applications;
        this.input = input;
        this.results = results;
        this.messages = messages;
        this.debug = debug;
    }

    public static void main(String[] words) {
        // Plots are painted into memory; without this a server with a broken DISPLAY fails. A process may set it, a library not.
        System.setProperty("java.awt.headless", "true");
        boolean computes = words.length > 0 && !words[0].equals("apps");
        if (computes) {
            backend(Backend::awaken);
        }
        boolean debug = "1".equals(System.getenv("KERAS4J_DEBUG"));
        var main = new Main(Applications.all(), System.in, Results.of(new FileOutputStream(FileDescriptor.out), System.out.charset()), System.err, debug);
        int status = main.run(words);
        if (status == OK) {
            AotTraining.afterSuccess(words);
        }
        if (computes) {
            backend(Backend::rest);
        }
        System.exit(status);
    }

    /// A back end that isn't there is told of by the command that needs one, in its own words.
    private static void backend(Consumer<Backend> action) {
        try {
            action.accept(KerasConfig.backend());
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            System.getLogger(Main.class.getName()).log(System.Logger.Level.DEBUG, "No back end to awaken or rest.", e);
        }
    }

    /// All that `main` does with these words, but for leaving the process.
    ///
    /// @return the exit status
    public static int run(OutputStream results, OutputStream messages, String... words) {
        return new Main(Applications.all(), InputStream.nullInputStream(), Results.of(results, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8), false).run(words);
    }

    /// {@return the exit status}
    int run(String... words) {
        commands = new CommandLine(this);
        addCommands(words.length == 0 ? "" : words[0]);
        commands.registerConverter(Path.class, Main::path);
        commands.setOut(new PrintWriter(help));
        commands.setErr(new PrintWriter(messages, true));
        commands.setParameterExceptionHandler((e, rest) -> misused(e));
        commands.setExecutionExceptionHandler((e, command, rest) -> failed(e));
        try {
            int status = commands.execute(words);
            results.print(help);
            return status;
        } catch (Results.Failure e) {
            return failed(e);
        } catch (OutOfMemoryError e) {
            messages.println("keras4j: not enough memory (" + e.getMessage() + "). Try a smaller --batch-size, or more with KERAS4J_OPTS=-Xmx8g.");
            return FAILURE;
        }
    }

    /// The one that is asked for, or all for who asks for none that is there: making the options of all takes a fifth of a start.
    private void addCommands(String word) {
        var all = new LinkedHashMap<String, Runnable>();
        all.put("apps", () -> commands.addSubcommand(new AppsCommand(applications, results)));
        all.put("bench", () -> commands.addSubcommand(new BenchCommand(results, messages)));
        all.put("model", () -> commands.addSubcommand(new ModelCommand(results, messages).commandLine()));
        for (var application : applications) {
            Runnable add = () -> add(application.name(), new ApplicationCommand(application, input, results, messages, new Interruption(messages)).spec());
            all.merge(application.name().split(" ")[0], add, (one, next) -> () -> {
                one.run();
                next.run();
            });
        }
        (all.containsKey(word) ? List.of(all.get(word)) : all.values()).forEach(Runnable::run);
    }

    /// Puts an application where its name says: below the program, or for two words below the first of them.
    private void add(String application, CommandSpec command) {
        var words = application.split(" ", 2);
        if (words.length == 1) {
            commands.addSubcommand(application, command);
            return;
        }
        if (!commands.getSubcommands().containsKey(words[0])) {
            commands.addSubcommand(words[0], new VariantsCommand(messages).spec());
        }
        commands.getSubcommands().get(words[0]).addSubcommand(words[1], command);
    }

    /// Without a command: how to use it, as an error.
    @Override
    public Integer call() {
        commands.usage(messages);
        return USAGE;
    }

    /// A blank, as of a variable of the shell that isn't set, would be the folder one is in.
    private static Path path(String word) {
        if (word.isBlank()) {
            throw new TypeConversionException("expected the name of a file or folder, got nothing");
        }
        return Path.of(word);
    }

    private int misused(ParameterException e) {
        complain(e);
        messages.println(meant(e).map(question -> question + " ").orElse("") + "Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return USAGE;
    }

    /// Which option or command it may have been that there isn't.
    private static Optional<String> meant(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unknown)) {
            return Optional.empty();
        }
        String word = unknown.getUnmatched().getFirst();
        var spec = e.getCommandLine().getCommandSpec();
        var names = word.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
        return Nearest.questionIfNear(word.split("=", 2)[0], List.copyOf(names));
    }

    private int failed(Exception e) {
        if (e instanceof Results.Failure failure && failure.isClosedPipe()) {
            return CLOSED_PIPE;
        }
        complain(e);
        return e instanceof DataException || e instanceof IllegalArgumentException || e instanceof FormatException
                || missing(e).isPresent() ? USAGE : FAILURE;
    }

    /// The file that was to be read and was not there, however deep below the failure.
    private static Optional<String> missing(Exception e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null && !(cause instanceof UnwritableException), Throwable::getCause)
                .filter(NoSuchFileException.class::isInstance).map(cause -> ((NoSuchFileException) cause).getFile()).findFirst();
    }

    private void complain(Exception e) {
        String said = Objects.requireNonNullElse(e.getMessage(), "").strip();
        String message = missing(e).map(file -> file + (file.indexOf(UNREADABLE) < 0 ? ": there is no such file. Check the path."
                : ": there is no such file, or none whose name is text in UTF-8, as Java's have to be. Rename it.")).orElse(said);
        String known = message.isEmpty() || e instanceof NullPointerException || e instanceof IndexOutOfBoundsException
                ? e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message) : message;
        messages.println("keras4j: " + known.replaceAll("\\s*\\R\\s*", " "));
        if (debug) {
            e.printStackTrace(messages);
        }
    }

    /// The version in the jar's manifest; classes run from a folder have none.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"keras4j " + (version == null ? "development" : version) + " on Java " + Runtime.version()};
        }
    }
}
