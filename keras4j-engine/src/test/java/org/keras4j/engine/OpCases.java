package org.keras4j.engine;

import static org.keras4j.engine.OpCase.FLOATS;
import static org.keras4j.engine.OpCase.NUMBERS;
import static org.keras4j.engine.OpCase.of;
import module java.base;
import org.keras4j.engine.OpCase.Arg;
import org.keras4j.engine.OpCase.Flow;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Control.*;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Indexing.*;
import org.keras4j.engine.graph.Leaf.*;
import org.keras4j.engine.graph.Linalg;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Normalization.*;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Pooling.*;
import org.keras4j.engine.graph.Gru;
import org.keras4j.engine.graph.GruGradient;
import org.keras4j.engine.graph.Recurrent.*;
import org.keras4j.engine.graph.Reduction.*;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.graph.Window.Along;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The catalogue: every op with inputs worth trying. [OpCatalogueTest] draws its tests from here, and each back end's.
/// `-Dop=Pool` keeps those whose name has that in it.
final class OpCases {
    private OpCases() {}

    private static final List<Shape> SHAPES = List.of(Shape.of(2, 3), Shape.of(17), Shape.of(), Shape.of(3, 0), Shape.of(1, 1));

    static final List<OpCase> ALL = Stream.of(leaves(), unary(), binary(), otherPointwise(), reductions(), movements(), products(),
            convolutions(), pools(), tables(), orders(), normalizations(), lstms(), grus(), matrices(), scans(),
            choices()).flatMap(Function.identity()).toList();

    static Stream<OpCase> chosen() {
        String wanted = System.getProperty("op", "");
        return ALL.stream().filter(c -> c.toString().contains(wanted));
    }

    // ---- inputs ----------------------------------------------------------------------------------------------------

    private static Arg x(long... sizes)                             { return x(Shape.of(sizes)); }
    private static Arg x(Shape shape)                               { return new Arg(null, shape, -2, 2); }
    private static Arg positive(long... sizes)                      { return positive(Shape.of(sizes)); }
    private static Arg positive(Shape shape)                        { return new Arg(null, shape, 0.2, 3); }
    private static Arg whole(Shape shape)                           { return new Arg(null, shape, 1, 4); }
    private static Arg ints(DType type, double below, long... sizes) { return new Arg(type, Shape.of(sizes), 0, below); }
    private static Arg bools(Shape shape)                           { return new Arg(DType.BOOL, shape, 0, 1); }
    /// Of the type of statistics: float32, or float64 beside float64.
    private static Arg perChannel(long... sizes)                    { return new Arg(DType.FLOAT32, Shape.of(sizes), -2, 2); }
    private static Arg variance(long... sizes)                      { return new Arg(DType.FLOAT32, Shape.of(sizes), 0.5, 2); }

    // ---- cases -----------------------------------------------------------------------------------------------------

    private static Stream<OpCase> leaves() {
        var scalar = ints(DType.INT64, 1000);
        return Stream.of(
                of(type -> new Fill(1.5, new Type(type, Shape.of(2, 3)))).in(EnumSet.allOf(DType.class)),
                of(type -> new Fill(0, new Type(type, Shape.of(0)))),
                of(type -> new Constant(NDArray.of(1.0, -2.5, 3).cast(type))).in(NUMBERS),
                of(type -> new Iota(1, new Type(type, Shape.of(2, 17)))).in(NUMBERS),
                of(type -> new Iota(0, new Type(type, Shape.of(0)))).in(NUMBERS),
                of(new RandomBits(1, Shape.of(17)), scalar, scalar),
                of(new RandomBits(24, Shape.of(3, 5)), scalar, scalar),
                of(new RandomBits(31, Shape.of()), scalar, scalar));
    }

