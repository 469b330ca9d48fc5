package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.cpu.foreign.Isa;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Contraction.ConvKernelGradient;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

class DecomposeTest {
    /// Tiles multiply numbers of 16 bits 16 times as often in a cycle as vectors those of 32; Winograd's way in float32 saves three multiplications in four.
    @ParameterizedTest
    @CsvSource({"BFLOAT16, AVX512_CORE_BF16, FLOAT32", "BFLOAT16, AVX512_CORE_AMX, BFLOAT16",
                "FLOAT16, AVX512_CORE_AMX, FLOAT32", "FLOAT16, AVX512_CORE_AMX_FP16, FLOAT16"})
    void theGradientOfAKernelStaysIn16BitsWhereThereAreTiles(DType given, Isa isa, DType multiplied) {
        var g = new GraphBuilder();
        Type images = Type.of(given, 8, 16, 16, 32);
        Value kernel = g.input("kernel", Type.of(given, 3, 3, 32, 64));
        Value y = g.conv(g.input("x", images), kernel, Window.valid(Shape.of(3, 3)).same(images.shape()), 1);
        List<Value> gradient = Autodiff.gradients(g.sum(g.multiply(y, g.input("dy", y.type()))), List.of(kernel));

        Graph graph = Decompose.apply(g.build(gradient), isa);

        assertThat(graph.nodes()).filteredOn(node -> node.op() instanceof ConvKernelGradient).extracting(node -> node.input(0).dtype()).containsExactly(multiplied);
    }
}
