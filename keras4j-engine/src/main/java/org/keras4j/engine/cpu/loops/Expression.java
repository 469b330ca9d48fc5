package org.keras4j.engine.cpu.loops;

import module java.base;

/// One node of a loop's expression graph. Operands are positions of earlier nodes in [Loop#nodes].
public sealed interface Expression {
    /// The element of an input that belongs to the point.
    record Input(int index) implements Expression {}

    record Constant(Lane lane, double value) implements Expression {}

    /// The number of the column, in int32.
    record ColumnIndex() implements Expression {}

    /// The number of the row, in int32.
    record RowIndex() implements Expression {}

    record Unary(UnaryFunction function, int x) implements Expression {}

    record Binary(BinaryFunction function, int a, int b) implements Expression {}

    record Compare(Comparison comparison, int a, int b) implements Expression {}

    /// `a` where `condition` holds, else `b`.
    record Select(int condition, int a, int b) implements Expression {}

    /// As Java converts numbers: floats to integers towards zero, NaN to 0, held within the range; int64 to int32 by its
    /// lower half. `true` is 1; what isn't 0 is true.
    record Convert(Lane lane, int x) implements Expression {}

    /// The nodes that it needs.
    default List<Integer> operands() {
        return switch (this) {
            case Input _, Constant _, ColumnIndex _, RowIndex _ -> List.of();
            case Unary(_, int x) -> List.of(x);
            case Convert(_, int x) -> List.of(x);
            case Binary(_, int a, int b) -> List.of(a, b);
            case Compare(_, int a, int b) -> List.of(a, b);
            case Select(int condition, int a, int b) -> List.of(condition, a, b);
        };
    }

    /// Roughly what an element costs in compiled vector code.
    default double nanos() {
        return switch (this) {
            case Input _, Constant _, ColumnIndex _, RowIndex _ -> 0;
            case Unary(var function, _) -> function.nanos();
            case Binary(var function, _, _) -> function.nanos();
            case Compare _, Select _, Convert _ -> 0.02;
        };
    }
}
