package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.engine.tensor.Vectors;

/// Which programs Java's own threads run, and which oneDNN's team.
class SmallProgramTest {
    private static final int TEAM = 2;

    private final GraphBuilder g = new GraphBuilder();

    @BeforeEach
    void hasProcessorsAndVectors() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThanOrEqualTo(TEAM);
        assumeThat(Vectors.areAvailable()).isTrue();
    }

    private boolean isSmall(Value result) {
        return isSmall(result, Compilation.Purpose.INFERENCE);
    }

    private boolean isSmall(Value result, Compilation.Purpose purpose) {
        return SmallProgram.of(g.build(List.of(result)), purpose, TEAM).isPresent();
    }

    private Value input(String name, long... sizes) {
        return g.input(name, Type.float32(sizes));
    }

    /// rows · inner · columns multiplications: 1.5 million are few, and of 256 KB, but for one row, whose product with a variable is shared in panels.
    @ParameterizedTest
    @CsvSource({"150, 200, 50, true", "151, 200, 50, false", "2, 600, 100, true", "2, 700, 100, false", "1, 1000, 4000, true", "1, 9000, 10, false"})
    void productsOfFewRows(long rows, long inner, long columns, boolean isSmall) {
        assertThat(isSmall(g.matmul(input("x", rows, inner), g.variable("matrix", Type.float32(inner, columns))))).isEqualTo(isSmall);
    }

    /// One thread would read all of the matrix, as panels take no other activation along, and are float32 alone.
    @Test
    void largeRowsWithOtherActivationsOrTypesAreNoneOfThem() {
        Value product = g.matmul(input("x", 1, 1000), g.variable("matrix", Type.float32(1000, 4000)));
        Value y = g.add(product, g.broadcast(g.variable("bias", Type.float32(4000)), product.shape(), List.of(1)));
        Value narrow = g.matmul(g.input("narrow", Type.of(DType.BFLOAT16, 1, 1000)), g.variable("half", Type.of(DType.BFLOAT16, 1000, 4000)));

        assertThat(isSmall(g.relu(y))).isTrue();
        assertThat(isSmall(g.softmax(y))).isTrue();
        assertThat(isSmall(g.tanh(y))).isFalse();
        assertThat(isSmall(g.multiply(y, g.sigmoid(y)))).isFalse();
        assertThat(isSmall(g.minimum(g.relu(y), 6))).isFalse();
        assertThat(isSmall(narrow)).isFalse();
    }

    /// They are packed anew in each run, or not at all.
    @Test
    void largeMatricesThatRunsBringOrChangeAreNoneOfThem() {
        var matrix = new Leaf.Variable("matrix", Type.float32(1000, 4000));
        Value row = g.matmul(input("x", 1, 1000), g.variable(matrix.name(), matrix.result()));

        assertThat(isSmall(g.matmul(input("x", 1, 1000), input("other", 1000, 4000)))).isFalse();
        assertThat(isSmall(row, Compilation.Purpose.TRAINING)).isFalse();
        assertThat(isSmall(row)).isTrue();
        g.update(matrix, g.current(matrix));
        assertThat(isSmall(row)).isFalse();
    }

    /// Bands are for predictions.
    @Test
    void aLargeConvolutionOfATrainingStepIsNoneOfThem() {
        Value images = g.conv(input("x", 1, 10, 10, 32), input("kernel", 3, 3, 32, 128), Window.valid(Shape.of(3, 3)), 1);

        assertThat(isSmall(images)).isTrue();
        assertThat(isSmall(images, Compilation.Purpose.TRAINING)).isFalse();
    }

    /// 8 · 8 results of 3 · 3 · 32 numbers for each filter: 18,432 multiplications a filter. Of one image they are shared in bands.
    @ParameterizedTest
    @CsvSource({"1, 64, true", "2, 32, true", "2, 64, false", "1, 1024, false"})
    void convolutions(long batch, long filters, boolean isSmall) {
        assertThat(isSmall(g.conv(input("x", batch, 10, 10, 32), input("kernel", 3, 3, 32, filters), Window.valid(Shape.of(3, 3)), 1))).isEqualTo(isSmall);
    }

    /// Each step multiplies `rows` states of `units` by 4 · `units` columns, and reads all of these.
    @ParameterizedTest
    @CsvSource({"1, 100, true", "38, 64, true", "1, 256, false", "600, 26, false"})
    void steps(long rows, long units, boolean isSmall) {
        List<Value> in = List.of(input("z", rows, 1, 4 * units), input("h", rows, units), input("c", rows, units), input("kernel", units, 4 * units));

        assertThat(isSmall(g.applyAll(new Lstm(false, false), in).getFirst())).isEqualTo(isSmall);
    }

    @Test
    void oneLargePartIsEnough() {
        Value x = input("x", 100, 300);
        Value small = g.matmul(x, input("matrix", 300, 10));

        assertThat(isSmall(small)).isTrue();
        assertThat(isSmall(g.matmul(g.transpose(g.tanh(x), List.of(1, 0)), small))).isFalse();
    }
}
