package org.keras4j.layers;

/// How an [Attention] compares a query with a key: by their product, or by the sum of `tanh(query + key)`.
public enum ScoreMode { DOT, CONCAT }
