package org.keras4j.cli.bench;

import module java.base;

/// The benchmarks by name. Each answers what it found, in the order in which it is printed.
final class Benchmarks {
    private final BenchOptions options;
    private final Path root;
    private final PrintStream progress;

    Benchmarks(BenchOptions options, Path root, PrintStream progress) {
        this.options = options;
        this.root = root;
        this.progress = progress;
    }

    static final SequencedMap<String, String> NAMES = names();

    private static SequencedMap<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put("mnist-cnn", "training step of the network for MNIST");
        names.put("resnet20", "training step of a residual network on images of 32 x 32");
        names.put("lstm", "training step of an LSTM with a softmax over words at each time");
        names.put("transformer", "training step of one block of a transformer's encoder");
        names.put("rnn-masked", "training step of a bidirectional LSTM and GRU over sequences of different lengths");
        names.put("predict", "inference of the network for MNIST: latency of one image (--batch 1) or images per second");
        names.put("start", "process start to the first finished training step");
        names.put("memory", "resident memory over many steps and predictions");
        names.put("load", "time and memory of loading a ResNet50 of 100 MB");
        names.put("table", "training and inference of the network for MNIST at batch sizes from 1 to 1024");
        return names;
    }

    /// @throws IllegalArgumentException when there is no benchmark of that name
    SequencedMap<String, Object> run(String name) {
        return switch (name) {
            case "mnist-cnn", "resnet20", "lstm", "transformer", "rnn-masked" -> training(Network.of(name).orElseThrow());
            case "predict" -> predicting();
            case "start" -> new Start(root, progress).run();
            case "memory" -> new Memory(options, progress).run();
            case "load" -> new Loading(options, progress).run();
            case "table" -> table();
            default -> throw new IllegalArgumentException("bench: expected one of " + String.join(", ", NAMES.keySet()) + ", got '" + name + "'.");
        };
    }

    private SequencedMap<String, Object> training(Network network) {
        long batch = options.batch() > 0 ? options.batch() : network.batch();
        progress.println("bench: " + network.label() + ", " + options.dtype() + ", batch " + batch + ", " + options.threads() + " threads");
        try (var ours = Ours.training(network, options, batch)) {
            var result = compared(network.label(), network.label(), network.unit(), batch, ours);
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
        try (var ours = Ours.predicting(Network.MNIST_CNN, options, batch)) {
            return compared("predict", "predict", Network.MNIST_CNN.unit(), batch, ours);
        }
    }

    private SequencedMap<String, Object> compared(String name, String peerBenchmark, String unit, long batch, Side ours) {
        var peers = new ArrayList<Side>();
        try {
            Machine machine = Machine.here();
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
            result.put("machine", describe(machine));
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

    private static Map<String, Object> describe(Machine machine) {
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
                try (var ours = trains ? Ours.training(Network.MNIST_CNN, options, batch) : Ours.predicting(Network.MNIST_CNN, options, batch)) {
                    rows.add(compared(name, name, Network.MNIST_CNN.unit(), batch, ours));
                }
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("name", "table");
        result.put("rows", rows);
        return result;
    }
}
