package org.keras4j.apps.poem;

import module java.base;

/// How the next sign is drawn from the probabilities `softmax(logits / temperature)`.
///
/// @param temperature lower is safer: towards 0 always the most probable sign, at 1 as the network says, above 1 wilder
/// @param topK draw from that many of the most probable signs; 0 for all
/// @param topP draw from the fewest signs that have this much of the probability together (Holtzman et al. 2020); 1 for all
record Sampling(double temperature, int topK, double topP) {

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
        double top = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            top = Math.max(top, logit);
        }
        var weights = new double[logits.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp((logits[i] - top) / temperature);
        }
        double least = least(weights);
        double at = random.nextDouble() * sum(weights, least);
        int last = 0;
        for (int i = 0; i < weights.length && at >= 0; i++) {
            if (weights[i] >= least) {
                last = i;
                at -= weights[i];
            }
        }
        return last;
    }

    /// {@return the smallest weight that takes part}
    private double least(double[] weights) {
        if (topK == 0 && topP == 1) {
            return 0;
        }
        double all = sum(weights, 0);
        // What together is less than the share that is left out needs no sorting.
        double negligible = topK > 0 ? 0 : (1 - topP) * all / weights.length;
        double[] sorted = DoubleStream.of(weights).filter(weight -> weight >= negligible).sorted().toArray();
        int first = topK == 0 ? 0 : Math.max(0, sorted.length - topK);
        double enough = topP * (topK == 0 ? all : sum(sorted, sorted[first]));
        int at = sorted.length;
        for (double kept = 0; at > first && kept < enough; kept += sorted[at]) {
            at--;
        }
        return sorted[at];
    }

    private static double sum(double[] weights, double least) {
        double sum = 0;
        for (double weight : weights) {
            if (weight >= least) {
                sum += weight;
            }
        }
        return sum;
    }
}
