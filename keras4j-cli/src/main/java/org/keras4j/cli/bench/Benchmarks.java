package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.apps.Applications;
import org.keras4j.apps.Workload;

/// The benchmarks by name. Each answers what it found, in the order in which it is printed.
final class Benchmarks {
    private final BenchOptions options;
    private final Path root;
    private final PrintStream progress;
    /// As it was found: once our side has warmed up, the load is our own.
    private final Machine machine = Machine.here();

    Benchmarks(BenchOptions options, Path root, PrintStream progress) {
        this.options = options;
        this.root = root;
        this.progress = progress;
    }

    /// What can be measured besides training steps.
    private static final List<String> OTHERS = List.of("predict", "start", "memory", "load", "table");

    /// {@return all that can be measured}
    static List<String> names() {
        return Stream.concat(workloads().map(Workload::name), OTHERS.stream()).toList();
    }

    /// {@return the networks whose training step can be measured: the known ones, and those of the applications}
    private static Stream<Workload> workloads() {
        return Stream.concat(Stream.of(Network.values()).map(Network::workload), Applications.all().stream().flatMap(a -> a.workloads().stream()));
    }

    /// @throws IllegalArgumentException when there is no benchmark of that name
    SequencedMap<String, Object> run(String name) {
        return switch (name) {
            case "predict" -> predicting();
            case "start" -> new Start(root, progress, machine).run();
            case "memory" -> new Memory(options, progress).run();
            case "load" -> new Loading(options, progress).run();
            case "table" -> table();
            default -> training(workloads().filter(workload -> workload.name().equals(name)).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("bench: expected one of " + String.join(", ", names()) + ", got '" + name + "'.")));
        };
    }

    private SequencedMap<String, Object> training(Workload workload) {
        long batch = options.batch() > 0 ? options.batch() : workload.batch();
        progress.println("bench: " + workload.name() + ", " + options.dtype() + ", batch " + batch + ", " + options.threads() + " threads");
        try (var ours = Ours.training(workload, options, batch)) {
            var result = compared(workload.name(), workload.name(), workload.unit(), batch, ours);
            var profile = ours.profile();
            profile.kernels().stream().filter(kernel -> kernel.implementation().startsWith("ref")).findFirst().ifPresent(kernel -> {
                throw new IllegalStateException("bench: " + kernel.name() + " runs oneDNN's slow reference code, so this measures nothing.");
            });
            if (options.profile()) {
                progress.println(profile);
            }
            result.put("primitive_seconds", profile.primitiveSeconds());
            result.put("step_seconds", profile.stepSeconds());
            result.put("step_to_primitives", profile.stepSeconds() / profile.primitiveSeconds());
            return result;
        }
    }

    private SequencedMap<String, Object> predicting() {
        long batch = options.batch() > 0 ? options.batch() : 1;
        progress.println("bench: predict, " + options.dtype() + ", batch " + batch + ", " + options.threads() + " threads");
        try (var ours = Ours.predicting(Network.MNIST_CNN.workload(), options, batch)) {
            var result = compared("predict", "predict", Network.MNIST_CNN.workload().unit(), batch, ours);
            if (options.profile()) {
                progress.println(ours.profile());
            }
            return result;
        }
    }

    private SequencedMap<String, Object> compared(String name, String peerBenchmark, String unit, long batch, Side ours) {
        var peers = new ArrayList<Side>();
        try {
            for (String peer : options.peers()) {
                progress.println("bench: starting " + peer);
                peers.add(Peer.start(root, peerBenchmark, peer, options, batch));
            }
            Turns turns = Turns.of(ours, peers, options.seconds(), options.rounds());
            var result = new LinkedHashMap<String, Object>();
            result.put("name", name);
            result.put("dtype", options.dtype());
            result.put("threads", options.threads());
            result.put("batch", batch);
            result.put("unit", unit);
            put(result, turns.own());
            var ratios = new LinkedHashMap<String, Object>();
            for (Side peer : peers) {
                var theirs = new LinkedHashMap<String, Object>();
                put(theirs, turns.of(peer.name()));
                theirs.put("ratio", turns.ratio(peer.name()));
                ratios.put(peer.name(), theirs);
            }
            if (!ratios.isEmpty()) {
                result.put("peers", ratios);
            }
            result.put("machine", machine());
            return result;
        } finally {
            peers.forEach(Side::close);
        }
    }

    private static void put(Map<String, Object> result, Side.Timing timing) {
        result.put("median", timing.median());
        result.put("best", timing.best());
        result.put("p50_us", timing.p50Micros());
        result.put("p99_us", timing.p99Micros());
    }

    private Map<String, Object> machine() {
        var text = new LinkedHashMap<String, Object>();
        text.put("processor", machine.processor());
        text.put("processors", machine.processors());
        text.put("load_before", machine.load());
        text.put("quiet", machine.isQuiet());
        text.put("java", machine.java());
        return text;
    }

    private SequencedMap<String, Object> table() {
        var rows = new ArrayList<Object>();
        for (long batch = 1; batch <= 1024; batch *= 4) {
            for (boolean trains : List.of(true, false)) {
                String name = trains ? "mnist-cnn" : "predict";
                progress.println("bench: " + name + ", batch " + batch);
                try (var ours = trains ? Ours.training(Network.MNIST_CNN.workload(), options, batch) : Ours.predicting(Network.MNIST_CNN.workload(), options, batch)) {
                    rows.add(compared(name, name, Network.MNIST_CNN.workload().unit(), batch, ours));
                }
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("name", "table");
        result.put("rows", rows);
        return result;
    }
}