    private static Stream<OpCase> unary() {
        return Stream.of(Unary.Function.values()).flatMap(function -> SHAPES.stream().map(shape -> {
            var op = new Unary(function);
            return switch (function) {
                case NEGATE, SQUARE -> of(op, x(shape)).in(NUMBERS);
                case ABS, SIGN, RELU -> of(op, x(shape)).in(NUMBERS).awayFrom(0.0);
                case SQRT, RSQRT, LOG -> of(op, positive(shape));
                case RECIPROCAL -> of(op, x(shape)).awayFrom(0.0);
                case LOG1P -> of(op, new Arg(null, shape, -0.8, 3));
                case EXP, EXPM1, SIN, COS, TANH, SIGMOID, ERF, ATAN, SOFTPLUS -> of(op, x(shape));
                case ERFINV -> of(op, new Arg(null, shape, -0.8, 0.8));
                case FLOOR, CEIL -> of(op, x(shape)).awayFrom(-2.0, -1.0, 0.0, 1.0, 2.0);
                case ROUND -> of(op, x(shape)).awayFrom(-1.5, -0.5, 0.5, 1.5);
                case NOT -> of(op, x(shape)).in(DType.BOOL);
            };
        }));
    }

    private static Stream<OpCase> binary() {
        var bits = Stream.of(Binary.Function.AND, Binary.Function.OR, Binary.Function.XOR).map(function ->
                of(new Binary(function), new Arg(null, Shape.of(17), -100, 100), new Arg(null, Shape.of(17), -100, 100))
                        .in(DType.INT8, DType.UINT8, DType.INT32, DType.INT64));
        return Stream.concat(bits, Stream.of(Binary.Function.values()).flatMap(function -> SHAPES.stream().map(shape -> {
            var op = new Binary(function);
            return switch (function) {
                case ADD, SUBTRACT, MULTIPLY, MAXIMUM, MINIMUM -> of(op, x(shape), x(shape)).in(NUMBERS);
                case DIVIDE, REMAINDER -> of(op, x(shape), whole(shape)).in(NUMBERS);
                case POWER -> of(op, positive(shape), x(shape));
                case AND, OR, XOR -> of(op, bools(shape), bools(shape)).in(DType.BOOL);
            };
        })));
    }

    private static Stream<OpCase> otherPointwise() {
        var comparisons = Stream.of(Compare.Relation.values()).flatMap(relation -> Stream.of(
                of(new Compare(relation), x(2, 3), x(2, 3)).in(EnumSet.allOf(DType.class)),
                of(new Compare(relation), x(0), x(0))));
        var casts = Stream.of(DType.values()).flatMap(to -> Stream.of(
                of(new Cast(to), positive(17)).in(EnumSet.allOf(DType.class)).flow(to == DType.FLOAT64 ? Flow.DIFFERENCES : Flow.ELSEWHERE),
                of(new Cast(to), x()).in(DType.FLOAT32)));
        var rest = Stream.concat(
                SHAPES.stream().map(shape -> of(new Select(), bools(shape), x(shape), x(shape)).in(NUMBERS)),
                Stream.of(of(new StopGradient(), x(2, 3)).flow(Flow.ZERO),
                        of(new OwnGradient((inputs, y, dy) -> List.of(inputs.getFirst())), x(2, 3), x(4)).flow(Flow.ELSEWHERE)));
        return Stream.of(comparisons, casts, rest).flatMap(Function.identity());
    }

