package org.keras4j.data;

/// Which part of files that are split.
public enum Subset { TRAINING, VALIDATION }
