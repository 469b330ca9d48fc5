package org.keras4j.engine.transform;

import module java.base;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Compare;
import org.keras4j.engine.graph.Value;

/// An op on inputs. Ops are records, so equal computations are equal keys; random bits too are a function of their inputs.
record Expression(Op op, List<Value> inputs) {
    Expression {
        if (isCommutative(op) && inputs.get(0).id() > inputs.get(1).id()) {
            inputs = inputs.reversed();
        }
    }

    private static boolean isCommutative(Op op) {
        return switch (op) {
            case Binary(var function) -> switch (function) {
                case ADD, MULTIPLY, AND, OR, XOR -> true;
                case SUBTRACT, DIVIDE, MAXIMUM, MINIMUM, POWER, REMAINDER -> false;     // the larger of 0 and −0 may be the first
            };
            case Compare(var relation) -> switch (relation) {
                case EQUAL, NOT_EQUAL -> true;
                case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> false;
            };
            default -> false;
        };
    }
}