    private static Stream<OpCase> reductions() {
        var folds = Stream.of(Reduce.Kind.values()).flatMap(kind -> Stream.of(
                of(new Reduce(kind, List.of(0)), x(17)).in(NUMBERS),
                of(new Reduce(kind, List.of(0, 2)), x(2, 3, 4)),
                of(new Reduce(kind, List.of(1)), x(2, 3, 4)),
                of(new Reduce(kind, List.of(1, 2)), x(5, 1, 3)),
                of(new Reduce(kind, List.of(1, 2)), x(2, 3, 2, 5)),
                of(new Reduce(kind, List.of(0, 1)), x(3, 5)),
                of(new Reduce(kind, List.of(1)), x(0, 3))));
        var positions = Stream.of(ArgReduce.Kind.values()).flatMap(kind -> Stream.of(
                of(new ArgReduce(kind, 0), x(17)).in(NUMBERS),
                of(new ArgReduce(kind, 1), x(2, 3, 4)),
                of(new ArgReduce(kind, 1), x(0, 3))));
        var empty = of(new Reduce(Reduce.Kind.SUM, List.of(0)), x(0, 3));
        var cumulated = Stream.of(Cumulate.Kind.values()).flatMap(kind -> Stream.of(Cumulate.Way.values()).flatMap(way -> Stream.of(
                of(new Cumulate(kind, 0, way), x(5)).in(NUMBERS),
                of(new Cumulate(kind, 1, way), x(2, 4, 3)),
                of(new Cumulate(kind, 1, way), x(2, 1)),
                of(new Cumulate(kind, 1, way), x(2, 0)))));
        return Stream.of(folds, positions, Stream.of(empty), cumulated).flatMap(Function.identity());
    }

    private static Stream<OpCase> movements() {
        return Stream.of(
                of(new Reshape(Shape.of(6)), x(2, 3)).in(NUMBERS),
                of(new Reshape(Shape.of(0, 5)), x(3, 0)),
                of(new Reshape(Shape.of()), x(1, 1)),
                of(new Transpose(List.of(1, 0)), x(17, 3)).in(NUMBERS),
                of(new Transpose(List.of(2, 0, 1)), x(2, 3, 4)),
                of(new Transpose(List.of(0, 2, 1)), x(2, 0, 4)),
                of(new Broadcast(Shape.of(2, 3), List.of()), x()).in(NUMBERS),
                of(new Broadcast(Shape.of(4, 2, 3), List.of(0, 2)), x(4, 3)),
                of(new Broadcast(Shape.of(5, 17), List.of(1)), x(17)),
                of(new Broadcast(Shape.of(17, 5), List.of(0)), x(17)),
                of(new Broadcast(Shape.of(0, 5), List.of(1)), x(5)),
                of(new Slice(List.of(1L, 0L), Shape.of(2, 3), List.of(1L, 1L)), x(4, 3)).in(NUMBERS),
                of(new Slice(List.of(1L, 2L), Shape.of(2, 4), List.of(2L, 3L)), x(5, 12)),
                of(new Slice(List.of(2L), Shape.of(0), List.of(1L)), x(5)),
                of(new Pad(List.of(1L, 0L), List.of(0L, 2L), List.of(0L, 0L), 0.5), x(2, 3)).in(NUMBERS),
                of(new Pad(List.of(2L), List.of(1L), List.of(3L), 0), x(5)),
                of(new Pad(List.of(2L), List.of(1L), List.of(1L), -1), x(0)),
                of(new Concatenate(0), x(2, 3), x(1, 3), x(4, 3)).in(NUMBERS),
                of(new Concatenate(1), x(2, 3), x(2, 0), x(2, 5)),
                of(new Concatenate(0), x(5)),
                of(new Reinterpret(DType.INT32), x(2, 3)).in(DType.FLOAT32),
                of(new Reinterpret(DType.INT8), x(5)).in(DType.INT32, DType.FLOAT32),
                of(new Reinterpret(DType.INT32), x(3, 8)).in(DType.UINT8, DType.BFLOAT16),
                of(new Reinterpret(DType.INT32), x(0, 3)).in(DType.FLOAT32),
                of(new Reverse(List.of(0)), x(17)).in(NUMBERS),
                of(new Reverse(List.of(0, 2)), x(2, 3, 4)),
                of(new Reverse(List.of(1)), x(2, 0)));
    }

