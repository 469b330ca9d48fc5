package org.keras4j.layers;

import module java.base;

/// Options of layers of attention that Keras has in each call rather than in the configuration.
///
/// @param causal whether a query sees only keys up to its own place
/// @param scores whether the weights of all keys are a second output
record AttentionCall(boolean causal, boolean scores) {
    static final AttentionCall PLAIN = new AttentionCall(false, false);
    private static final String CAUSAL = "use_causal_mask";
    private static final String SCORES = "return_attention_scores";

    static AttentionCall of(Map<?, ?> keywords) {
        return new AttentionCall(Boolean.TRUE.equals(keywords.get(CAUSAL)), Boolean.TRUE.equals(keywords.get(SCORES)));
    }

    /// Those that aren't at their defaults.
    Map<String, Object> keywords() {
        var keywords = new LinkedHashMap<String, Object>();
        if (causal) {
            keywords.put(CAUSAL, true);
        }
        if (scores) {
            keywords.put(SCORES, true);
        }
        return keywords;
    }
}
