package org.keras4j.engine.cpu.loops;

/// A question about two values of one lane type, answered in [Lane#BOOL]. With a NaN all but `NOT_EQUAL` are false.
public enum Comparison {
    EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL;

    boolean accepts(Lane lane) {
        return lane != Lane.BOOL || this == EQUAL || this == NOT_EQUAL;
    }

    String method() {
        return MethodName.of(name());
    }
}