    private static Stream<OpCase> products() {
        return Stream.of(
                matmul(false, false, x(2, 3), x(3, 4)),
                matmul(true, false, x(3, 2), x(3, 4)),
                matmul(false, true, x(2, 3), x(4, 3)),
                matmul(true, true, x(3, 2), x(4, 3)),
                matmul(false, false, x(1, 17), x(17, 1)),
                matmul(false, false, x(17, 1), x(1, 17)),
                matmul(false, false, x(5, 2, 3), x(5, 3, 4)),
                matmul(true, true, x(2, 2, 3, 2), x(2, 2, 4, 3)),
                matmul(false, false, x(0, 3), x(3, 4)),
                matmul(false, false, x(2, 0), x(0, 4)),
                of(new MatMul(false, false, DType.FLOAT32), x(2, 17), x(17, 3)).in(DType.BFLOAT16, DType.FLOAT16));
    }

    private static OpCase matmul(boolean transposeLeft, boolean transposeRight, Arg left, Arg right) {
        return of(type -> new MatMul(transposeLeft, transposeRight, type), left, right);
    }

    private static Stream<OpCase> convolutions() {
        var two = Shape.of(2, 2);
        var three = Shape.of(3, 3);
        var odd = new Window(List.of(new Along(3, 2, 1, 1, 2), new Along(2, 1, 2, 0, 1)));
        return Stream.of(
                convolution(Window.valid(three), 1, Shape.of(2, 5, 6, 3), 4),
                convolution(Window.valid(Shape.of(1, 1)), 1, Shape.of(1, 3, 2, 17), 5),
                convolution(Window.valid(two, two), 1, Shape.of(1, 5, 4, 1), 2),
                convolution(Window.valid(three, two).same(Shape.of(1, 4, 5, 2)), 1, Shape.of(1, 4, 5, 2), 3),
                convolution(Window.valid(three, Shape.of(1, 1), two).same(Shape.of(1, 5, 5, 2)), 1, Shape.of(1, 5, 5, 2), 2),
                convolution(Window.valid(two), 2, Shape.of(1, 3, 4, 4), 6),
                convolution(Window.valid(three).same(Shape.of(2, 4, 4, 3)), 3, Shape.of(2, 4, 4, 3), 3),
                convolution(odd, 1, Shape.of(2, 5, 6, 2), 3),
                convolution(Window.valid(two), 1, Shape.of(0, 3, 3, 2), 2),
                large(Window.valid(three), 1, Shape.of(9, 13, 12, 32), 48),
                large(Window.valid(three).same(Shape.of(5, 15, 16, 64)), 1, Shape.of(5, 15, 16, 64), 32),
                large(Window.valid(Shape.of(5, 5)), 1, Shape.of(3, 12, 13, 32), 64),
                large(Window.valid(Shape.of(5, 5)).padded(List.of(1L, 5L), List.of(4L, 0L)), 1, Shape.of(2, 13, 12, 64), 32),
                large(Window.valid(three).padded(List.of(0L, 3L), List.of(4L, 0L)), 1, Shape.of(3, 17, 14, 32), 32),
                convolution(Window.valid(Shape.of(3), Shape.of(2)).same(Shape.of(2, 8, 3)), 1, Shape.of(2, 8, 3), 5),
                convolution(Window.valid(Shape.of(2), Shape.of(1), Shape.of(3)).causal(), 2, Shape.of(1, 7, 4), 2),
                convolution(Window.valid(Shape.of(2, 1, 3), Shape.of(1, 2, 1)).same(Shape.of(1, 3, 4, 3, 2)), 1, Shape.of(1, 3, 4, 3, 2), 3),
                convolution(Window.valid(Shape.of(2, 2, 2)), 3, Shape.of(2, 2, 3, 2, 3), 3)).flatMap(Function.identity());
    }

    /// One with so much to do that a back end may take another way; too large for differences.
    private static Stream<OpCase> large(Window window, int groups, Shape images, int filters) {
        return convolution(window, groups, images, filters).filter(c -> c.types().contains(DType.FLOAT32)).map(c -> c.in(DType.FLOAT32));
    }

