package org.keras4j.engine;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// An op with inputs worth trying, in each element type that makes sense.
///
/// @param op for the element type at hand
/// @param kinks where the op can't be differentiated: no input comes near
/// @param flowing the results through which something may flow back; all if empty
record OpCase(Function<DType, Op> op, List<Arg> args, Set<DType> types, Flow flow, List<Double> kinks, List<Integer> flowing) {
    static final Set<DType> FLOATS = EnumSet.of(DType.FLOAT64, DType.FLOAT32, DType.BFLOAT16, DType.FLOAT16);
    static final Set<DType> NUMBERS = EnumSet.complementOf(EnumSet.of(DType.BOOL));

    /// What is true of the way back.
    enum Flow {
        /// Equals the central differences.
        DIFFERENCES,
        /// Is zero, though the results change with the inputs.
        ZERO,
        /// Has a test of its own.
        ELSEWHERE,
        /// Refused with an [UnsupportedOperationException].
        REFUSED
    }

    /// An input.
    ///
    /// @param type its element type; that of the case where null
    /// @param diagonal added along the diagonal of matrices
    record Arg(@Nullable DType type, Shape shape, double low, double high, double diagonal) {
        Arg(@Nullable DType type, Shape shape, double low, double high) {
            this(type, shape, low, high, 0);
        }

        Type type(DType of) {
            return new Type(type == null ? of : type == DType.FLOAT32 && of == DType.FLOAT64 ? of : type, shape);
        }

        /// Numbers between `low` and `high`, the same at each call.
        NDArray array(DType of, int place, List<Double> kinks) {
            var random = new SplittableRandom(1000L * place + 17);
            DType dtype = type(of).dtype();
            return NDArray.generate(dtype, shape, at -> {
                double value = random.nextDouble(low, high);
                if (diagonal != 0 && at % shape.size(-1) == at / shape.size(-1) % shape.size(-2)) {
                    value += diagonal;
                }
                for (double kink : kinks) {
                    if (Math.abs(value - kink) < 0.06) {
                        value = kink + (value < kink ? -0.07 : 0.07);
                    }
                }
                return switch (dtype) {
                    case BOOL -> value < (low + high) / 2 ? 0 : 1;
                    case UINT8 -> Math.abs(value);
                    case FLOAT32, FLOAT64, BFLOAT16, FLOAT16, INT8, INT32, INT64 -> value;
                };
            });
        }
    }

    static OpCase of(Function<DType, Op> op, Arg... args) {
        return new OpCase(op, List.of(args), FLOATS, Flow.DIFFERENCES, List.of(), List.of());
    }

    static OpCase of(Op op, Arg... args) {
        return of(_ -> op, args);
    }

    OpCase in(Set<DType> types)         { return new OpCase(op, args, types, flow, kinks, flowing); }
    OpCase in(DType... types)           { return in(EnumSet.copyOf(List.of(types))); }
    OpCase flow(Flow flow)              { return new OpCase(op, args, types, flow, kinks, flowing); }
    OpCase awayFrom(Double... kinks)    { return new OpCase(op, args, types, flow, List.of(kinks), flowing); }
    OpCase through(Integer... results)  { return new OpCase(op, args, types, flow, kinks, List.of(results)); }

    Op op(DType type) {
        return op.apply(type);
    }

    /// Its inputs, named `0`, `1`, …
    List<Value> inputs(GraphBuilder g, DType type) {
        return IntStream.range(0, args.size()).mapToObj(i -> g.input(Integer.toString(i), args.get(i).type(type))).toList();
    }

    /// The op alone, all its results as outputs.
    Graph graph(DType type) {
        var g = new GraphBuilder();
        return g.build(g.applyAll(op(type), inputs(g, type)));
    }

    /// An array for each input, in order.
    List<NDArray> arrays(DType type) {
        return IntStream.range(0, args.size()).mapToObj(i -> args.get(i).array(type, i, kinks)).toList();
    }

    Map<String, NDArray> given(DType type) {
        return byName(arrays(type));
    }

    /// Arrays by their places, as a case's inputs are named.
    static Map<String, NDArray> byName(List<NDArray> arrays) {
        var given = new TreeMap<String, NDArray>();
        arrays.forEach(array -> given.put(Integer.toString(given.size()), array));
        return given;
    }

    @Override
    public String toString() {
        DType first = types.iterator().next();
        return op(first) + " of " + args.stream().map(arg -> arg.type(first).toString()).collect(Collectors.joining(", "));
    }
}
