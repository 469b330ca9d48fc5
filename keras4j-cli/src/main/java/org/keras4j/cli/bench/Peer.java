package org.keras4j.cli.bench;

import module java.base;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A peer's program, which waits for its turns: `bench/peers/peer BENCHMARK PEER --serve`.
final class Peer implements Side {
    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;

    private Peer(String name, Process process) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
    }

    /// Starts it, and waits until it is warm.
    ///
    /// @param root of the clone
    /// @throws IllegalStateException with what it said, when it does not start
    static Peer start(Path root, String benchmark, String peer, BenchOptions options, long batch) {
        try {
            var words = new ArrayList<>(List.of(root.resolve("bench/peers/peer").toString(), benchmark, peer, "--serve",
                    "--dtype", options.dtype().replace("mixed_", ""), "--threads", Integer.toString(options.threads()), "--batch", Long.toString(batch)));
            var started = new Peer(peer, new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start());
            started.answer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("bench: cannot start " + root.resolve("bench/peers/peer") + ". Run from a clone with Python 3.", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Timing run(double seconds) {
        try {
            requests.write("run " + seconds + "\n");
            requests.flush();
            JsonNode answer = answer();
            long batch = answer.get("batch").asLong();
            double median = answer.get("median").asDouble();
            JsonNode p50 = answer.get("p50_us");
            JsonNode p99 = answer.get("p99_us");
            return new Timing(median, answer.get("best").asDouble(), p50 != null ? p50.asDouble() : batch * 1e6 / median, p99 != null ? p99.asDouble() : Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException("bench: the peer " + name + " ended.", e);
        }
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("bench: the peer " + name + " ended without an answer. What it said stands above.");
        }
        JsonNode answer = new ObjectMapper().readTree(line);
        if (answer.has("error")) {
            throw new IllegalStateException("bench: the peer " + name + " said: " + answer.get("error").asString());
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
