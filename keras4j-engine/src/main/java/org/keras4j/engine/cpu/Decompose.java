package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.foreign.Isa;
import org.keras4j.engine.cpu.lowering.WinogradGain;
import org.keras4j.engine.cpu.units.Sweep;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Reduction.ArgReduce;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Writes what has no kernel of its own in terms of what has.
///
/// | before                                  | after                                                       | when |
/// |-----------------------------------------|-------------------------------------------------------------|------|
/// | arg-max along the last axis             | least position of what equals the maximum (or is NaN)       | always |
/// | sum of few along neighbouring axes in the middle | sum of slices                                      | rows behind it are short |
/// | sum along neighbouring axes in the middle | product with ones                                         | float32 |
/// | other reduction along other than outer or inner axes | of a transposed array                          | always |
/// | a body                                  | the same, with its nodes so rewritten                       | always |
/// | product, pooling, normalization, recurrence in 16 bit | cast to float32, the same in float32, cast back           | the processor lacks it |
/// | gradient of a convolution in bfloat16   | the same with a result in float32, cast back                | [WinogradGain] says so, and the processor has no tiles |
final class Decompose {
    /// Rows, and numbers in each.
    private static final long FEW = 8;
    private static final long SHORT = 64;

    private final Isa isa;
    private final GraphBuilder g = new GraphBuilder();

    private Decompose(Isa isa) {
        this.isa = isa;
    }

    static Graph apply(Graph graph, Isa isa) {
        var pass = new Decompose(isa);
        var now = new HashMap<Value, Value>();
        for (Node node : graph.nodes()) {
            List<Value> inputs = node.inputs().stream().map(now::get).toList();
            List<Value> outputs = pass.g.scoped(node.scope(), () -> pass.rewrite(node.op(), inputs));
            for (int i = 0; i < outputs.size(); i++) {
                now.put(node.outputs().get(i), outputs.get(i));
            }
        }
        graph.updates().forEach((name, next) -> pass.g.update(new Leaf.Variable(name, next.type()), now.get(next)));
        return pass.g.build(graph.outputs().stream().map(now::get).toList());
    }

    private Graph apply(Graph body) {
        return apply(body, isa);
    }

    private List<Value> rewrite(Op op, List<Value> in) {
        return switch (op) {
            case ArgReduce(var kind, int axis) -> List.of(argReduce(kind, axis, in.getFirst()));
            case Reduce reduce when needsTranspose(reduce, in.getFirst().shape()) -> List.of(reduceLast(reduce, in.getFirst()));
            case Contraction _, Pooling _, Normalization _, Recurrent _ when in.getFirst().dtype().bytes() == 2 && !isNative(in.getFirst().dtype()) ->
                    widened(op, in);
            case Contraction.ConvInputGradient _, Contraction.ConvKernelGradient _ when in.getFirst().dtype() == DType.BFLOAT16
                    && !isa.hasTiles(DType.BFLOAT16) && WinogradGain.algorithm(op, in.stream().map(Value::type).toList()).isPresent() ->
                    narrowed(op, in, wide(op), in);
            case Control.Scan(var body, int states, int sequences, long length, boolean reverse) ->
                    g.applyAll(new Control.Scan(apply(body), states, sequences, length, reverse), in);
            case Control.If(var then, var otherwise) -> g.applyAll(new Control.If(apply(then), apply(otherwise)), in);
            case Control.While(var condition, var body) -> g.applyAll(new Control.While(apply(condition), apply(body)), in);
            default -> g.applyAll(op, in);
        };
    }

    private boolean isNative(DType dtype) {
        return dtype == DType.BFLOAT16 ? isa.hasBfloat16() : isa.hasFloat16();
    }

    private Value argReduce(ArgReduce.Kind kind, int axis, Value x) {
        if (axis != x.rank() - 1) {
            var order = new ArrayList<>(x.shape().axesWithout(List.of(axis)));
            order.add(axis);
            return argReduce(kind, x.rank() - 1, g.transpose(x, order));
        }
        List<Integer> last = List.of(axis);
        Value best = kind == ArgReduce.Kind.MAXIMUM ? g.max(x, last) : g.min(x, last);
        Value isBest = g.equal(x, g.broadcast(best, x.shape(), best.shape().axes()));
        if (x.dtype().isFloating()) {
            isBest = g.or(isBest, g.notEqual(x, x));
        }
        Type positions = new Type(DType.INT32, x.shape());
        Value candidates = g.select(isBest, g.iota(axis, positions), g.fill(Integer.MAX_VALUE, positions));
        return g.min(candidates, last);
    }

    private static boolean needsTranspose(Reduce reduce, Shape shape) {
        return shape.elements() > 0 && Sweep.of(reduce, shape).isEmpty();
    }

    /// A sum over neighbouring axes in the middle is a product with ones, which reads `x` where it lies; one row times few short ones isn't worth the call.
    private Value reduceLast(Reduce reduce, Value x) {
        int first = reduce.axes().getFirst();
        int end = first + reduce.axes().size();
        if (reduce.kind() == Reduce.Kind.SUM && x.dtype() == DType.FLOAT32 && reduce.axes().getLast() == end - 1) {
            Shape outer = x.shape().slice(0, first);
            Shape inner = x.shape().slice(end, x.rank());
            long summed = x.shape().slice(first, end).elements();
            Value rows = g.reshape(x, Shape.of(outer.elements(), summed, inner.elements()));
            Value sums = summed <= FEW && inner.elements() <= SHORT
                    ? LongStream.range(0, summed).mapToObj(i -> g.slice(rows, 1, i, i + 1)).reduce(g::add).orElseThrow()
                    : g.matmul(g.fill(1, Type.float32(outer.elements(), 1, summed)), rows);
            return g.reshape(sums, outer.concat(inner));
        }
        var order = new ArrayList<>(x.shape().axesWithout(reduce.axes()));
        int kept = order.size();
        order.addAll(reduce.axes());
        return g.reduce(reduce.kind(), g.transpose(x, order), IntStream.range(kept, x.rank()).boxed().toList());
    }

    private List<Value> widened(Op op, List<Value> in) {
        DType narrow = in.getFirst().dtype();
        return narrowed(op, in, wide(op), in.stream().map(value -> value.dtype() == narrow ? g.cast(value, DType.FLOAT32) : value).toList());
    }

    private static Op wide(Op op) {
        return switch (op) {
            case Contraction.MatMul(boolean left, boolean right, _) -> new Contraction.MatMul(left, right, DType.FLOAT32);
            case Contraction.Conv(var window, int groups, _) -> new Contraction.Conv(window, groups, DType.FLOAT32);
            case Contraction.ConvInputGradient(var window, int groups, var type) ->
                    new Contraction.ConvInputGradient(window, groups, type.with(DType.FLOAT32));
            case Contraction.ConvKernelGradient(var window, int groups, var type) ->
                    new Contraction.ConvKernelGradient(window, groups, type.with(DType.FLOAT32));
            default -> op;
        };
    }

    /// What `op` makes of `in`, as `wideOp` makes it of `wide`.
    private List<Value> narrowed(Op op, List<Value> in, Op wideOp, List<Value> wide) {
        List<Type> wanted = op.infer(in.stream().map(Value::type).toList());
        List<Value> outputs = g.applyAll(wideOp, wide);
        return IntStream.range(0, outputs.size()).mapToObj(i -> g.cast(outputs.get(i), wanted.get(i).dtype())).toList();
    }
}
