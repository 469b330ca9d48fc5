package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A vocabulary with the number of each token, checked against what a lookup's configuration says of it.
///
/// @param start the number of the first token
/// @param weights how much each number counts, those of the special tokens first; none unless the mode is `TF_IDF`
record LookupTable<T>(int start, List<T> tokens, Map<T, Integer> places, double[] weights) {

    /// @param given the vocabulary, with the special tokens in front or without
    /// @param learntWeights those of the tokens where the configuration has none, with those of the special tokens or without
    /// @param place for messages
    /// @throws IllegalArgumentException if a token stands twice or is a special one, if they are too many, or weights fewer
    static <T> LookupTable<T> of(List<T> given, SpecialTokens<T> special, double @Nullable [] learntWeights, IndexLookup.Config config, String place) {
        int start = special.tokenStart();
        boolean complete = special.begin(given);
        List<T> tokens = complete ? given.subList(start, given.size()) : given;
        var places = new HashMap<T, Integer>();
        for (T token : tokens) {
            if (places.put(token, start + places.size()) != null) {
                throw new IllegalArgumentException(place + ": expected each token once in the vocabulary, got '" + token + "' twice.");
            }
        }
        if (places.containsKey(special.mask()) || config.invert && places.containsKey(special.unknown())) {
            throw new IllegalArgumentException(place + ": expected special tokens only in front of the vocabulary, in the order "
                    + special.all() + ", got one within.");
        }
        Integer most = config.maxTokens;
        if (most != null && start + tokens.size() > most) {
            throw new IllegalArgumentException(place + ": expected at most " + most + " tokens (max_tokens), got "
                    + (start + tokens.size()) + ". Allow more, or leave out rare ones.");
        }
        return new LookupTable<>(start, List.copyOf(tokens), places, weights(tokens.size(), complete, start, learntWeights, config, place));
    }

    private static double[] weights(int tokens, boolean complete, int start, double @Nullable [] learnt, IndexLookup.Config config, String place) {
        if (config.outputMode != OutputMode.TF_IDF) {
            return new double[0];
        }
        List<Double> configured = config.idfWeights;
        double[] given = configured != null ? configured.stream().mapToDouble(Double::doubleValue).toArray() : learnt;
        if (given == null || given.length != tokens + (complete ? start : 0) && given.length != start + tokens) {
            throw new IllegalArgumentException(place + ": expected idf_weights for each of " + tokens + " tokens, got "
                    + (given == null ? "none" : given.length) + ".");
        }
        return Arrays.copyOf(given.length == tokens ? withSpecial(given, start) : given, config.depth(start + tokens));
    }

    /// Tokens that aren't in the vocabulary count as the average one.
    ///
    /// @param start how many numbers stand in front
    static double[] withSpecial(double[] weights, int start) {
        var all = new double[start + weights.length];
        Arrays.fill(all, DoubleStream.of(weights).average().orElse(0));
        System.arraycopy(weights, 0, all, start, weights.length);
        return all;
    }

    /// How many numbers there are.
    int size() {
        return start + tokens.size();
    }
}