    /// A convolution, and both its gradients.
    private static Stream<OpCase> convolution(Window window, int groups, Shape images, int filters) {
        Shape kernel = window.size().concat(Shape.of(images.size(-1) / groups, filters));
        Shape result = new Conv(window, groups, DType.FLOAT32).type(List.of(
                new Type(DType.FLOAT32, images), new Type(DType.FLOAT32, kernel))).shape();
        return Stream.of(
                of(type -> new Conv(window, groups, type), x(images), x(kernel)),
                of(type -> new ConvInputGradient(window, groups, new Type(type, images)), x(result), x(kernel)),
                of(type -> new ConvKernelGradient(window, groups, new Type(type, kernel)), x(images), x(result)),
                of(_ -> new ConvKernelGradient(window, groups, new Type(DType.FLOAT32, kernel)), x(images), x(result)).in(DType.BFLOAT16));
    }

    private static Stream<OpCase> pools() {
        var two = Shape.of(2, 2);
        var three = Shape.of(3, 3);
        var same = Window.valid(three, two).same(Shape.of(2, 5, 4, 3));
        return Stream.of(Pooling.Kind.values()).flatMap(kind -> Stream.of(
                pool(kind, Window.valid(two, two), Shape.of(2, 4, 6, 3)),
                pool(kind, Window.valid(two, two), Shape.of(1, 5, 3, 17)),
                pool(kind, Window.valid(three), Shape.of(1, 4, 5, 2)),
                pool(kind, same, Shape.of(2, 5, 4, 3)),
                pool(kind, Window.valid(two, two), Shape.of(0, 4, 4, 2)),
                pool(kind, Window.valid(Shape.of(3), Shape.of(2)).same(Shape.of(2, 8, 3)), Shape.of(2, 8, 3)),
                pool(kind, Window.valid(Shape.of(2, 1, 2)), Shape.of(1, 3, 2, 4, 2)))).flatMap(Function.identity());
    }

    private static Stream<OpCase> pool(Pooling.Kind kind, Window window, Shape images) {
        Shape result = new Pool(kind, window).type(List.of(new Type(DType.FLOAT32, images))).shape();
        return Stream.of(
                of(new Pool(kind, window), x(images)),
                of(new PoolGradient(kind, window), x(images), x(result)));
    }

    private static Stream<OpCase> tables() {
        return Stream.of(
                of(new Gather(0), x(5, 3), ints(DType.INT32, 5, 2, 4)).in(NUMBERS),
                of(new Gather(0), x(17), ints(DType.INT64, 17, 3)),
                of(new Gather(0), x(4, 2, 3), ints(DType.INT32, 4)),
                of(new Gather(0), x(4, 2), ints(DType.INT32, 4, 0)),
                of(new Gather(1), x(3, 5, 3), ints(DType.INT32, 5, 2, 4)).in(NUMBERS),
                of(new Gather(2), x(2, 3, 7), ints(DType.INT64, 7, 5)).in(NUMBERS),
                of(new Gather(1), x(2, 7, 2), ints(DType.INT32, 7, 5)).in(NUMBERS),
                of(new Gather(1), x(3, 5, 40), ints(DType.INT32, 5)),
                of(new ScatterAdd(5), ints(DType.INT32, 5, 2, 4), x(2, 4, 3)),
                of(new ScatterAdd(17), ints(DType.INT64, 17, 9), x(9)),
                of(new ScatterAdd(2), ints(DType.INT32, 2, 0), x(0, 3)));
    }

