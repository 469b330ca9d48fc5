package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.config.KerasConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.ObjectMapper;

/// `keras4j bench NAME`.
@Command(name = "bench", mixinStandardHelpOptions = true, abbreviateSynopsis = true,
        description = "Measures speed on random data.")
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "what to measure: ${COMPLETION-CANDIDATES}", completionCandidates = Names.class)
    private String name = "";

    @Option(names = "--dtype", paramLabel = "float32|mixed_bfloat16", description = "number format (default: ${DEFAULT-VALUE})", defaultValue = "float32")
    private String dtype = "";

    @Option(names = "--threads", paramLabel = "N", description = "threads of each side (default: ${DEFAULT-VALUE})", defaultValue = "2")
    private int threads;

    @Option(names = "--batch", paramLabel = "N", description = "samples a step (default: the benchmark's own)")
    private long batch;

    @Option(names = "--seconds", paramLabel = "S", description = "length of a turn (default: ${DEFAULT-VALUE})", defaultValue = "1.5")
    private double seconds;

    @Option(names = "--rounds", paramLabel = "N", description = "turns of each side (default: ${DEFAULT-VALUE})", defaultValue = "5")
    private int rounds;

    @Option(names = "--vs", paramLabel = "PEER", split = ",", completionCandidates = Peers.class,
            description = "run in turns with ${COMPLETION-CANDIDATES}, the last of which only predicts")
    private List<String> peers = List.of();

    @Option(names = "--profile", description = "print the time of each kernel of a step or a prediction")
    private boolean profile;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    private final PrintStream results;
    private final PrintStream progress;

    public BenchCommand(PrintStream results, PrintStream progress) {
        this.results = results;
        this.progress = progress;
    }

    /// What there is to measure.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Benchmarks.names().iterator();
        }
    }

    /// Whom to run in turns with.
    static final class Peers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return BenchOptions.PEERS.iterator();
        }
    }

    @Override
    public Integer call() {
        var options = new BenchOptions(dtype, threads, batch, seconds, rounds, peers, profile);
        KerasConfig.threads(threads);
        if (name.equals(FirstStep.NAME)) {
            FirstStep.run(results);
            return 0;
        }
        Path root = Path.of(System.getProperty("keras4j.root", "."));
        SequencedMap<String, Object> found = new Benchmarks(options, root, progress).run(name);
        results.println(json ? new ObjectMapper().writeValueAsString(found) : text(found, ""));
        return 0;
    }

    /// A line for each figure.
    static String text(Map<?, ?> found, String indent) {
        var lines = new ArrayList<String>();
        found.forEach((key, value) -> {
            switch (value) {
                case Map<?, ?> inner -> {
                    lines.add(indent + key);
                    lines.add(text(inner, indent + "  "));
                }
                case List<?> list when !list.isEmpty() && list.getFirst() instanceof Map -> list.forEach(row -> {
                    lines.add(indent + "-");
                    lines.add(text((Map<?, ?>) row, indent + "  "));
                });
                case Double number -> lines.add(String.format(Locale.ROOT, "%s%-20s %,.4g", indent, key, number).replace("e+0", "e"));
                default -> lines.add(String.format(Locale.ROOT, "%s%-20s %s", indent, key, value));
            }
        });
        return String.join("\n", lines);
    }
}
