package org.keras4j.layers;

/// How the two outputs of a [Bidirectional] become one.
public enum MergeMode { CONCAT, SUM, MUL, AVE }