    private static Stream<OpCase> normalizations() {
        return Stream.of(
                of(new Softmax(), x(2, 3)), of(new Softmax(), x(17)), of(new Softmax(), x(9, 17)), of(new Softmax(), x(2, 2, 1)), of(new Softmax(), x(0, 4)),
                of(new LogSoftmax(), x(2, 3)), of(new LogSoftmax(), x(17)), of(new LogSoftmax(), x(0, 4)),
                of(new SparseCrossEntropy(), x(4, 3), ints(DType.INT32, 3, 4)).through(0),
                of(new SparseCrossEntropy(), x(2, 2, 5), ints(DType.INT32, 5, 2, 2)).through(0),
                of(new SparseCrossEntropy(), x(17), ints(DType.INT32, 17)).through(0),
                of(new BatchNorm(1e-3), x(5, 3), perChannel(3), perChannel(3)).through(0),
                of(new BatchNorm(1e-3), x(2, 3, 2, 17), perChannel(17), perChannel(17)).through(0),
                of(new LayerNorm(1e-3), x(3, 5), perChannel(5), perChannel(5)).through(0),
                of(new LayerNorm(1e-5), x(2, 2, 17), perChannel(17), perChannel(17)).through(0),
                of(new BatchNormGradient(1e-3), x(5, 3), x(5, 3), perChannel(3), perChannel(3), variance(3)).flow(Flow.ELSEWHERE),
                of(new LayerNormGradient(1e-3), x(3, 5), x(3, 5), perChannel(5), perChannel(3), variance(3)).flow(Flow.ELSEWHERE));
    }

    private static Stream<OpCase> lstms() {
        return Stream.of(
                of(new Lstm(false, false), x(2, 3, 8), x(2, 2), x(2, 2), x(2, 8)).through(0, 1),
                of(new Lstm(false, false), x(1, 1, 4), x(1, 1), x(1, 1), x(1, 4)).through(0, 1),
                of(new Lstm(false, false), x(3, 5, 4 * 17), x(3, 17), x(3, 17), x(17, 4 * 17)).in(DType.FLOAT32, DType.BFLOAT16).through(0, 1),
                of(new Lstm(true, false), x(2, 3, 8), x(2, 2), x(2, 2), x(2, 8), mask(2, 3)).through(0, 1),
                of(new Lstm(true, false), x(33, 2, 8), x(33, 2), x(33, 2), x(2, 8), mask(33, 2)).in(DType.FLOAT32, DType.BFLOAT16).through(0, 1),
                of(new Lstm(false, true), x(2, 3, 8), x(2, 2), x(2, 2), x(2, 8)).through(0, 1),
                of(new Lstm(true, true), x(33, 2, 8), x(33, 2), x(33, 2), x(2, 8), mask(33, 2)).in(DType.FLOAT32, DType.BFLOAT16).through(0, 1),
                of(new LstmGradient(false, false), unit(2, 3, 8), x(2, 3, 2), x(2, 2), x(2, 8), x(2, 3, 2), x(2, 3, 2)).flow(Flow.REFUSED),
                of(new LstmGradient(true, false), unit(2, 3, 8), x(2, 3, 2), x(2, 2), x(2, 8), x(2, 3, 2), x(2, 3, 2), mask(2, 3)).flow(Flow.REFUSED),
                of(new LstmGradient(true, false), unit(33, 2, 8), x(33, 2, 2), x(33, 2), x(2, 8), x(33, 2, 2), x(33, 2, 2), mask(33, 2)).flow(Flow.REFUSED),
                of(new LstmGradient(true, true), unit(2, 3, 8), x(2, 3, 2), x(2, 2), x(2, 8), x(2, 3, 2), x(2, 3, 2), mask(2, 3)).flow(Flow.REFUSED));
    }

