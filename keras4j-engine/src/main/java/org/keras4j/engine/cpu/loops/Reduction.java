package org.keras4j.engine.cpu.loops;

import org.keras4j.engine.tensor.DType;

/// One number from many: the sum, largest or smallest value of a node. Its results are stored one after the other.
/// Sums of what tiles gave are added in double precision, those of integers exactly: beyond their type they wrap around.
///
/// @param over  what is gathered into one result
/// @param dtype what the results are stored as
/// @param node  whose values
public record Reduction(Kind kind, Over over, DType dtype, int node) {
    public enum Kind {
        SUM(BinaryFunction.ADD), MAX(BinaryFunction.MAX), MIN(BinaryFunction.MIN);

        private final BinaryFunction step;

        Kind(BinaryFunction step) {
            this.step = step;
        }

        BinaryFunction step() {
            return step;
        }

        /// The result over nothing.
        double neutral(Lane lane) {
            return switch (this) {
                case SUM -> 0;
                case MAX -> switch (lane) {
                    case INT32 -> Integer.MIN_VALUE;
                    case INT64 -> Long.MIN_VALUE;
                    case FLOAT32, FLOAT64, BOOL -> Double.NEGATIVE_INFINITY;
                };
                case MIN -> switch (lane) {
                    case INT32 -> Integer.MAX_VALUE;
                    case INT64 -> Long.MAX_VALUE;
                    case FLOAT32, FLOAT64, BOOL -> Double.POSITIVE_INFINITY;
                };
            };
        }

        double apply(double a, double b) {
            return switch (this) {
                case SUM -> a + b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
            };
        }

        long apply(long a, long b) {
            return switch (this) {
                case SUM -> a + b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
            };
        }
    }

    public enum Over {
        /// one result a row
        COLUMNS,
        /// one result a column
        ROWS,
        /// one result
        ALL
    }
}
