package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Reduction.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Writes a graph, checking every op's types as it is added. For one thread.
///
/// Methods of two operands stretch them as NumPy does, with visible broadcasts; both have one element type. A `double`
/// takes the type of the other operand.
public final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Leaf, Value> named = new HashMap<>();
    private final SequencedMap<String, Value> updates = new LinkedHashMap<>();
    private String scope = "";
    private int nextId;

    // ---- writing ---------------------------------------------------------------------------------------------------

    /// Adds a node. All the methods that name an op end here.
    public List<Value> applyAll(Op op, List<Value> inputs) {
        for (Value input : inputs) {
            if (input.builder() != this) {
                throw new IllegalArgumentException(op + ": expected values of one graph, got one of another. Trace all of it in one place.");
            }
        }
        List<Type> types = op.infer(inputs.stream().map(Value::type).toList());
        List<Value> outputs = types.stream().map(type -> new Value(this, nextId++, type)).toList();
        nodes.add(new Node(op, inputs, outputs, scope));
        return outputs;
    }

    /// Adds a node with one result, or of which only the first is wanted.
    public Value apply(Op op, Value... inputs) {
        return applyAll(op, List.of(inputs)).getFirst();
    }

    /// The nodes so far.
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /// Runs `body` with its nodes marked as belonging to `scope`.
    public <T extends @Nullable Object> T scoped(String scope, Supplier<T> body) {
        String outer = this.scope;
        this.scope = scope;
        try {
            return body.get();
        } finally {
            this.scope = outer;
        }
    }

    public String scope() {
        return scope;
    }

    /// Says what a variable holds after the run; the last word counts.
    ///
    /// @throws ShapeException when the type isn't the variable's
    public void update(Leaf.Variable variable, Value value) {
        if (!value.type().equals(variable.result())) {
            throw new ShapeException("Variable '" + variable.name() + "'", "a new value " + variable.result(), value.type(), "Cast or reshape it.");
        }
        updates.put(variable.name(), value);
    }

    /// What `variable` holds after the updates said so far.
    public Value current(Leaf.Variable variable) {
        Value updated = updates.get(variable.name());
        return updated != null ? updated : variable(variable.name(), variable.result());
    }

    /// The graph that computes `outputs` and the updates, without the nodes that neither needs.
    public Graph build(List<Value> outputs) {
        var needed = new HashSet<>(outputs);
        needed.addAll(updates.values());
        var kept = new ArrayDeque<Node>();
        for (Node node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                kept.addFirst(node);
            }
        }
        return new Graph(List.copyOf(kept), outputs, updates);
    }

    /// Writes the nodes of `body` here, with these values in place of its inputs `0`, `1`, …
    ///
    /// @return its outputs
    public List<Value> inline(Graph body, List<Value> inputs) {
        var here = new HashMap<Value, Value>();
        for (Node node : body.nodes()) {
            if (node.op() instanceof Leaf.Input(var name, _)) {
                here.put(node.output(), inputs.get(Integer.parseInt(name)));
                continue;
            }
            List<Value> outputs = applyAll(node.op(), node.inputs().stream().map(here::get).toList());
            for (int i = 0; i < outputs.size(); i++) {
                here.put(node.outputs().get(i), outputs.get(i));
            }
        }
        return body.outputs().stream().map(here::get).toList();
    }

    // ---- leaves ----------------------------------------------------------------------------------------------------

    /// The input of that name: asked for again, it is the same value, so that what flows back to it adds up.
    public Value input(String name, Type type)    { return leaf(new Leaf.Input(name, type)); }
    public Value variable(String name, Type type) { return leaf(new Leaf.Variable(name, type)); }

    private Value leaf(Leaf leaf) {
        // Not computeIfAbsent: apply may not change the map while it computes.
        Value known = named.get(leaf);
        if (known == null) {
            known = apply(leaf);
            named.put(leaf, known);
        }
        return known;
    }

    public Value fill(double number, Type type)         { return apply(new Leaf.Fill(number, type)); }
    public Value scalar(DType dtype, double number)     { return fill(number, Type.of(dtype)); }
    public Value fillLike(double number, Value like)    { return fill(number, like.type()); }
    public Value zerosLike(Value like)                  { return fillLike(0, like); }
    public Value constant(NDArray array)                { return apply(new Leaf.Constant(array)); }
    public Value iota(int axis, Type type)              { return apply(new Leaf.Iota(axis, type)); }
    public Value randomBits(int bits, Shape shape, Value seed, Value counter) { return apply(new Leaf.RandomBits(bits, shape), seed, counter); }

    // ---- element by element ----------------------------------------------------------------------------------------

    public Value unary(Unary.Function function, Value x) { return apply(new Unary(function), x); }
    public Value negate(Value x)     { return unary(Unary.Function.NEGATE, x); }
    public Value abs(Value x)        { return unary(Unary.Function.ABS, x); }
    public Value square(Value x)     { return unary(Unary.Function.SQUARE, x); }
    public Value sqrt(Value x)       { return unary(Unary.Function.SQRT, x); }
    public Value rsqrt(Value x)      { return unary(Unary.Function.RSQRT, x); }
    public Value exp(Value x)        { return unary(Unary.Function.EXP, x); }
    public Value log(Value x)        { return unary(Unary.Function.LOG, x); }
    public Value tanh(Value x)       { return unary(Unary.Function.TANH, x); }
    public Value sigmoid(Value x)    { return unary(Unary.Function.SIGMOID, x); }
    public Value relu(Value x)       { return unary(Unary.Function.RELU, x); }
    public Value not(Value x)        { return unary(Unary.Function.NOT, x); }

    /// @throws ShapeException when an axis has two sizes, neither of them 1
    private static Shape broadcast(Shape a, Shape b) {
        try {
            return Shape.broadcast(a, b);
        } catch (IllegalArgumentException e) {
            throw new ShapeException(e);
        }
    }

    public Value binary(Binary.Function function, Value a, Value b) {
        Shape shape = broadcast(a.shape(), b.shape());
        return apply(new Binary(function), stretch(a, shape), stretch(b, shape));
    }

    public Value add(Value a, Value b)              { return binary(Binary.Function.ADD, a, b); }
    public Value add(Value a, double b)             { return add(a, fillLike(b, a)); }
    public Value subtract(Value a, Value b)         { return binary(Binary.Function.SUBTRACT, a, b); }
    public Value subtract(Value a, double b)        { return subtract(a, fillLike(b, a)); }
    public Value subtract(double a, Value b)        { return subtract(fillLike(a, b), b); }
    public Value multiply(Value a, Value b)         { return binary(Binary.Function.MULTIPLY, a, b); }
    public Value multiply(Value a, double b)        { return multiply(a, fillLike(b, a)); }
    public Value divide(Value a, Value b)           { return binary(Binary.Function.DIVIDE, a, b); }
    public Value divide(Value a, double b)          { return divide(a, fillLike(b, a)); }
    public Value divide(double a, Value b)          { return divide(fillLike(a, b), b); }
    public Value power(Value a, Value b)            { return binary(Binary.Function.POWER, a, b); }
    public Value power(Value a, double b)           { return power(a, fillLike(b, a)); }
    public Value maximum(Value a, Value b)          { return binary(Binary.Function.MAXIMUM, a, b); }
    public Value maximum(Value a, double b)         { return maximum(a, fillLike(b, a)); }
    public Value minimum(Value a, Value b)          { return binary(Binary.Function.MINIMUM, a, b); }
    public Value minimum(Value a, double b)         { return minimum(a, fillLike(b, a)); }
    public Value remainder(Value a, Value b)        { return binary(Binary.Function.REMAINDER, a, b); }
    public Value and(Value a, Value b)              { return binary(Binary.Function.AND, a, b); }
    public Value or(Value a, Value b)               { return binary(Binary.Function.OR, a, b); }
    public Value clip(Value x, double low, double high) { return minimum(maximum(x, low), high); }

    public Value compare(Compare.Relation relation, Value a, Value b) {
        Shape shape = broadcast(a.shape(), b.shape());
        return apply(new Compare(relation), stretch(a, shape), stretch(b, shape));
    }

    public Value equal(Value a, Value b)            { return compare(Compare.Relation.EQUAL, a, b); }
    public Value equal(Value a, double b)           { return equal(a, fillLike(b, a)); }
    public Value notEqual(Value a, Value b)         { return compare(Compare.Relation.NOT_EQUAL, a, b); }
    public Value less(Value a, Value b)             { return compare(Compare.Relation.LESS, a, b); }
    public Value less(Value a, double b)            { return less(a, fillLike(b, a)); }
    public Value lessEqual(Value a, Value b)        { return compare(Compare.Relation.LESS_EQUAL, a, b); }
    public Value greater(Value a, Value b)          { return compare(Compare.Relation.GREATER, a, b); }
    public Value greater(Value a, double b)         { return greater(a, fillLike(b, a)); }
    public Value greaterEqual(Value a, Value b)     { return compare(Compare.Relation.GREATER_EQUAL, a, b); }

    public Value select(Value condition, Value a, Value b) {
        Shape shape = broadcast(condition.shape(), broadcast(a.shape(), b.shape()));
        return apply(new Select(), stretch(condition, shape), stretch(a, shape), stretch(b, shape));
    }

    public Value cast(Value x, DType to)            { return x.dtype() == to ? x : apply(new Cast(to), x); }
    public Value stopGradient(Value x)              { return apply(new StopGradient(), x); }

    /// `y` with a gradient of one's own.
    ///
    /// @param inputs of which it was made
    public Value ownGradient(Value y, List<Value> inputs, OwnGradient.Rule rule) {
        return applyAll(new OwnGradient(rule), Stream.concat(Stream.of(y), inputs.stream()).toList()).getFirst();
    }

    /// 1 at the position of each index, 0 elsewhere: int32 `[…]` gives `[…, depth]`.
    public Value oneHot(Value indices, long depth, DType dtype) {
        Shape shape = indices.shape().insert(indices.rank(), depth);
        Value position = iota(indices.rank(), new Type(indices.dtype(), shape));
        return cast(equal(broadcast(indices, shape, indices.shape().axes()), position), dtype);
    }

    // ---- along axes ------------------------------------------------------------------------------------------------

    public Value reduce(Reduce.Kind kind, Value x, List<Integer> axes) {
        return axes.isEmpty() ? x : apply(new Reduce(kind, axes), x);
    }

    public Value sum(Value x, List<Integer> axes)   { return reduce(Reduce.Kind.SUM, x, axes); }
    public Value sum(Value x)                       { return sum(x, x.shape().axes()); }
    public Value max(Value x, List<Integer> axes)   { return reduce(Reduce.Kind.MAXIMUM, x, axes); }
    public Value min(Value x, List<Integer> axes)   { return reduce(Reduce.Kind.MINIMUM, x, axes); }

    public Value mean(Value x, List<Integer> axes)  {
        return multiply(sum(x, axes), 1.0 / Math.max(1, x.shape().select(axes).elements()));
    }

    public Value mean(Value x)                      { return mean(x, x.shape().axes()); }
    public Value argMax(Value x, int axis)          { return apply(new ArgReduce(ArgReduce.Kind.MAXIMUM, axis), x); }
    public Value argMin(Value x, int axis)          { return apply(new ArgReduce(ArgReduce.Kind.MINIMUM, axis), x); }

    // ---- moving ----------------------------------------------------------------------------------------------------

    public Value reshape(Value x, Shape to)         { return x.shape().equals(to) ? x : apply(new Movement.Reshape(to), x); }
    public Value transpose(Value x, List<Integer> order) {
        return order.equals(x.shape().axes()) ? x : apply(new Movement.Transpose(order), x);
    }
    public Value broadcast(Value x, Shape to, List<Integer> axes) {
        return x.shape().equals(to) ? x : apply(new Movement.Broadcast(to, axes), x);
    }
    public Value concatenate(int axis, List<Value> parts) {
        return parts.size() == 1 ? parts.getFirst() : applyAll(new Movement.Concatenate(axis), parts).getFirst();
    }
    public Value reinterpret(Value x, DType to)     { return x.dtype() == to ? x : apply(new Movement.Reinterpret(to), x); }
    public Value reverse(Value x, List<Integer> axes) { return apply(new Movement.Reverse(axes), x); }

    /// The part from `from` (inclusive) to `to` (exclusive) of one axis.
    public Value slice(Value x, int axis, long from, long to) {
        var start = new ArrayList<>(Collections.nCopies(x.rank(), 0L));
        start.set(axis, from);
        return apply(new Movement.Slice(start, x.shape().with(axis, to - from), Collections.nCopies(x.rank(), 1L)), x);
    }

    /// Equal parts along one axis.
    public List<Value> split(Value x, int axis, int parts) {
        long size = x.shape().size(axis) / parts;
        return IntStream.range(0, parts).mapToObj(i -> slice(x, axis, i * size, (i + 1) * size)).toList();
    }

    /// `value` put before and after along each axis.
    public Value pad(Value x, List<Long> before, List<Long> after, double value) {
        return apply(new Movement.Pad(before, after, Collections.nCopies(x.rank(), 0L), value), x);
    }

    /// `x` as NumPy stretches it to `shape`: axes of size 1 repeat, missing ones are put in front.
    public Value stretch(Value x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int missing = shape.rank() - x.rank();
        List<Integer> kept = x.shape().axes().stream()
                .filter(axis -> x.shape().size(axis) != 1 || shape.size(axis + missing) == 1).toList();
        Value narrow = reshape(x, x.shape().select(kept));
        return broadcast(narrow, shape, kept.stream().map(axis -> axis + missing).toList());
    }

    // ---- contractions, tables, loops -------------------------------------------------------------------------------

    public Value matmul(Value a, Value b)           { return matmul(a, false, b, false); }
    public Value matmul(Value a, boolean transposeA, Value b, boolean transposeB) {
        return apply(new Contraction.MatMul(transposeA, transposeB, a.dtype()), a, b);
    }
    public Value conv(Value images, Value kernel, Window window, int groups) {
        return apply(new Contraction.Conv(window, groups, images.dtype()), images, kernel);
    }
    public Value pool(Pooling.Kind kind, Value images, Window window) { return apply(new Pooling.Pool(kind, window), images); }
    public Value softmax(Value x)                   { return apply(new Normalization.Softmax(), x); }
    public Value logSoftmax(Value x)                { return apply(new Normalization.LogSoftmax(), x); }
    public Value gather(Value table, Value indices)           { return gather(table, indices, 0); }
    public Value gather(Value table, Value indices, int axis) { return apply(new Indexing.Gather(axis), table, indices); }

    // ---- matrices --------------------------------------------------------------------------------------------------

    /// The last two axes exchanged.
    public Value swapLast(Value x) {
        var order = new ArrayList<>(x.shape().axes());
        Collections.swap(order, x.rank() - 1, x.rank() - 2);
        return transpose(x, order);
    }

    public Value solveTriangular(Value a, Value b, Linalg.Triangle triangle, Linalg.Form form) {
        return apply(new Linalg.SolveTriangular(triangle, form), a, b);
    }

    /// One half of matrices, the diagonal included; zeros in the other.
    public Value triangle(Linalg.Triangle triangle, Value x) {
        return band(x, triangle == Linalg.Triangle.LOWER ? Compare.Relation.GREATER_EQUAL : Compare.Relation.LESS_EQUAL);
    }

    /// Matrices with zeros everywhere but on the diagonal.
    public Value onDiagonal(Value x) {
        return band(x, Compare.Relation.EQUAL);
    }

    private Value band(Value x, Compare.Relation rowToColumn) {
        return select(diagonalBand(x.shape(), rowToColumn), x, zerosLike(x));
    }

    /// Where the number of the row compares so with that of the column.
    private Value diagonalBand(Shape matrices, Compare.Relation rowToColumn) {
        var numbers = new Type(DType.INT32, matrices.slice(matrices.rank() - 2, matrices.rank()));
        return compare(rowToColumn, iota(0, numbers), iota(1, numbers));
    }

    public Value identityLike(Value matrices) {
        return stretch(cast(diagonalBand(matrices.shape(), Compare.Relation.EQUAL), matrices.dtype()), matrices.shape());
    }

    /// `[…, n]` as the diagonals of `[…, n, n]`.
    Value diagonalMatrix(Value x) {
        Shape matrices = x.shape().concat(Shape.of(x.shape().size(-1)));
        return onDiagonal(broadcast(x, matrices, x.shape().axes()));
    }

    /// `1 / (xⱼ − xᵢ)` at row i and column j of `[…, n, n]`, 0 on the diagonal.
    Value overDifferences(Value x) {
        Value row = reshape(x, x.shape().insert(x.rank() - 1, 1));
        Value column = reshape(x, x.shape().insert(x.rank(), 1));
        Value difference = subtract(row, column);
        Value diagonal = diagonalBand(difference.shape(), Compare.Relation.EQUAL);
        Value inverse = divide(1, select(diagonal, fillLike(1, difference), difference));
        return select(diagonal, zerosLike(inverse), inverse);
    }

    // ---- programs within programs ----------------------------------------------------------------------------------

    /// Writes a body in terms of its inputs.
    public interface Body {
        List<Value> write(GraphBuilder g, List<Value> inputs);
    }

    /// A graph whose inputs `0`, `1`, … are like these values.
    public static Graph body(List<Value> like, Body body) {
        var g = new GraphBuilder();
        var inputs = IntStream.range(0, like.size()).mapToObj(i -> g.input(Integer.toString(i), like.get(i).type())).toList();
        return g.build(body.write(g, inputs));
    }

    /// What one of two bodies makes of `inputs`.
    public List<Value> cond(Value condition, List<Value> inputs, Body then, Body otherwise) {
        return applyAll(new Control.If(body(inputs, then), body(inputs, otherwise)), Stream.concat(Stream.of(condition), inputs.stream()).toList());
    }

    /// The state when `condition` no longer holds; both bodies get the state and then the constants.
    public List<Value> whileLoop(List<Value> state, List<Value> constants, Body condition, Body turn) {
        List<Value> inputs = Stream.concat(state.stream(), constants.stream()).toList();
        return applyAll(new Control.While(body(inputs, condition), body(inputs, turn)), inputs);
    }

    /// One turn of a loop: writes into `g` what comes of state, slices and constants. Answers the next state, then what to keep.
    public interface Turn {
        List<Value> write(GraphBuilder g, List<Value> state, List<Value> slices, List<Value> constants);
    }

    /// A [Control.Scan] over the first axis of `sequences`, of which there is at least one.
    ///
    /// @return the last state, then what was kept of all turns, then the states before each turn
    public List<Value> scan(List<Value> state, List<Value> sequences, List<Value> constants, boolean reverse, Turn turn) {
        var body = new GraphBuilder();
        var inputs = new ArrayList<Value>();
        Stream.of(state, sequences.stream().toList(), constants).flatMap(List::stream).forEach(value -> {
            boolean sliced = inputs.size() >= state.size() && inputs.size() < state.size() + sequences.size();
            Type type = sliced ? value.type().with(value.shape().without(0)) : value.type();
            inputs.add(body.input(Integer.toString(inputs.size()), type));
        });
        int split = state.size() + sequences.size();
        List<Value> outputs = turn.write(body, inputs.subList(0, state.size()), inputs.subList(state.size(), split),
                inputs.subList(split, inputs.size()));
        var all = Stream.of(state, sequences, constants).flatMap(List::stream).toList();
        long length = sequences.getFirst().shape().size(0);
        return applyAll(new Control.Scan(body.build(outputs), state.size(), sequences.size(), length, reverse), all);
    }
}