    private static Stream<OpCase> grus() {
        return Stream.of(
                of(new Gru(false, false), x(2, 3, 6), x(2, 2), x(2, 6), x(2)).through(0),
                of(new Gru(false, false), x(1, 1, 3), x(1, 1), x(1, 3), x(1)).through(0),
                of(new Gru(false, false), x(3, 5, 3 * 17), x(3, 17), x(17, 3 * 17), x(17)).in(DType.FLOAT32, DType.BFLOAT16).through(0),
                of(new Gru(true, false), x(2, 3, 6), x(2, 2), x(2, 6), x(2), mask(2, 3)).through(0),
                of(new Gru(true, false), x(33, 2, 6), x(33, 2), x(2, 6), x(2), mask(33, 2)).in(DType.FLOAT32, DType.BFLOAT16).through(0),
                of(new Gru(false, true), x(2, 3, 6), x(2, 2), x(2, 6), x(2)).through(0),
                of(new Gru(true, true), x(33, 2, 6), x(33, 2), x(2, 6), x(2), mask(33, 2)).in(DType.FLOAT32, DType.BFLOAT16).through(0),
                of(new GruGradient(false, false), unit(2, 3, 8), x(2, 3, 2), x(2, 2), x(2, 6), x(2, 3, 2)).flow(Flow.REFUSED),
                of(new GruGradient(true, false), unit(2, 3, 8), x(2, 3, 2), x(2, 2), x(2, 6), x(2, 3, 2), mask(2, 3)).flow(Flow.REFUSED),
                of(new GruGradient(true, false), unit(33, 2, 8), x(33, 2, 2), x(33, 2), x(2, 6), x(33, 2, 2), mask(33, 2)).flow(Flow.REFUSED),
                of(new GruGradient(true, true), unit(2, 3, 8), x(2, 3, 2), x(2, 2), x(2, 6), x(2, 3, 2), mask(2, 3)).flow(Flow.REFUSED));
    }

    private static Arg unit(long... sizes) {
        return new Arg(null, Shape.of(sizes), 0.1, 0.9);
    }

    private static Arg mask(long... sizes) {
        return new Arg(DType.BOOL, Shape.of(sizes), 0, 1);
    }

    private static Stream<OpCase> orders() {
        var updates = Stream.of(
                of(new ScatterUpdate(), x(5, 3), ints(DType.INT32, 5, 2, 4), x(2, 4, 3)).in(NUMBERS),
                of(new ScatterUpdate(), x(17), ints(DType.INT64, 17, 3), x(3)),
                of(new ScatterUpdate(), x(4, 2), ints(DType.INT32, 4, 0), x(0, 2)));
        return Stream.concat(updates, Stream.of(Order.Direction.values()).flatMap(direction -> Stream.of(
                of(new Order(0, direction), x(17)).in(NUMBERS),
                of(new Order(1, direction), x(2, 5, 3)),
                of(new Order(1, direction), x(2, 0)))));
    }

    /// Far from singular.
    private static Arg matrix(long... sizes) {
        return new Arg(null, Shape.of(sizes), -1, 1, 4);
    }

    private static Stream<OpCase> matrices() {
        var solutions = Stream.of(Linalg.Triangle.values()).flatMap(triangle -> Stream.of(Linalg.Form.values()).flatMap(form -> Stream.of(
                of(new Linalg.SolveTriangular(triangle, form), matrix(3, 3), x(3, 2)),
                of(new Linalg.SolveTriangular(triangle, form), matrix(2, 2, 2), x(2, 2, 1)))));
        return Stream.concat(solutions, Stream.of(
                of(new Linalg.Cholesky(), matrix(3, 3)),
                of(new Linalg.Cholesky(), matrix(2, 4, 4)),
                of(new Linalg.Cholesky(), matrix(1, 1)),
                of(new Linalg.Solve(), matrix(3, 3), x(3, 2)),
                of(new Linalg.Solve(), matrix(2, 4, 4), x(2, 4, 1)),
                of(new Linalg.Solve(), matrix(0, 2, 2), x(0, 2, 1)),
                of(new Linalg.Determinant(), matrix(3, 3)),
                of(new Linalg.Determinant(), new Arg(null, Shape.of(2, 4, 4), -2, 2)),
                of(new Linalg.Qr(Linalg.Extent.REDUCED), x(4, 3)),
                of(new Linalg.Qr(Linalg.Extent.REDUCED), x(2, 3, 3)),
                of(new Linalg.Qr(Linalg.Extent.REDUCED), x(2, 3)).flow(Flow.REFUSED),
                of(new Linalg.Qr(Linalg.Extent.COMPLETE), x(3, 3)),
                of(new Linalg.Qr(Linalg.Extent.COMPLETE), x(4, 2)).flow(Flow.REFUSED),
                of(new Linalg.Eigh(), x(4, 4)),
                of(new Linalg.Eigh(), matrix(2, 3, 3)),
                of(new Linalg.Svd(Linalg.Extent.REDUCED), x(4, 3)),
                of(new Linalg.Svd(Linalg.Extent.REDUCED), x(2, 2, 3)),
                of(new Linalg.Svd(Linalg.Extent.COMPLETE), x(3, 3)),
                of(new Linalg.Svd(Linalg.Extent.COMPLETE), x(4, 2)).flow(Flow.REFUSED),
                of(new Linalg.Lu(), x(4, 4)).flow(Flow.REFUSED)));
    }

