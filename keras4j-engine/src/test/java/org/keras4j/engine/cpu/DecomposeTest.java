package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.cpu.foreign.Isa;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Contraction.ConvInputGradient;
import org.keras4j.engine.graph.Contraction.ConvKernelGradient;
import org.keras4j.engine.graph.Control;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Reduction.ArgReduce;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

class DecomposeTest {
    /// Tiles multiply numbers of 16 bits 16 times as often in a cycle as vectors those of 32; Winograd's way in float32 saves three multiplications in four.
    @ParameterizedTest
    @CsvSource({"BFLOAT16, AVX512_CORE_BF16, FLOAT32", "BFLOAT16, AVX512_CORE_AMX, BFLOAT16", "FLOAT16, AVX512_CORE_AMX, FLOAT16"})
    void gradientsAreMadeInFloat32WhereThatIsWinograds(DType given, Isa isa, DType made) {
        Graph graph = Decompose.apply(gradients(given, 64), isa);

        assertThat(made(graph, ConvKernelGradient.class)).isEqualTo(made);
        assertThat(made(graph, ConvInputGradient.class)).isEqualTo(made);
        assertThat(graph.outputs()).extracting(Value::dtype).containsOnly(given);
    }

    /// There oneDNN multiplies twice as fast, but for gradients of kernels.
    @Test
    void gradientsOfImagesOfFewChannelsAreMadeIn16Bits() {
        Graph graph = Decompose.apply(gradients(DType.BFLOAT16, 16), Isa.AVX512_CORE_BF16);

        assertThat(made(graph, ConvKernelGradient.class)).isEqualTo(DType.FLOAT32);
        assertThat(made(graph, ConvInputGradient.class)).isEqualTo(DType.BFLOAT16);
    }

    /// Each is lowered by itself, and no kernel finds the place of the largest.
    @Test
    void bodiesAreRewrittenToo() {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(3, 3));
        Value places = g.cond(g.less(g.sum(x), 0), List.of(x), (b, in) -> List.of(b.argMax(in.getFirst(), 0)), (b, in) -> List.of(b.argMax(in.getFirst(), 1))).getFirst();
        Value last = g.whileLoop(List.of(places), List.of(), (b, in) -> List.of(b.less(b.argMax(in.getFirst(), 0), 1)),
                (b, in) -> List.of(b.add(in.getFirst(), b.broadcast(b.argMin(in.getFirst(), 0), Shape.of(3), List.of())))).getFirst();
        Value kept = g.scan(List.of(), List.of(x), List.of(), true, (b, _, slices, _) -> List.of(b.argMax(slices.getFirst(), 0))).getFirst();

        Graph after = Decompose.apply(g.build(List.of(last, kept)), Isa.AVX512_CORE_BF16);

        List<Graph> bodies = after.nodes().stream().flatMap(node -> switch (node.op()) {
            case Control.If(var then, var otherwise) -> Stream.of(then, otherwise);
            case Control.While(var condition, var body) -> Stream.of(condition, body);
            case Control.Scan scan -> Stream.of(scan.body());
            default -> Stream.empty();
        }).toList();
        assertThat(bodies).hasSize(5).allSatisfy(body -> assertThat(body.nodes()).noneMatch(node -> node.op() instanceof ArgReduce));
    }

    private static Graph gradients(DType dtype, int channels) {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.of(dtype, 8, 16, 16, channels));
        Value kernel = g.input("kernel", Type.of(dtype, 3, 3, channels, 64));
        Value y = g.conv(x, kernel, Window.valid(Shape.of(3, 3)).same(x.shape()), 1);
        return g.build(Autodiff.gradients(g.sum(g.multiply(y, g.input("dy", y.type()))), List.of(x, kernel)));
    }

    private static DType made(Graph graph, Class<? extends Op> op) {
        return graph.nodes().stream().filter(node -> op.isInstance(node.op())).findFirst().orElseThrow().output().dtype();
    }
}
