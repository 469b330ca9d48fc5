package org.keras4j.cli.bench;

import module java.base;

/// What a benchmark is asked for.
///
/// @param batch 0: the benchmark's own
/// @param seconds length of a turn
/// @param rounds turns of each side
/// @param peers whom to run in turns with
/// @param profile whether to print the time of each kernel
public record BenchOptions(String dtype, int threads, long batch, double seconds, int rounds, List<String> peers, boolean profile) {
    static final List<String> PEERS = List.of("torch", "torch-compile", "keras-tf", "keras-torch", "keras-jax", "onnxruntime");

    public BenchOptions {
        peers = List.copyOf(peers);
        if (!PEERS.containsAll(peers)) {
            throw new IllegalArgumentException("--vs: expected some of " + String.join(", ", PEERS) + ", got '" + String.join(",", peers) + "'.");
        }
        if (!Set.of("float32", "mixed_bfloat16").contains(dtype)) {
            throw new IllegalArgumentException("--dtype: expected float32 or mixed_bfloat16, got '" + dtype + "'.");
        }
        if (threads < 1 || batch < 0 || rounds < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("bench: expected --threads, --rounds and --seconds above 0 and --batch of 0 or more, got "
                    + threads + ", " + rounds + ", " + seconds + " and " + batch + ".");
        }
    }
}