    /// One branch answers x · y and a number, the other sin x and that number and one.
    private static Stream<OpCase> choices() {
        return Stream.of(
                of(OpCases::choice, bools(Shape.of()), x(2, 3), x(2, 3), ints(DType.INT32, 5)),
                of(OpCases::choice, new Arg(DType.BOOL, Shape.of(), 0, 0.1), x(2, 3), x(2, 3), ints(DType.INT32, 5)),
                of(OpCases::halving, x(3), ints(DType.INT32, 5), x(3)).flow(Flow.REFUSED));
    }

    private static Op choice(DType type) {
        var matrix = new Type(type, Shape.of(2, 3));
        var then = new GraphBuilder();
        var otherwise = new GraphBuilder();
        Value n = otherwise.input("2", Type.of(DType.INT32));
        return new If(
                then.build(List.of(then.multiply(then.input("0", matrix), then.input("1", matrix)), then.input("2", Type.of(DType.INT32)))),
                otherwise.build(List.of(otherwise.unary(Unary.Function.SIN, otherwise.input("0", matrix)), otherwise.add(n, 1))));
    }

    /// While a count is below 7: x ← x / 2 + c, count ← count + 2.
    private static Op halving(DType type) {
        var vector = new Type(type, Shape.of(3));
        var condition = new GraphBuilder();
        var body = new GraphBuilder();
        return new While(condition.build(List.of(condition.less(condition.input("1", Type.of(DType.INT32)), condition.scalar(DType.INT32, 7)))),
                body.build(List.of(body.add(body.multiply(body.input("0", vector), 0.5), body.input("2", vector)),
                        body.add(body.input("1", Type.of(DType.INT32)), 2))));
    }

    private static Stream<OpCase> scans() {
        return Stream.of(false, true).flatMap(reverse -> Stream.of(
                of(type -> cell(type, 3, reverse), x(2), ints(DType.INT32, 5), x(3, 2), x(2), ints(DType.INT32, 3)),
                of(type -> cell(type, 1, reverse), x(2), ints(DType.INT32, 5), x(1, 2), x(2), ints(DType.INT32, 3)),
                of(type -> cell(type, 0, reverse), x(2), ints(DType.INT32, 5), x(0, 2), x(2), ints(DType.INT32, 3)).in(FLOATS)));
    }

    /// State s and a count, slice x, constants w and n: s ← tanh(s·w + x), count ← count + n; keeps s·x and the count.
    private static Op cell(DType type, long length, boolean reverse) {
        var g = new GraphBuilder();
        Type vector = new Type(type, Shape.of(2));
        Value s = g.input("0", vector);
        Value count = g.input("1", Type.of(DType.INT32));
        Value x = g.input("2", vector);
        Value next = g.tanh(g.add(g.multiply(s, g.input("3", vector)), x));
        Value counted = g.add(count, g.input("4", Type.of(DType.INT32)));
        return new Scan(g.build(List.of(next, counted, g.multiply(next, x), counted)), 2, 1, length, reverse);
    }
}
