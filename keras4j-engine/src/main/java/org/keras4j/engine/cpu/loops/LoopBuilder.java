package org.keras4j.engine.cpu.loops;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// Describes a loop over the points of `[rows, columns]`. Equal expressions are computed once.
///
/// ```java
/// var b = LoopBuilder.over(batch, units);
/// var x = b.each(FLOAT32);
/// var bias = b.rowVector(FLOAT32);
/// b.store(FLOAT32, b.unary(RELU, b.binary(ADD, x, bias)));
/// LoopPlan plan = b.build();
/// ```
///
/// The buffers of the loop stand in this order: inputs as they were declared, stored outputs, results of reductions,
/// and, if the loop wants any, its scratch memory. An output may lie over an input that is read by `each` with the same
/// element size and row stride; all other outputs must be apart from all inputs.
public final class LoopBuilder {
    /// A node of the builder that made it.
    public record Value(int node, Lane lane) {}

    private final long rows;
    private final long columns;
    private final List<Loop.Input> inputs = new ArrayList<>();
    private final List<Long> inputStrides = new ArrayList<>();
    private final SequencedMap<Expression, Value> nodes = new LinkedHashMap<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Loop.Output> outputs = new ArrayList<>();
    private final List<Long> outputStrides = new ArrayList<>();
    private final List<Reduction> reductions = new ArrayList<>();

    private LoopBuilder(long rows, long columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("LoopBuilder: expected sizes of zero or more, got [" + rows + ", " + columns
                    + "].");
        }
        this.rows = rows;
        this.columns = columns;
    }

    public static LoopBuilder over(long rows, long columns) {
        return new LoopBuilder(rows, columns);
    }

    // ---- inputs: each call declares the next buffer ----------------------------------------------------------------

    /// An element per point, rows one after the other.
    public Value each(DType dtype)                        { return each(dtype, columns); }

    /// An element per point; `rowStride` elements from one row to the next.
    public Value each(DType dtype, long rowStride)        { return input(dtype, Access.EACH, rowStride); }

    /// One value a column.
    public Value rowVector(DType dtype)                   { return input(dtype, Access.ROW_VECTOR, 0); }

    /// One value a row.
    public Value columnVector(DType dtype)                { return columnVector(dtype, 1); }

    /// One value a row, `stride` elements apart.
    public Value columnVector(DType dtype, long stride)   { return input(dtype, Access.COLUMN_VECTOR, stride); }

    /// One value for all points.
    public Value scalar(DType dtype)                      { return input(dtype, Access.SCALAR, 0); }

    private Value input(DType dtype, Access access, long stride) {
        inputs.add(new Loop.Input(dtype, access));
        inputStrides.add(stride);
        return node(new Expression.Input(inputs.size() - 1));
    }

    // ---- expressions -----------------------------------------------------------------------------------------------

    public Value constant(Lane lane, double value)                     { return node(new Expression.Constant(lane, value)); }
    public Value columnIndex()                                         { return node(new Expression.ColumnIndex()); }
    public Value rowIndex()                                            { return node(new Expression.RowIndex()); }
    public Value unary(UnaryFunction function, Value x)                { return node(new Expression.Unary(function, x.node())); }
    public Value binary(BinaryFunction function, Value a, Value b)     { return node(new Expression.Binary(function, a.node(), b.node())); }
    public Value compare(Comparison comparison, Value a, Value b)      { return node(new Expression.Compare(comparison, a.node(), b.node())); }
    public Value select(Value condition, Value a, Value b)             { return node(new Expression.Select(condition.node(), a.node(), b.node())); }

    /// The value in another lane type (see [Expression.Convert]); itself when it has that type.
    public Value convert(Lane lane, Value x) {
        return x.lane() == lane ? x : node(new Expression.Convert(lane, x.node()));
    }

    /// @throws IllegalArgumentException when the operands have types that the expression doesn't take
    public Value node(Expression expression) {
        return nodes.computeIfAbsent(expression, _ -> {
            lanes.add(Loop.lane(expression, inputs, lanes));
            return new Value(lanes.size() - 1, lanes.getLast());
        });
    }

    // ---- outputs: each call declares the next buffer ---------------------------------------------------------------

    /// Stores an element per point, rows one after the other. The value is converted to the lane type of `dtype`.
    public LoopBuilder store(DType dtype, Value x) {
        return store(dtype, x, columns);
    }

    public LoopBuilder store(DType dtype, Value x, long rowStride) {
        outputs.add(new Loop.Output(dtype, convert(Lane.of(dtype), x).node()));
        outputStrides.add(rowStride);
        return this;
    }

    /// Stores the reduction. The values are converted to the lane type of `dtype` first.
    public LoopBuilder reduce(Reduction.Kind kind, Reduction.Over over, DType dtype, Value x) {
        reductions.add(new Reduction(kind, over, dtype, convert(Lane.of(dtype), x).node()));
        return this;
    }

    public LoopPlan build() {
        var strides = Stream.concat(inputStrides.stream(), outputStrides.stream()).toList();
        return new LoopPlan(new Loop(inputs, List.copyOf(nodes.keySet()), outputs, reductions), rows, columns, strides).simplest();
    }
}
