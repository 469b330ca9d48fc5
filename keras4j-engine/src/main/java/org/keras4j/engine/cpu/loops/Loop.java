package org.keras4j.engine.cpu.loops;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// What a fused loop computes at each point of its space, whatever the sizes: equal loops share one kernel.
///
/// Expressions stand after those they need. Made by [LoopBuilder].
public record Loop(List<Input> inputs, List<Expression> nodes, List<Output> outputs, List<Reduction> reductions) {
    public record Input(DType dtype, Access access) {}

    /// An element for each point.
    public record Output(DType dtype, int node) {}

    /// How often a node's value changes.
    enum Variation { NEVER, BY_ROW, BY_POINT }

    public Loop {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        reductions = List.copyOf(reductions);
        var lanes = lanes(inputs, nodes);
        for (var output : outputs) {
            require(Lane.of(output.dtype()) == lanes.get(output.node()), "a value to store as " + output.dtype(),
                    lanes.get(output.node()));
        }
        for (var reduction : reductions) {
            var lane = lanes.get(reduction.node());
            require(lane != Lane.BOOL && Lane.of(reduction.dtype()) == lane,
                    "numbers to reduce to " + reduction.dtype(), lane);
        }
    }

    /// The lane type of each node.
    List<Lane> lanes() {
        return lanes(inputs, nodes);
    }

    List<Variation> variations() {
        var variations = new ArrayList<Variation>();
        for (var node : nodes) {
            variations.add(switch (node) {
                case Expression.Input(int index) -> switch (inputs.get(index).access()) {
                    case EACH, ROW_VECTOR -> Variation.BY_POINT;
                    case COLUMN_VECTOR -> Variation.BY_ROW;
                    case SCALAR -> Variation.NEVER;
                };
                case Expression.Constant _ -> Variation.NEVER;
                case Expression.ColumnIndex _ -> Variation.BY_POINT;
                case Expression.RowIndex _ -> Variation.BY_ROW;
                case Expression.Unary _, Expression.Binary _, Expression.Compare _, Expression.Select _,
                        Expression.Convert _ -> node.operands().stream().map(variations::get)
                                .max(Comparator.naturalOrder()).orElseThrow();
            });
        }
        return variations;
    }

    private static List<Lane> lanes(List<Input> inputs, List<Expression> nodes) {
        var lanes = new ArrayList<Lane>();
        for (var node : nodes) {
            lanes.add(lane(node, inputs, lanes));
        }
        return lanes;
    }

    /// The lane type of `node`, whose operands' types are known.
    static Lane lane(Expression node, List<Input> inputs, List<Lane> lanes) {
        return switch (node) {
            case Expression.Input(int index) -> Lane.of(inputs.get(index).dtype());
            case Expression.Constant(var lane, _) -> lane;
            case Expression.ColumnIndex _, Expression.RowIndex _ -> Lane.INT32;
            case Expression.Unary(var function, int x) -> {
                require(function.accepts(lanes.get(x)), "a value that " + function + " takes", lanes.get(x));
                yield lanes.get(x);
            }
            case Expression.Binary(var function, int a, int b) -> {
                require(function.accepts(lanes.get(a)), "values that " + function + " takes", lanes.get(a));
                requireEqual(lanes.get(a), lanes.get(b));
                yield lanes.get(a);
            }
            case Expression.Compare(var comparison, int a, int b) -> {
                require(comparison.accepts(lanes.get(a)), "values that " + comparison + " takes", lanes.get(a));
                requireEqual(lanes.get(a), lanes.get(b));
                yield Lane.BOOL;
            }
            case Expression.Select(int condition, int a, int b) -> {
                require(lanes.get(condition) == Lane.BOOL, "a bool condition", lanes.get(condition));
                requireEqual(lanes.get(a), lanes.get(b));
                yield lanes.get(a);
            }
            case Expression.Convert(var lane, _) -> lane;
        };
    }

    private static void requireEqual(Lane a, Lane b) {
        if (a != b) {
            throw new IllegalArgumentException("Loop: expected two values of one type, got " + a + " and " + b
                    + ". Convert one of them.");
        }
    }

    private static void require(boolean holds, String expected, Lane lane) {
        if (!holds) {
            throw new IllegalArgumentException("Loop: expected " + expected + ", got " + lane + ". Convert it first.");
        }
    }
}
