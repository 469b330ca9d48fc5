package org.keras4j.data;

/// What becomes of the last samples when they don't fill a batch.
public enum Remainder { KEEP, DROP }
