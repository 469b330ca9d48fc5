package org.keras4j.apps.poem;

import module java.base;

/// How the next sign is drawn from the probabilities `softmax(logits / temperature)`.
///
/// @param temperature lower is safer: towards 0 always the most probable sign, at 1 as the network says, above 1 wilder
/// @param topK draw from that many of the most probable signs; 0 for all
/// @param topP draw from the fewest signs that have this much of the probability together (Holtzman et al. 2020); 1 for all
record Sampling(double temperature, int topK, double topP) {
    private static final double IMPOSSIBLE = 20;

    Sampling {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--temperature: expected a number above 0, got " + temperature + ".");
        }
        if (topK < 0) {
            throw new IllegalArgumentException("--top-k: expected 0 or more, got " + topK + ".");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("--top-p: expected a number above 0, at most 1, got " + topP + ".");
        }
    }

    /// {@return a position, drawn by the probabilities that these logits have among themselves}
    int draw(double[] logits, RandomGenerator random) {
        if (logits.length == 1) {
            return 0;
        }
        double top = DoubleStream.of(logits).max().orElseThrow();
        // What is e²⁰ times less probable than the first is never drawn, and needs no sorting.
        var order = IntStream.range(0, logits.length).filter(i -> logits[i] >= top - IMPOSSIBLE * temperature).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i])).mapToInt(i -> i).toArray();
        int most = topK == 0 ? order.length : Math.min(topK, order.length);
        var weights = IntStream.range(0, most).mapToDouble(i -> Math.exp((logits[order[i]] - top) / temperature)).toArray();
        double total = DoubleStream.of(weights).sum();
        double enough = topP * total;
        double kept = 0;
        int count = 0;
        while (count < most && kept < enough) {
            kept += weights[count++];
        }
        double at = random.nextDouble() * kept;
        for (int i = 0; i < count; i++) {
            at -= weights[i];
            if (at < 0) {
                return order[i];
            }
        }
        return order[count - 1];
    }
}
