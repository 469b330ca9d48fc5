package org.keras4j.engine.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Indexing.*;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Normalization.*;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Pooling.*;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Reduction.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

class ShapeErrorsTest {
    record Wrong(Op op, List<Type> inputs, String message) {
        @Override
        public String toString() {
            return op + " of " + inputs;
        }
    }

    private static Wrong wrong(String message, Op op, Type... inputs) {
        return new Wrong(op, List.of(inputs), message);
    }

    private static Type f(long... sizes) {
        return Type.float32(sizes);
    }

    private static final Type BOOLS = Type.of(DType.BOOL, 2);
    private static final Window TWO = Window.valid(Shape.of(2, 2));

    static Stream<Wrong> wrongs() {
        return Stream.of(
                wrong("Unary NEGATE: expected numbers, got bool[2]. Cast it first.", new Unary(Unary.Function.NEGATE), BOOLS),
                wrong("Unary NOT: expected bool, got float32[2]. Cast it first.", new Unary(Unary.Function.NOT), f(2)),
                wrong("Binary ADD: expected two inputs of one type, got float32[2] and float32[3]. Broadcast or cast one of them first.",
                        new Binary(Binary.Function.ADD), f(2), f(3)),
                wrong("Binary AND: expected bool or integers, got float32[2]. Cast both first.", new Binary(Binary.Function.AND), f(2), f(2)),
                wrong("Compare LESS: expected two inputs of one type, got float32[2] and bool[2]. Broadcast or cast one of them first.",
                        new Compare(Compare.Relation.LESS), f(2), BOOLS),
                wrong("Select: expected a condition bool[3], got bool[2]. Compare first.", new Select(), BOOLS, f(3), f(3)),
                wrong("Reduce SUM [2]: expected axes of float32[3, 4], got [2]. Axes count from 0.", new Reduce(Reduce.Kind.SUM, List.of(2)), f(3, 4)),
                wrong("Reduce SUM [0]: expected numbers, got bool[2]. Cast it first.", new Reduce(Reduce.Kind.SUM, List.of(0)), BOOLS),
                wrong("ArgReduce MAXIMUM 0: expected at least one element along the axis, got float32[0, 2]. Check the data.",
                        new ArgReduce(ArgReduce.Kind.MAXIMUM, 0), f(0, 2)),
                wrong("Reshape: expected a shape of 6 elements for float32[2, 3], got [7]. Check the sizes.", new Reshape(Shape.of(7)), f(2, 3)),
                wrong("Transpose: expected each axis of [2, 3] once, got [0, 0]. Axes count from 0.", new Transpose(List.of(0, 0)), f(2, 3)),
                wrong("Broadcast: expected the sizes of axes [1] of [2, 3], got float32[2]. Name the result's axis for each of the input's, "
                        + "in rising order; transpose first if need be.", new Broadcast(Shape.of(2, 3), List.of(1)), f(2)),
                wrong("Slice: expected a part of [4], got [2] + [3] · [1]. Starts count from 0, steps are 1 or more.",
                        new Slice(List.of(2L), Shape.of(3), List.of(1L)), f(4)),
                wrong("Pad: expected an amount of 0 or more for each axis of [4], got [-1], [0], [0]. Slice to make it smaller.",
                        new Pad(List.of(-1L), List.of(0L), List.of(0L), 0), f(4)),
                wrong("Concatenate: expected types like float32[2, 3] except at axis 0, got float32[2, 4]. Only the size along that axis may differ.",
                        new Concatenate(0), f(2, 3), f(2, 4)),
                wrong("Concatenate: expected an axis of float32[2, 3], got 2. Axes count from 0.", new Concatenate(2), f(2, 3)),
                wrong("Reverse: expected axes of float32[2], got [1]. Axes count from 0.", new Reverse(List.of(1)), f(2)),
                wrong("MatMul: expected […, rows, inner] and […, inner, columns], got float32[2, 3] and float32[4, 3]. Transpose or reshape one of them.",
                        new MatMul(false, false, DType.FLOAT32), f(2, 3), f(4, 3)),
                wrong("MatMul: expected two inputs of one floating type, with a result of it or float32, got float32[2, 3] and float32[3, 4] "
                        + "for float64. Cast them first.", new MatMul(false, false, DType.FLOAT64), f(2, 3), f(3, 4)),
                wrong("Conv: expected [batch, rows, columns, channels] and [2, 2, channels / 1, filters], got float32[1, 4, 4, 3] and "
                        + "float32[2, 2, 2, 5]. Channels and filters must be multiples of the groups.",
                        new Conv(TWO, 1, DType.FLOAT32), f(1, 4, 4, 3), f(2, 2, 2, 5)),
                wrong("Conv: expected an image at least as large as the window of 2x2, got float32[1, 1, 4, 3]. "
                        + "Use a smaller window, same padding, or fewer poolings before it.",
                        new Conv(TWO, 1, DType.FLOAT32), f(1, 1, 4, 3), f(2, 2, 3, 5)),
                wrong("Pool: expected [batch, rows, columns, channels], got float32[4, 4, 3]. Reshape it first.",
                        new Pool(Pooling.Kind.MAX, TWO), f(4, 4, 3)),
                wrong("Gather: expected a table with an axis 0 and int32 or int64 indices, got float32[5, 2] and float32[3]. Cast them first.",
                        new Gather(0), f(5, 2), f(3)),
                wrong("ScatterAdd: expected int32 or int64 indices and updates whose first axes are theirs, got int32[3] and float32[4, 2]. "
                        + "Reshape the updates.", new ScatterAdd(5), Type.of(DType.INT32, 3), f(4, 2)),
                wrong("Cholesky: expected square matrices […, n, n], got float32[2, 3]. Reshape it first.", new Linalg.Cholesky(), f(2, 3)),
                wrong("Solve: expected […, n, n] and […, n, k] of one type, got float32[2, 2] and float32[2]. Broadcast or reshape one of them.",
                        new Linalg.Solve(), f(2, 2), f(2)),
                wrong("Order: expected an axis of float32[2], got 1. Axes count from 0.", new Order(1, Order.Direction.RISING), f(2)),
                wrong("Softmax: expected floating […, classes], got int32[3]. Cast or reshape it first.", new Softmax(), Type.of(DType.INT32, 3)),
                wrong("SparseCrossEntropy: expected labels int32[4] for logits float32[4, 3], got int64[4]. One label for each row of logits.",
                        new SparseCrossEntropy(), f(4, 3), Type.of(DType.INT64, 4)),
                wrong("BatchNorm: expected a float32[3] for each channel of bfloat16[4, 3], got [bfloat16[3], bfloat16[3]]. Broadcast or cast it first.",
                        new BatchNorm(1e-3), Type.of(DType.BFLOAT16, 4, 3), Type.of(DType.BFLOAT16, 3), Type.of(DType.BFLOAT16, 3)),
                wrong("Lstm: expected z [batch, time, 4·units], h0 and c0 [batch, units], R [units, 4·units], got "
                        + "[float32[2, 3, 7], float32[2, 1], float32[2, 1], float32[1, 4]]. All but the mask have one type.",
                        new Lstm(false, false), f(2, 3, 7), f(2, 1), f(2, 1), f(1, 4)),
                wrong("RandomBits: expected a seed and a counter of type int64[], got [int32[], int32[]]. Cast them.",
                        new Leaf.RandomBits(8, Shape.of(2)), Type.of(DType.INT32), Type.of(DType.INT32)));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void saysWhatWasExpectedWhatCameAndWhatToDo(Wrong wrong) {
        assertThatThrownBy(() -> wrong.op().infer(wrong.inputs())).isInstanceOf(ShapeException.class).hasMessage(wrong.message());
    }

    @Test
    void aPlaceIsPutInFront() {
        var cause = new ShapeException("input", "[batch, features]", f(2), "Put a Flatten layer before it.");

        assertThatThrownBy(() -> { throw new ShapeException("Dense 'classes'", cause); })
                .hasMessage("Dense 'classes' > input: expected [batch, features], got float32[2]. Put a Flatten layer before it.").hasCause(cause);
    }

    @Test
    void attributesAreCheckedAtOnce() {
        assertThatThrownBy(() -> new Leaf.RandomBits(32, Shape.of(2))).hasMessage("RandomBits: expected 1 to 31 bits, got 32.");
        assertThatThrownBy(() -> Window.valid(Shape.of(0, 2)))
                .hasMessageStartingWith("Window: expected size, stride and dilation of 1 or more and padding of 0 or more, got 0, 1, 1, 0 and 0.");
        assertThatThrownBy(() -> new Pool(Pooling.Kind.MAX, Window.valid(Shape.of(2, 2), Shape.of(1, 1), Shape.of(2, 1))))
                .hasMessage("Pool: expected a dilation of 1, got a window 2x2 dilated 2x1.");
    }
}
