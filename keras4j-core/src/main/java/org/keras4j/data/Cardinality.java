package org.keras4j.data;

import module java.base;

/// How many elements a [Dataset] has.
public sealed interface Cardinality {
    record Exactly(long count) implements Cardinality {
        public Exactly {
            if (count < 0) {
                throw new IllegalArgumentException("Cardinality: expected 0 or more, got " + count + ".");
            }
        }
    }

    enum Open implements Cardinality { INFINITE, UNKNOWN }

    /// The number, when it is known.
    default OptionalLong known() {
        return switch (this) {
            case Exactly(long count) -> OptionalLong.of(count);
            case Open _ -> OptionalLong.empty();
        };
    }

    /// `count` of a known number; what is open stays so.
    default Cardinality map(LongUnaryOperator count) {
        return switch (this) {
            case Exactly(long known) -> new Exactly(count.applyAsLong(known));
            case Open open -> open;
        };
    }
}
